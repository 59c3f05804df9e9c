import { eventDefinitionsOf } from '../compile/event-trigger.ts'
import type { DiagramNode } from '../diagram/diagram.ts'
import { bodyOf, elementOf, textOf } from '../xml/moddle-element.ts'
import { checkEachNode, nameOf, type NodeFinding } from './check.ts'

const SECTION = '10.5.5'

/** A thrown escalation has a code by which it is caught, a conditional event its condition (BPMN 2.0.2 §10.5.5). */
export const checkEscalationsAndConditions = checkEachNode((node) =>
  eventDefinitionsOf(node).flatMap((definition): NodeFinding[] => {
    if (definition.$type === 'bpmn:ConditionalEventDefinition') {
      if (bodyOf(definition, 'condition') !== null) return []
      const message = `The conditional event ${nameOf(node)} has no condition; write one in FEEL.`
      return [{ code: 'event-condition-missing', message, section: SECTION }]
    }
    if (definition.$type !== 'bpmn:EscalationEventDefinition' || !throws(node)) return []
    if (textOf(elementOf(definition, 'escalationRef'), 'escalationCode') !== null) return []
    const message = `${nameOf(node)} refers to no escalation with a code; choose one.`
    return [{ code: 'escalation-without-code', message, section: SECTION }]
  }),
)

function throws({ type }: DiagramNode): boolean {
  return type === 'bpmn:EndEvent' || type === 'bpmn:IntermediateThrowEvent'
}
