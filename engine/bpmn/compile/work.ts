/** How a service-like task is done, from its Camunda attributes. */
import type { DecisionMapping, Work } from '../../model/process-definition.ts'
import type { DiagramNode } from '../diagram/diagram.ts'
import { textOf } from '../xml/moddle-element.ts'
import type { Compilation } from './compilation.ts'

export const DECISION_MAPPINGS: readonly DecisionMapping[] = [
  'singleEntry',
  'singleResult',
  'collectEntries',
  'resultList',
]

/** Camunda attributes that say how something is done; `delegateExpression` only to be refused by its own check. */
export const WORK_ATTRIBUTES = ['camunda:class', 'camunda:type', 'camunda:expression', 'camunda:delegateExpression']

/** Null when the task names nothing that could do it. */
export function compileWork({ element, id, type }: DiagramNode, { read }: Compilation): Work | null {
  const resultVariable = textOf(element, 'camunda:resultVariable')

  const decision = type === 'bpmn:BusinessRuleTask' ? read.value(textOf(element, 'camunda:decisionRef'), id) : null
  if (decision !== null) {
    const wanted = textOf(element, 'camunda:mapDecisionResult')
    const mapping = DECISION_MAPPINGS.find((known) => known === wanted) ?? 'resultList'
    return { by: 'decision', decision, resultVariable, mapping }
  }

  if (textOf(element, 'camunda:type') === 'external') {
    const topic = read.value(textOf(element, 'camunda:topic'), id)
    const priority = read.number(textOf(element, 'camunda:taskPriority'), id)
    return topic === null ? null : { by: 'external', topic, priority }
  }

  const handler = textOf(element, 'camunda:class')
  if (handler !== null) return { by: 'handler', handler }

  const expression = read.expression(textOf(element, 'camunda:expression'), id)
  return expression === null ? null : { by: 'expression', expression, resultVariable }
}
