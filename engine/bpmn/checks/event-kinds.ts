import { eventDefinitionsOf } from '../compile/event-trigger.ts'
import type { DiagramNode } from '../diagram/diagram.ts'

/** The kinds of events (BPMN 2.0.2 §10.5.5); `none` is an event without definition. */
export type EventKind =
  | 'none'
  | 'message'
  | 'timer'
  | 'error'
  | 'escalation'
  | 'cancel'
  | 'compensation'
  | 'conditional'
  | 'link'
  | 'signal'
  | 'terminate'

const KINDS: Readonly<Record<string, EventKind>> = {
  'bpmn:MessageEventDefinition': 'message',
  'bpmn:TimerEventDefinition': 'timer',
  'bpmn:ErrorEventDefinition': 'error',
  'bpmn:EscalationEventDefinition': 'escalation',
  'bpmn:CancelEventDefinition': 'cancel',
  'bpmn:CompensateEventDefinition': 'compensation',
  'bpmn:ConditionalEventDefinition': 'conditional',
  'bpmn:LinkEventDefinition': 'link',
  'bpmn:SignalEventDefinition': 'signal',
  'bpmn:TerminateEventDefinition': 'terminate',
}

/** One per event definition, in document order; definitions that BPMN does not know are left out. */
export function eventKindsOf(node: DiagramNode): readonly EventKind[] {
  return eventDefinitionsOf(node).flatMap(({ $type }) => (Object.hasOwn(KINDS, $type) ? (KINDS[$type] ?? []) : []))
}

export function hasEventKind(node: DiagramNode, kind: EventKind): boolean {
  return eventKindsOf(node).includes(kind)
}
