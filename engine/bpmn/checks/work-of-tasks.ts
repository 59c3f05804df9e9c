import { DECISION_MAPPINGS, WORK_ATTRIBUTES } from '../compile/work.ts'
import type { DiagramNode } from '../diagram/diagram.ts'
import { messageNameOf } from '../diagram/message-names.ts'
import { textOf } from '../xml/moddle-element.ts'
import { checkEachNode, nameOf, shorten } from './check.ts'

/** A service, send or business rule task says how it is done. */
export const checkWorkOfTasks = checkEachNode((node) => {
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
  return namesWork(node) ? [] : [{ code: 'work-missing', message: `${nameOf(node)} does not say ${remedyFor(node)}.` }]
})

function namesWork(node: DiagramNode): boolean {
  const { element, type } = node
  if (WORK_ATTRIBUTES.some((name) => textOf(element, name) !== null)) return true
  if (type === 'bpmn:BusinessRuleTask') return textOf(element, 'camunda:decisionRef') !== null
  return type === 'bpmn:SendTask' && messageNameOf(element, node) !== null
}

function remedyFor({ type }: DiagramNode): string {
  if (type === 'bpmn:BusinessRuleTask') return 'which decision it makes; set camunda:decisionRef'
  if (type === 'bpmn:SendTask') return 'which message it sends; choose a message or draw a message flow'
  return 'how it is done; set camunda:class to a handler, camunda:type="external" with a topic, or camunda:expression'
}
