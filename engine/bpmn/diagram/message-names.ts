/**
 * The name of the message that an element sends or awaits: of its own message, else of its operation's, else what the
 * message flows at it say (BPMN 2.0.2 §9.4, §10.3.3). Both ends of a flow find the same name, whichever of them
 * the diagram says it at.
 */
import { elementOf, elementsOf, flagOf, idOf, textOf, type ModdleElement } from '../xml/moddle-element.ts'
import type { DiagramNode } from './diagram.ts'

/** @param holder what may refer to a message: an event definition, a send task or a receive task of the node */
export function messageNameOf(holder: ModdleElement, node: DiagramNode): string | null {
  return ownNameOf(holder) ?? node.messageFlowName
}

/** A message without a name is known by its id. */
export function nameOfMessage(message: ModdleElement | null): string | null {
  return textOf(message, 'name') ?? idOf(message)
}

function ownNameOf(holder: ModdleElement): string | null {
  const direct = nameOfMessage(elementOf(holder, 'messageRef'))
  // Whoever calls an operation sends its in-message, and whoever offers it awaits that.
  return direct ?? nameOfMessage(elementOf(elementOf(holder, 'operationRef'), 'inMessageRef'))
}

interface Flow {
  readonly id: string
  readonly name: string | null
  /** What sends and what receives; a pool stands for the one element that does it there. */
  readonly source: ModdleElement | null
  readonly target: ModdleElement | null
}

/** The names that message flows give to elements which name no message themselves. */
export function namesByMessageFlows(definitions: ModdleElement): ReadonlyMap<ModdleElement, string> {
  const flows = messageFlowsOf(definitions)
  const atElement = new Map<ModdleElement, Flow[]>()
  for (const flow of flows) {
    for (const end of [flow.source, flow.target]) {
      if (end === null) continue
      const others = atElement.get(end)
      if (others) others.push(flow)
      else atElement.set(end, [flow])
    }
  }

  const names = new Map<ModdleElement, string>()
  const unnamed = [...atElement].filter(([element]) => ownNameOfNode(element) === null)
  for (const [element, itsFlows] of unnamed) {
    const name = itsFlows
      .map((flow) => flow.name ?? ownNameOfNode(otherEnd(flow, element)))
      .find((found) => found !== null)
    if (name !== undefined && name !== null) names.set(element, name)
  }
  // Named ones first, so that an element without a message takes over what its neighbours are called.
  const named = [...names.keys()]
  for (const element of named) spread(element, atElement, names)
  for (const [element, [first]] of unnamed) {
    if (names.has(element) || first === undefined) continue
    names.set(element, first.id)
    spread(element, atElement, names)
  }
  return names
}

/** Several flows into one receiver, or out of one sender, carry the same message: it has only one. */
function spread(
  from: ModdleElement,
  atElement: ReadonlyMap<ModdleElement, readonly Flow[]>,
  names: Map<ModdleElement, string>,
): void {
  const name = names.get(from)
  if (name === undefined) return
  const reached = [from]
  for (let element = reached.pop(); element !== undefined; element = reached.pop()) {
    for (const flow of atElement.get(element) ?? []) {
      const other = otherEnd(flow, element)
      if (flow.name !== null || other === null || names.has(other) || ownNameOfNode(other) !== null) continue
      names.set(other, name)
      reached.push(other)
    }
  }
}

function otherEnd(flow: Flow, element: ModdleElement): ModdleElement | null {
  return flow.source === element ? flow.target : flow.source
}

function messageFlowsOf(definitions: ModdleElement): Flow[] {
  const drawn = elementsOf(definitions, 'rootElements').flatMap((root) => elementsOf(root, 'messageFlows'))
  const ends = new Set(drawn.flatMap((flow) => [flow.get('sourceRef'), flow.get('targetRef')]))
  const senderOf = createEndFinder(sends, ends)
  const receiverOf = createEndFinder(receives, ends)
  return drawn.map((flow) => {
    const source = elementOf(flow, 'sourceRef')
    const target = elementOf(flow, 'targetRef')
    return {
      id: idOf(flow) ?? `flow_${idOf(source) ?? 'nothing'}_${idOf(target) ?? 'nothing'}`,
      name: nameOfMessage(elementOf(flow, 'messageRef')),
      source: source && senderOf(source),
      target: target && receiverOf(target),
    }
  })
}

type EndFinder = (end: ModdleElement) => ModdleElement | null

/** Finds what sends or receives. Other ends, e.g. a user task, only show that something passes there. */
function createEndFinder(does: (element: ModdleElement) => boolean, ends: ReadonlySet<unknown>): EndFinder {
  const ofPools = new Map<ModdleElement, ModdleElement | null>()
  return (end) => {
    if (end.$type !== 'bpmn:Participant') return does(end) ? end : null
    const known = ofPools.get(end)
    if (known !== undefined) return known
    const process = elementOf(end, 'processRef')
    const found = process && onlyEndIn(process, does, ends)
    ofPools.set(end, found)
    return found
  }
}

/** The message start event of the process, else its one receiver or sender; among several, the one not yet spoken for. */
function onlyEndIn(
  process: ModdleElement,
  does: (element: ModdleElement) => boolean,
  ends: ReadonlySet<unknown>,
): ModdleElement | null {
  const starts = elementsOf(process, 'flowElements').filter((element) => does(element) && startsCases(element))
  const all = starts.length > 0 ? starts : flowNodesIn(process).filter(does)
  const free = all.filter((element) => !ends.has(element) && ownNameOfNode(element) === null)
  return (all.length === 1 ? all[0] : free.length === 1 ? free[0] : null) ?? null
}

function flowNodesIn(process: ModdleElement): ModdleElement[] {
  const found = elementsOf(process, 'flowElements')
  for (let index = 0; index < found.length; index++)
    for (const inner of elementsOf(found[index] ?? null, 'flowElements')) found.push(inner)
  return found
}

const CATCHING = ['bpmn:StartEvent', 'bpmn:IntermediateCatchEvent', 'bpmn:BoundaryEvent']
const THROWING = ['bpmn:EndEvent', 'bpmn:IntermediateThrowEvent']

function sends(element: ModdleElement): boolean {
  return element.$type === 'bpmn:SendTask' || (THROWING.includes(element.$type) && holdersOf(element).length > 0)
}

function receives(element: ModdleElement): boolean {
  return element.$type === 'bpmn:ReceiveTask' || (CATCHING.includes(element.$type) && holdersOf(element).length > 0)
}

function startsCases(element: ModdleElement): boolean {
  return element.$type === 'bpmn:StartEvent' || flagOf(element, 'instantiate') === true
}

function ownNameOfNode(element: ModdleElement | null): string | null {
  if (element === null) return null
  return (
    holdersOf(element)
      .map(ownNameOf)
      .find((name) => name !== null) ?? null
  )
}

function holdersOf(element: ModdleElement): ModdleElement[] {
  if (element.$type === 'bpmn:SendTask' || element.$type === 'bpmn:ReceiveTask') return [element]
  return [...elementsOf(element, 'eventDefinitions'), ...elementsOf(element, 'eventDefinitionRef')].filter(
    ({ $type }) => $type === 'bpmn:MessageEventDefinition',
  )
}
