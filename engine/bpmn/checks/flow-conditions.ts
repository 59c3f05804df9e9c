import { defaultFlowOf } from '../compile/node-base.ts'
import { takesCondition } from '../compile/sequence-flows.ts'
import type { DiagramFlow, DiagramNode } from '../diagram/diagram.ts'
import { bodyOf, elementOf } from '../xml/moddle-element.ts'
import { nameOf, nodesOf, problemAt, shorten, type Check, type Finding } from './check.ts'

/** Conditions where a choice needs them and where they are asked, and default flows that leave their own element. */
export const checkFlowConditions: Check = (reading) =>
  nodesOf(reading).flatMap((node) =>
    [...defaultElsewhere(node, reading.warnings), ...missingConditions(node), ...ignoredConditions(node)].map(
      (finding) => problemAt(reading, finding),
    ),
  )

function missingConditions(node: DiagramNode): Finding[] {
  if (node.type !== 'bpmn:ExclusiveGateway' || node.outgoing.length < 2) return []
  const unconditional = node.outgoing.filter((flow) => takesCondition(flow) && !hasCondition(flow))
  return unconditional.map((flow) => ({
    elementId: flow.id,
    code: 'condition-missing',
    message: `The flow "${shorten(flow.id)}" out of the gateway ${nameOf(node)} has no condition; give it one or make it the default flow.`,
  }))
}

function ignoredConditions(node: DiagramNode): Finding[] {
  const ignored = node.outgoing.filter((flow) => hasCondition(flow) && !takesCondition(flow))
  return ignored.map((flow) => ({
    severity: 'warning',
    elementId: flow.id,
    code: 'condition-ignored',
    message: `The condition of the flow "${shorten(flow.id)}" out of ${nameOf(node)} is never asked; remove it.`,
  }))
}

function defaultElsewhere(node: DiagramNode, warnings: Parameters<Check>[0]['warnings']): Finding[] {
  const unresolved = warnings.some(({ element, property }) => element === node.element && property === 'bpmn:default')
  const elsewhere = elementOf(node.element, 'default') !== null && defaultFlowOf(node) === null
  if (!unresolved && !elsewhere) return []
  const message = `The default flow of ${nameOf(node)} is not one of the flows that leave it; choose one of these.`
  return [{ elementId: node.id, code: 'default-flow-unknown', message }]
}

function hasCondition(flow: DiagramFlow): boolean {
  return bodyOf(flow.element, 'conditionExpression') !== null
}
