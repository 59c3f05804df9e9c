import { eventDefinitionsOf } from '../compile/event-trigger.ts'
import { isInstantiating, type DiagramNode } from '../diagram/diagram.ts'
import { checkEachNode, nameOf } from './check.ts'

/**
 * What starts cases without being a start event stands at the beginning: nothing leads to it, or one plain start event
 * (BPMN 2.0.2 §10.3.3, §10.6.6).
 */
export const checkInstantiatingElements = checkEachNode((node) => {
  if (!isInstantiating(node) || node.incoming.length === 0) return []
  const sources = node.incoming.flatMap(({ source }) => source ?? [])
  if (sources.length < 2 && sources.every(isPlainStart)) return []
  const message = `Sequence flows lead into ${nameOf(node)}, which starts cases; leave none but one of a plain start event.`
  const section = node.type === 'bpmn:ReceiveTask' ? '10.3.3' : '10.6.6'
  return [{ code: 'instantiating-with-incoming-flow', message, section }]
})

function isPlainStart(node: DiagramNode): boolean {
  return node.type === 'bpmn:StartEvent' && eventDefinitionsOf(node).length === 0
}
