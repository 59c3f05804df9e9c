import { defaultFlowOf } from '../compile/node-base.ts'
import { takesCondition } from '../compile/sequence-flows.ts'
import { isActivity, type DiagramFlow, type DiagramNode } from '../diagram/diagram.ts'
import { bodyOf, elementOf } from '../xml/moddle-element.ts'
import {
  lostReferencesOf,
  nameOf,
  nodesOf,
  problemAt,
  shorten,
  type Check,
  type Finding,
  type Reading,
} from './check.ts'

/**
 * Conditions where a choice needs them and where they are asked, and default flows that leave their own element
 * (BPMN 2.0.2 §8.4.13, §10.5.2, §10.6.1).
 */
export const checkFlowConditions: Check = (reading) => {
  const lost = lostReferencesOf(reading)
  return nodesOf(reading).flatMap((node) =>
    [
      ...defaultElsewhere(node, lost.get(node.element)?.includes('bpmn:default') === true),
      ...missingConditions(node),
      ...ignoredConditions(node),
      ...oddConditions(node),
    ].map((finding) => problemAt(reading, finding)),
  )
}

/** A default where the standard knows none, which the parser keeps as an unknown attribute (BPMN 2.0.2 §8.4.13). */
export const checkDefaultHolders: Check = (reading: Reading) => {
  const byElement = new Map<unknown, DiagramNode>(nodesOf(reading).map((node) => [node.element, node]))
  return reading.warnings.flatMap(({ element, property, message: told }) => {
    const node = property === 'default' && told.startsWith('unknown attribute') ? byElement.get(element) : undefined
    if (node === undefined) return []
    const message = `${nameOf(node)} has a default flow, but only activities and exclusive, inclusive and complex gateways choose; remove it.`
    return [problemAt(reading, { elementId: node.id, code: 'default-not-allowed', message, section: '8.4.13' })]
  })
}

function missingConditions(node: DiagramNode): Finding[] {
  if (node.type !== 'bpmn:ExclusiveGateway' || node.outgoing.length < 2) return []
  const unconditional = node.outgoing.filter((flow) => takesCondition(flow) && !hasCondition(flow))
  return unconditional.map((flow) => ({
    elementId: flow.id,
    code: 'condition-missing',
    message: `The flow "${shorten(flow.id)}" out of the gateway ${nameOf(node)} has no condition; give it one or make it the default flow.`,
    section: '10.6.2',
  }))
}

function ignoredConditions(node: DiagramNode): Finding[] {
  const ignored = node.outgoing.filter((flow) => hasCondition(flow) && !takesCondition(flow))
  return ignored.map((flow) => ({
    severity: 'warning',
    elementId: flow.id,
    code: 'condition-ignored',
    message: `The condition of the flow "${shorten(flow.id)}" out of ${nameOf(node)} is never asked; remove it.`,
    section: '8.4.13',
  }))
}

/** They are asked, but the standard has none behind events, nor on the only flow of an activity. */
function oddConditions(node: DiagramNode): Finding[] {
  const conditional = node.outgoing.filter((flow) => hasCondition(flow) && takesCondition(flow))
  if (node.type.endsWith('Event')) {
    return conditional.map((flow) => ({
      severity: 'warning',
      elementId: flow.id,
      code: 'condition-behind-event',
      message: `The flow "${shorten(flow.id)}" out of the event ${nameOf(node)} has a condition; put a gateway between.`,
      section: node.type === 'bpmn:StartEvent' ? '10.5.2' : '10.5.4',
    }))
  }
  if (!isActivity(node) || node.outgoing.length !== 1) return []
  return conditional.map((flow) => ({
    severity: 'warning',
    elementId: flow.id,
    code: 'condition-alone',
    message: `The flow "${shorten(flow.id)}" is the only one out of ${nameOf(node)} and has a condition, so the token may go nowhere; draw a default flow.`,
    section: '8.4.13',
  }))
}

function defaultElsewhere(node: DiagramNode, isLost: boolean): Finding[] {
  const elsewhere = elementOf(node.element, 'default') !== null && defaultFlowOf(node) === null
  if (!isLost && !elsewhere) return []
  const message = `The default flow of ${nameOf(node)} is not one of the flows that leave it; choose one of these.`
  return [{ elementId: node.id, code: 'default-flow-unknown', message, section: '8.4.13' }]
}

function hasCondition(flow: DiagramFlow): boolean {
  return bodyOf(flow.element, 'conditionExpression') !== null
}
