import { DECISION_MAPPINGS, namesWork, openTopicOf } from '../compile/work.ts'
import type { DiagramNode } from '../diagram/diagram.ts'
import { messageNameOf } from '../diagram/message-names.ts'
import { elementOf, textOf } from '../xml/moddle-element.ts'
import { checkEachNode, nameOf, shorten } from './check.ts'
import { refersToNothing } from './lost-messages.ts'

/** A service, send or business rule task says how it is done. */
export const checkWorkOfTasks = checkEachNode((node, reading) => {
  const { element } = node
  if (!['bpmn:ServiceTask', 'bpmn:SendTask', 'bpmn:BusinessRuleTask'].includes(node.type)) return []

  const type = textOf(element, 'camunda:type')
  if (type !== null && type !== 'external') {
    const message = `${nameOf(node)} is of the unknown type "${shorten(type)}"; use "external" or a handler.`
    return [{ code: 'work-type-unknown', message }]
  }
  if (type === 'external' && textOf(element, 'camunda:topic') === null) {
    return [{ code: 'topic-missing', message: `The external task ${nameOf(node)} has no topic; give it one.` }]
  }
  const mapping = textOf(element, 'camunda:mapDecisionResult')
  if (node.type === 'bpmn:BusinessRuleTask' && mapping !== null && !DECISION_MAPPINGS.some((one) => one === mapping)) {
    const known = DECISION_MAPPINGS.join(', ')
    const message = `${nameOf(node)} maps its result by "${shorten(mapping)}", which is unknown; use one of ${known}.`
    return [{ code: 'decision-mapping-unknown', message }]
  }
  if (namesWork(node)) return []
  if (node.type === 'bpmn:SendTask' && messageNameOf(element, node) !== null) return []
  if (refersToNothing(node, reading)) {
    const message = `${nameOf(node)} refers to a message or operation that is not in the file; choose another.`
    return [{ code: 'message-without-name', message }]
  }
  if (elementOf(element, 'operationRef') !== null) return []
  const message = `${nameOf(node)} does not say ${remedyFor(node)}. Until then it is an external task of the topic "${shorten(openTopicOf(node))}".`
  return [{ severity: 'warning', code: 'work-missing', message }]
})

function remedyFor({ type }: DiagramNode): string {
  if (type === 'bpmn:BusinessRuleTask') return 'which decision it makes; set camunda:decisionRef'
  if (type === 'bpmn:SendTask') return 'which message it sends; choose a message or draw a message flow'
  return 'how it is done; set camunda:class to a handler, camunda:type="external" with a topic, or camunda:expression'
}
