/** How a service-like task is done, from its Camunda attributes. */
import type { DecisionMapping, Work } from '../../model/process-definition.ts'
import type { DiagramNode } from '../diagram/diagram.ts'
import { messageNameOf } from '../diagram/message-names.ts'
import { elementOf, textOf } from '../xml/moddle-element.ts'
import type { Compilation } from './compilation.ts'

export const DECISION_MAPPINGS: readonly DecisionMapping[] = [
  'singleEntry',
  'singleResult',
  'collectEntries',
  'resultList',
]

/** Camunda attributes that say how something is done; `delegateExpression` only to be refused by its own check. */
export const WORK_ATTRIBUTES = ['camunda:class', 'camunda:type', 'camunda:expression', 'camunda:delegateExpression']

/**
 * What does the task. One that names nothing is work for whoever fetches it by the name of its operation, or by its id
 * (BPMN 2.0.2 §10.3.3 leaves the implementation open).
 *
 * @returns null when what is named cannot be used, or a send task names only the message that it throws
 */
export function compileWork(node: DiagramNode, compilation: Compilation): Work | null {
  if (namesWork(node)) return compileNamedWork(node, compilation)
  if (node.type === 'bpmn:SendTask' && messageNameOf(node.element, node) !== null) return null
  return { by: 'external', topic: { literal: openTopicOf(node) }, priority: null }
}

/** Under which name work is offered that nothing is named for. */
export function openTopicOf({ element, id }: DiagramNode): string {
  return textOf(elementOf(element, 'operationRef'), 'name') ?? id
}

/** Whether Camunda's attributes say how the task is done. */
export function namesWork({ element, type }: DiagramNode): boolean {
  if (WORK_ATTRIBUTES.some((name) => textOf(element, name) !== null)) return true
  return type === 'bpmn:BusinessRuleTask' && textOf(element, 'camunda:decisionRef') !== null
}

function compileNamedWork({ element, id, type }: DiagramNode, { read }: Compilation): Work | null {
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
