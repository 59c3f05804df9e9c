import { eventDefinitionsOf } from '../compile/event-trigger.ts'
import type { DiagramNode } from '../diagram/diagram.ts'
import { checkEachNode, nameOf } from './check.ts'

/** Behind an event-based gateway stand only elements that wait for news (BPMN 2.0.2 §10.6.6). */
export const checkEventBasedGateways = checkEachNode((node) => {
  if (node.type !== 'bpmn:EventBasedGateway') return []
  return node.outgoing.flatMap(({ target }) => {
    if (target === null || waitsForNews(target)) return []
    const remedy = 'put a message, timer or signal catch event or a receive task there'
    const message = `The event-based gateway ${nameOf(node)} leads to ${nameOf(target)}, which cannot wait; ${remedy}.`
    return [{ code: 'gateway-needs-events', message }]
  })
})

function waitsForNews(node: DiagramNode): boolean {
  if (node.type === 'bpmn:ReceiveTask') return true
  return node.type === 'bpmn:IntermediateCatchEvent' && eventDefinitionsOf(node).length > 0
}
