/** Compensation: which activity undoes which, and where it may be asked for (BPMN 2.0.2 §10.7, §13.5.5). */
import { eventDefinitionsOf } from '../compile/event-trigger.ts'
import { startEventsOf } from '../compile/scopes.ts'
import { isActivity, isEventSubProcess, type DiagramNode, type DiagramScope } from '../diagram/diagram.ts'
import { elementOf, type ModdleElement } from '../xml/moddle-element.ts'
import { compensationHandlersOf, isCompensationHandler, type CompensationHandlers } from './compensation-handlers.ts'
import { nameOf, nodesOf, problemAt, scopesOf, type Check, type NodeFinding } from './check.ts'
import { hasEventKind } from './event-kinds.ts'

/** Every compensation boundary event leads by an association, and by nothing else, to the one activity that undoes. */
export const checkCompensationBoundaries: Check = (reading) => {
  const handlers = compensationHandlersOf(reading.diagram)
  const hosts = new Set<DiagramNode>()
  return [...handlers].flatMap(([event, activities]) => {
    const host = event.attachedTo
    const isSecond = host !== null && hosts.has(host)
    if (host !== null) hosts.add(host)
    return atBoundary(event, activities, isSecond).map((finding) =>
      problemAt(reading, { ...finding, elementId: event.id }),
    )
  })
}

function atBoundary(event: DiagramNode, activities: readonly DiagramNode[], isSecond: boolean): NodeFinding[] {
  const found: NodeFinding[] = []
  const undoing = activities.filter((activity) => isActivity(activity) && isCompensationHandler(activity))
  if (undoing.length !== 1) {
    const remedy = 'associate it with one activity that has isForCompensation="true"'
    const message = `The compensation boundary event ${nameOf(event)} leads to ${undoing.length} compensation handlers; ${remedy}.`
    found.push({ code: 'compensation-without-handler', message, section: '10.7.1' })
  }
  if (event.outgoing.length > 0) {
    const message = `A sequence flow leads on from the compensation boundary event ${nameOf(event)}; use an association to its handler.`
    found.push({ code: 'compensation-with-flow', message, section: '10.7.1' })
  }
  if (isSecond) {
    const message = `${nameOf(event)} is a second compensation boundary event of one activity; keep one.`
    found.push({ code: 'compensation-twice', message, section: '10.7.1' })
  }
  return found
}

/** A compensation handler stands outside the flow: only its boundary event leads to it. */
export const checkCompensationHandlers: Check = (reading) => {
  const handlers = compensationHandlersOf(reading.diagram)
  const associated = new Set([...handlers.values()].flat())
  return nodesOf(reading)
    .filter((node) => isActivity(node) && isCompensationHandler(node))
    .flatMap((node) =>
      atHandler(node, associated.has(node)).map((finding) => problemAt(reading, { ...finding, elementId: node.id })),
    )
}

function atHandler(node: DiagramNode, isAssociated: boolean): NodeFinding[] {
  const found: NodeFinding[] = []
  if (node.incoming.length + node.outgoing.length > 0) {
    const message = `${nameOf(node)} is for compensation and has sequence flows; remove them, or let it be an ordinary activity.`
    found.push({ code: 'compensation-with-flow', message, section: '10.7.1' })
  }
  if (node.boundaryEvents.length > 0) {
    const message = `${nameOf(node)} is for compensation and carries boundary events, from which no flow could go on; remove them.`
    found.push({ code: 'compensation-with-boundary', message, section: '10.7.1' })
  }
  if (!isAssociated) {
    const message = `${nameOf(node)} is for compensation, but no compensation boundary event is associated with it, so it never runs; associate one.`
    found.push({ severity: 'warning', code: 'compensation-handler-unused', message, section: '10.7.1' })
  }
  return found
}

/** Compensation is asked for activities that stand beside the event, and that can be undone. */
export const checkCompensationThrows: Check = (reading) => {
  const handlers = compensationHandlersOf(reading.diagram)
  const byElement = new Map(nodesOf(reading).map((node) => [node.element, node]))
  return nodesOf(reading)
    .filter(({ type }) => type === 'bpmn:EndEvent' || type === 'bpmn:IntermediateThrowEvent')
    .flatMap((node) =>
      compensatedBy(node, byElement).flatMap((activity) => {
        const finding = atThrow(node, activity, handlers)
        return finding === null ? [] : [problemAt(reading, { ...finding, elementId: node.id })]
      }),
    )
}

function compensatedBy(node: DiagramNode, byElement: ReadonlyMap<ModdleElement, DiagramNode>): DiagramNode[] {
  return eventDefinitionsOf(node)
    .filter((definition) => definition.$type === 'bpmn:CompensateEventDefinition')
    .flatMap((definition) => {
      const element = elementOf(definition, 'activityRef')
      return element === null ? [] : (byElement.get(element) ?? [])
    })
}

function atThrow(node: DiagramNode, activity: DiagramNode, handlers: CompensationHandlers): NodeFinding | null {
  if (!isVisible(node.scope, activity)) {
    const remedy = 'name one of the same process or sub-process, or of the one around an event sub-process'
    const message = `${nameOf(node)} compensates ${nameOf(activity)}, which it cannot see; ${remedy}.`
    return { code: 'compensation-reference-outside', message, section: '10.5.5' }
  }
  if (isCompensable(activity, handlers)) return null
  const message = `${nameOf(node)} compensates ${nameOf(activity)}, which has no compensation handler, so nothing happens; give it one.`
  return { severity: 'warning', code: 'compensation-without-effect', message, section: '13.5.5' }
}

/** In the scope of the event; events of an event sub-process see the scope around it, too. */
function isVisible(from: DiagramScope, activity: DiagramNode): boolean {
  for (let scope = from; ;) {
    if (scope === activity.scope) return true
    if (scope.node === null || !isEventSubProcess(scope.node)) return false
    scope = scope.node.scope
  }
}

/** Sub-processes and called processes undo what was done in them, without a handler of their own. */
function isCompensable(activity: DiagramNode, handlers: CompensationHandlers): boolean {
  if (!activity.type.endsWith('Task')) return true
  return activity.boundaryEvents.some((event) => handlers.has(event))
}

/** A compensation event sub-process undoes the sub-process that it stands in, which has one at most. */
export const checkCompensationSubProcesses: Check = (reading) => {
  const section = '10.7.1'
  const undone = new Set<DiagramScope>()
  return scopesOf(reading).flatMap((inner) => {
    const { node } = inner
    if (node === null || !isEventSubProcess(node)) return []
    if (!startEventsOf(inner).some((start) => hasEventKind(start, 'compensation'))) return []
    if (node.scope.node === null) {
      const message = `The compensation event sub-process ${nameOf(node)} stands in a process, which nobody compensates; put it into a sub-process.`
      return [problemAt(reading, { elementId: node.id, code: 'compensation-start-in-process', message, section })]
    }
    if (!undone.has(node.scope)) {
      undone.add(node.scope)
      return []
    }
    const message = `${nameOf(node)} is a second compensation event sub-process of ${nameOf(node.scope.node)}; keep one.`
    return [problemAt(reading, { elementId: node.id, code: 'compensation-twice', message, section })]
  })
}
