/**
 * The diagram that bpmn-engine gets: drawn anew from what it may run. Nothing of the upload is in it but its shape, ids and
 * names of links; no script, expression, service, message or value of the upload reaches that engine. Conditions are
 * `choice:<id>`, which the replay answers; what must not wait is a plain task, and what must wait has no other work.
 */
import type { DiagramFlow, DiagramNode, DiagramProcess, DiagramScope } from '../bpmn/diagram/diagram.ts'
import { isActivity, isEventSubProcess } from '../bpmn/diagram/diagram.ts'
import { elementOf, elementsOf, flagOf, textOf, type ModdleElement } from '../bpmn/xml/moddle-element.ts'
import type { FlowNode, ProcessDefinition } from '../model/process-definition.ts'

const HEAD = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="rehearsal-definitions" targetNamespace="urn:rehearsal">`
const WAITS_LONG = timer('P1D')

/** What stands before the id of the flow or element whose condition it is. */
export const CHOICE = 'choice:'

/**
 * @param startEvent the event that starts the case; null: the plain ones. All others never come.
 */
export function drawForBpmnEngine(
  { scopes, nodes, flows }: DiagramProcess,
  definition: ProcessDefinition,
  startEvent: string | null,
): string {
  const roots = new Map<string, string>()
  /** Errors and escalations are known by their codes. */
  const rootOf = (kind: 'error' | 'escalation', code: string): string => {
    const id = `rehearsal-${kind}-${code}`
    roots.set(id, `<${kind} id="${escape(id)}" name="${escape(code)}" ${kind}Code="${escape(code)}"/>`)
    return id
  }

  const drawNode = (node: DiagramNode): string => {
    const compiled = definition.nodes[node.id]
    if (isLeftOut(node)) return ''
    if (node.type === 'bpmn:StartEvent' && !startsAtOnce(node)) return drawNeverStarted(node)
    const { tag, attributes, inside } = drawKind(node, compiled)
    const defaultFlow = idOf(flowOf(node, 'default'))
    const all = { id: node.id, ...attributes, ...(defaultFlow === null ? {} : { default: defaultFlow }) }
    const text = Object.entries(all).map(([name, value]) => ` ${name}="${escape(value)}"`)
    return `<${tag}${text.join('')}>${inside}${isActivity(node) ? drawLoop(node) : ''}</${tag}>`
  }

  const drawKind = (node: DiagramNode, compiled: FlowNode | undefined): Drawn => {
    switch (node.type) {
      case 'bpmn:StartEvent':
        return drawn('startEvent')
      case 'bpmn:EndEvent':
        return drawn('endEvent', {}, drawEvent(node, 'throw'))
      case 'bpmn:IntermediateThrowEvent':
        return drawn('intermediateThrowEvent', {}, drawEvent(node, 'throw'))
      case 'bpmn:IntermediateCatchEvent':
        return drawn('intermediateCatchEvent', {}, drawEvent(node, 'catch'))
      case 'bpmn:BoundaryEvent': {
        const cancelActivity = String(flagOf(node.element, 'cancelActivity') ?? true)
        return drawn(
          'boundaryEvent',
          { attachedToRef: node.attachedTo?.id ?? '', cancelActivity },
          drawEvent(node, 'catch'),
        )
      }
      case 'bpmn:CallActivity':
        return drawn('callActivity', { calledElement: 'rehearsal-called-process' })
      case 'bpmn:SubProcess':
      case 'bpmn:Transaction':
      case 'bpmn:AdHocSubProcess': {
        const scope = scopes.find((candidate) => candidate.node === node)
        const tag = node.type === 'bpmn:Transaction' ? 'transaction' : 'subProcess'
        return drawn(tag, {}, scope ? drawScope(scope) : '')
      }
      case 'bpmn:ExclusiveGateway':
      case 'bpmn:ParallelGateway':
      case 'bpmn:InclusiveGateway':
      case 'bpmn:EventBasedGateway':
        return drawn(node.type.replace(/^bpmn:(.)/, (_, letter: string) => letter.toLowerCase()))
      case 'bpmn:ComplexGateway':
        return drawn('inclusiveGateway')
      case 'bpmn:ReceiveTask':
        return drawn('receiveTask')
      case 'bpmn:UserTask':
        return drawn('userTask')
      default:
        return drawn(isJob(compiled) ? 'serviceTask' : 'task')
    }
  }

  /**
   * A start event of another way to start: what only it leads to must neither begin by itself nor wait, since bpmn-engine
   * walks all ways ahead where there is more than one beginning. With a flow to itself it is none.
   */
  const drawNeverStarted = ({ id }: DiagramNode): string =>
    `<task id="${escape(id)}"/><sequenceFlow id="rehearsal-never-${escape(id)}" sourceRef="${escape(id)}" targetRef="${escape(id)}"/>`

  const startsAtOnce = (node: DiagramNode): boolean =>
    node.scope.node !== null || (startEvent === null ? definitionsOf(node).length === 0 : node.id === startEvent)

  const drawEvent = (node: DiagramNode, way: 'throw' | 'catch'): string => {
    const [event] = definitionsOf(node)
    if (event === undefined) return ''
    switch (event.$type) {
      case 'bpmn:TimerEventDefinition':
        return WAITS_LONG
      case 'bpmn:ErrorEventDefinition': {
        const code = textOf(elementOf(event, 'errorRef'), 'errorCode')
        return `<errorEventDefinition${code === null ? '' : ` errorRef="${escape(rootOf('error', code))}"`}/>`
      }
      case 'bpmn:EscalationEventDefinition': {
        const code = textOf(elementOf(event, 'escalationRef'), 'escalationCode')
        return `<escalationEventDefinition${code === null ? '' : ` escalationRef="${escape(rootOf('escalation', code))}"`}/>`
      }
      case 'bpmn:TerminateEventDefinition':
        return '<terminateEventDefinition/>'
      case 'bpmn:CancelEventDefinition':
        return '<cancelEventDefinition/>'
      case 'bpmn:LinkEventDefinition':
        return `<linkEventDefinition name="${escape(textOf(event, 'name') ?? '')}"/>`
      default:
        // Thrown messages and signals leave the instance, also those that it catches itself: then they come from outside.
        return way === 'throw' ? '' : '<signalEventDefinition/>'
    }
  }

  const drawLoop = (node: DiagramNode): string => {
    const loop = elementOf(node.element, 'loopCharacteristics')
    if (loop?.$type !== 'bpmn:MultiInstanceLoopCharacteristics') return ''
    const condition = elementOf(loop, 'completionCondition')
    return `<multiInstanceLoopCharacteristics isSequential="${flagOf(loop, 'isSequential') ?? false}">${expression('loopCardinality', '2')}${
      condition === null ? '' : expression('completionCondition', CHOICE + node.id)
    }</multiInstanceLoopCharacteristics>`
  }

  const drawFlow = ({ id, source, target, element }: DiagramFlow): string => {
    if (source === null || target === null || isLeftOut(source) || isLeftOut(target)) return ''
    const isDefault = flowOf(source, 'default') === element
    const isParallel = source.type === 'bpmn:ParallelGateway' || source.type === 'bpmn:EventBasedGateway'
    const isConditional = elementOf(element, 'conditionExpression') !== null && !isDefault && !isParallel
    const condition = isConditional ? expression('conditionExpression', CHOICE + id) : ''
    return `<sequenceFlow id="${escape(id)}" sourceRef="${escape(source.id)}" targetRef="${escape(target.id)}">${condition}</sequenceFlow>`
  }

  /** How deep a file may nest its sub-processes bounds this recursion. */
  const drawScope = (scope: DiagramScope): string =>
    scope.nodes.map(drawNode).join('') +
    flows
      .filter((flow) => flow.scope === scope)
      .map(drawFlow)
      .join('')

  /** A default flow may have no id of its own in the file. */
  const idOf = (element: ModdleElement | null): string | null =>
    element === null ? null : (flows.find((flow) => flow.element === element)?.id ?? null)

  const [process] = scopes
  const body = process ? drawScope(process) : ''
  const known = nodes.length > 0 ? `<process id="rehearsal-process" isExecutable="true">${body}</process>` : ''
  return `${HEAD}${[...roots.values()].join('')}${known}</definitions>`
}

interface Drawn {
  readonly tag: string
  readonly attributes: Readonly<Record<string, string>>
  readonly inside: string
}

function drawn(tag: string, attributes: Drawn['attributes'] = {}, inside = ''): Drawn {
  return { tag, attributes, inside }
}

/** What bpmn-engine would start by itself although no flow leads to it. */
function isLeftOut(node: DiagramNode): boolean {
  const isCompensation =
    flagOf(node.element, 'isForCompensation') === true ||
    (node.type === 'bpmn:BoundaryEvent' && definitionsOf(node)[0]?.$type === 'bpmn:CompensateEventDefinition')
  return isCompensation || isEventSubProcess(node)
}

export function definitionsOf(node: DiagramNode): ModdleElement[] {
  return elementsOf(node.element, 'eventDefinitions')
}

function flowOf(node: DiagramNode, property: string): ModdleElement | null {
  return node.type.endsWith('Event') ? null : elementOf(node.element, property)
}

/** Whether its work is done by somebody else, so that the instance waits. */
function isJob(node: FlowNode | undefined): boolean {
  return node !== undefined && 'work' in node && (node.work.by === 'handler' || node.work.by === 'external')
}

function timer(duration: string): string {
  return `<timerEventDefinition>${expression('timeDuration', duration)}</timerEventDefinition>`
}

function expression(tag: string, body: string): string {
  return `<${tag} xsi:type="tFormalExpression">${escape(body)}</${tag}>`
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
