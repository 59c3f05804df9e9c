import { eventDefinitionsOf } from '../compile/event-trigger.ts'
import type { DiagramNode } from '../diagram/diagram.ts'
import { flagOf, textOf } from '../xml/moddle-element.ts'
import { checkEachNode, nameOf, type NodeFinding } from './check.ts'
import { eventKindsOf, hasEventKind } from './event-kinds.ts'

const SECTION = '10.6.6'
const WAITED_FOR = ['message', 'timer', 'conditional', 'signal']

/** Behind an event-based gateway stand only elements that wait for news, and only for it (BPMN 2.0.2 §10.6.6). */
export const checkEventBasedGateways = checkEachNode((node) => {
  if (node.type !== 'bpmn:EventBasedGateway') return []
  const targets = node.outgoing.flatMap(({ target }) => target ?? [])
  return [...ofGateway(node), ...mixed(node, targets), ...targets.flatMap((target) => ofTarget(node, target))]
})

function ofGateway(node: DiagramNode): NodeFinding[] {
  const found: NodeFinding[] = []
  if (node.outgoing.length === 1) {
    const message = `The event-based gateway ${nameOf(node)} has one way out and so nothing to choose; draw a second, or remove it.`
    found.push({ code: 'event-gateway-single-way', message, section: SECTION })
  }
  const instantiates = flagOf(node.element, 'instantiate') === true
  if (textOf(node.element, 'eventGatewayType') === 'Parallel' && !instantiates) {
    const message = `The event-based gateway ${nameOf(node)} is parallel but starts no case; set instantiate="true", or use a parallel gateway.`
    found.push({ code: 'event-gateway-parallel', message, section: SECTION })
  }
  return found
}

function mixed(node: DiagramNode, targets: readonly DiagramNode[]): NodeFinding[] {
  const receives = targets.some(({ type }) => type === 'bpmn:ReceiveTask')
  const catches = targets.some((target) => isCatch(target) && hasEventKind(target, 'message'))
  if (!receives || !catches) return []
  const message = `The event-based gateway ${nameOf(node)} leads to receive tasks and to message events; use one of both.`
  return [{ code: 'event-gateway-mixed', message, section: SECTION }]
}

function ofTarget(node: DiagramNode, target: DiagramNode): NodeFinding[] {
  if (!waitsForNews(target)) {
    const remedy = 'put a message, timer, conditional or signal catch event or a receive task there'
    const message = `The event-based gateway ${nameOf(node)} leads to ${nameOf(target)}, which cannot wait there; ${remedy}.`
    return [{ code: 'gateway-needs-events', message, section: SECTION }]
  }
  if (target.incoming.length > 1) {
    const message = `The event-based gateway ${nameOf(node)} leads to ${nameOf(target)}, to which other flows lead, too; remove these.`
    return [{ code: 'event-gateway-target-shared', message, section: SECTION }]
  }
  if (target.type !== 'bpmn:ReceiveTask' || target.boundaryEvents.length === 0) return []
  const message = `The receive task ${nameOf(target)} behind the event-based gateway ${nameOf(node)} has boundary events; put such events behind the gateway.`
  return [{ code: 'event-gateway-target-boundary', message, section: SECTION }]
}

function waitsForNews(node: DiagramNode): boolean {
  if (node.type === 'bpmn:ReceiveTask') return true
  if (!isCatch(node) || eventDefinitionsOf(node).length === 0) return false
  return eventKindsOf(node).every((kind) => WAITED_FOR.includes(kind))
}

function isCatch(node: DiagramNode): boolean {
  return node.type === 'bpmn:IntermediateCatchEvent'
}
