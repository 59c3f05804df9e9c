/** What an event waits for or throws: its event definition, inside it or referred to. */
import type { MessageTrigger, EventTrigger, SingleTrigger, TimerTrigger } from '../../model/process-definition.ts'
import type { DiagramNode } from '../diagram/diagram.ts'
import { messageNameOf } from '../diagram/message-names.ts'
import { bodyOf, elementOf, elementsOf, flagOf, idOf, textOf, type ModdleElement } from '../xml/moddle-element.ts'
import type { Compilation } from './compilation.ts'
import { propertyOf } from './properties.ts'

type TriggerCompiler = (definition: ModdleElement, node: DiagramNode, compilation: Compilation) => SingleTrigger | null

/** One entry per kind of event that can run; checks call the others not supported. */
export const TRIGGER_COMPILERS: Readonly<Record<string, TriggerCompiler>> = {
  'bpmn:MessageEventDefinition': compileMessageTrigger,
  'bpmn:TimerEventDefinition': compileTimer,
  'bpmn:SignalEventDefinition': (definition, node, { read }) => ({
    type: 'signal',
    name: read.value(signalNameOf(definition), node.id) ?? { literal: '' },
  }),
  'bpmn:ErrorEventDefinition': (definition, node, { read }) => ({
    type: 'error',
    errorCode: read.value(textOf(elementOf(definition, 'errorRef'), 'errorCode'), node.id),
    codeVariable: textOf(definition, 'camunda:errorCodeVariable'),
    messageVariable: textOf(definition, 'camunda:errorMessageVariable'),
  }),
  'bpmn:EscalationEventDefinition': (definition, node, { read }) => ({
    type: 'escalation',
    escalationCode: read.value(textOf(elementOf(definition, 'escalationRef'), 'escalationCode'), node.id),
    codeVariable: textOf(definition, 'camunda:escalationCodeVariable'),
  }),
  'bpmn:ConditionalEventDefinition': (definition, node, { read }) => {
    const condition = read.expression(bodyOf(definition, 'condition'), node.id)
    return condition === null ? null : { type: 'condition', condition }
  },
  'bpmn:LinkEventDefinition': compileLink,
  'bpmn:CompensateEventDefinition': (definition) => ({
    type: 'compensation',
    activity: idOf(elementOf(definition, 'activityRef')),
    waitForCompletion: flagOf(definition, 'waitForCompletion') ?? true,
  }),
  'bpmn:CancelEventDefinition': () => ({ type: 'cancel' }),
  'bpmn:TerminateEventDefinition': () => ({ type: 'terminate' }),
}

/** A signal without a name is known by its id, like a message. */
export function signalNameOf(definition: ModdleElement): string | null {
  const signal = elementOf(definition, 'signalRef')
  return textOf(signal, 'name') ?? idOf(signal)
}

/** Event definitions that stand in the event, then those of the file that it refers to (`eventDefinitionRef`). */
export function eventDefinitionsOf(node: DiagramNode): ModdleElement[] {
  return [...elementsOf(node.element, 'eventDefinitions'), ...elementsOf(node.element, 'eventDefinitionRef')]
}

/** Null for events that cannot run: one of their definitions is incomplete or of a kind that has no compiler. */
export function compileTrigger(node: DiagramNode, compilation: Compilation): EventTrigger | null {
  const definitions = eventDefinitionsOf(node)
  if (definitions.length === 0) return { type: 'none' }
  const triggers = definitions.flatMap(
    (definition) => TRIGGER_COMPILERS[definition.$type]?.(definition, node, compilation) ?? [],
  )
  const [first, second] = triggers
  if (first === undefined || triggers.length < definitions.length) return null
  if (second === undefined) return first
  return { type: 'multiple', parallel: flagOf(node.element, 'parallelMultiple') ?? false, triggers }
}

/** The catch event that a link leads to is the one of the same name in the same scope (BPMN 2.0.2 §10.5.5). */
function compileLink(definition: ModdleElement, node: DiagramNode): SingleTrigger | null {
  const name = textOf(definition, 'name')
  if (name === null) return null
  if (node.type !== 'bpmn:IntermediateThrowEvent') return { type: 'link', name, target: null }
  const target = node.scope.nodes.find((other) => other.type === 'bpmn:IntermediateCatchEvent' && linksTo(other, name))
  return { type: 'link', name, target: target?.id ?? null }
}

function linksTo(node: DiagramNode, name: string): boolean {
  return eventDefinitionsOf(node).some(
    (definition) => definition.$type === 'bpmn:LinkEventDefinition' && textOf(definition, 'name') === name,
  )
}

/** @param holder what has the `messageRef`: an event definition, a send task or a receive task */
export function compileMessageTrigger(holder: ModdleElement, node: DiagramNode, { read }: Compilation): MessageTrigger {
  return {
    type: 'message',
    name: read.value(messageNameOf(holder, node), node.id) ?? { literal: '' },
    correlationKey: read.value(propertyOf(node.element, 'correlationKey'), node.id),
  }
}

const TIMER_PARTS = [
  ['timeDate', 'date'],
  ['timeDuration', 'duration'],
  ['timeCycle', 'cycle'],
] as const

function compileTimer(definition: ModdleElement, node: DiagramNode, { read }: Compilation): TimerTrigger | null {
  for (const [property, timer] of TIMER_PARTS) {
    const value = read.value(bodyOf(definition, property), node.id)
    if (value !== null) return { type: 'timer', timer, value }
  }
  return null
}
