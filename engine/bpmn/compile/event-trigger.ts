/** What an event waits for or throws: its event definition, inside it or referred to. */
import type { EventTrigger, MessageTrigger, TimerTrigger } from '../../model/process-definition.ts'
import type { DiagramNode } from '../diagram/diagram.ts'
import { bodyOf, elementOf, elementsOf, textOf, type ModdleElement } from '../xml/moddle-element.ts'
import type { Compilation } from './compilation.ts'
import { propertyOf } from './properties.ts'

type TriggerCompiler = (definition: ModdleElement, node: DiagramNode, compilation: Compilation) => EventTrigger | null

/** One entry per kind of event that can run; checks call the others not supported. */
export const TRIGGER_COMPILERS: Readonly<Record<string, TriggerCompiler>> = {
  'bpmn:MessageEventDefinition': compileMessageTrigger,
  'bpmn:TimerEventDefinition': compileTimer,
  'bpmn:SignalEventDefinition': (definition, node, { read }) => ({
    type: 'signal',
    name: read.value(textOf(elementOf(definition, 'signalRef'), 'name'), node.id) ?? { literal: '' },
  }),
  'bpmn:ErrorEventDefinition': (definition, node, { read }) => ({
    type: 'error',
    errorCode: read.value(textOf(elementOf(definition, 'errorRef'), 'errorCode'), node.id),
    codeVariable: textOf(definition, 'camunda:errorCodeVariable'),
    messageVariable: textOf(definition, 'camunda:errorMessageVariable'),
  }),
  'bpmn:TerminateEventDefinition': () => ({ type: 'terminate' }),
}

/** Event definitions that stand in the event, then those of the file that it refers to (`eventDefinitionRef`). */
export function eventDefinitionsOf(node: DiagramNode): ModdleElement[] {
  return [...elementsOf(node.element, 'eventDefinitions'), ...elementsOf(node.element, 'eventDefinitionRef')]
}

/** Null for events that cannot run: of several definitions, or of a kind that has no compiler. */
export function compileTrigger(node: DiagramNode, compilation: Compilation): EventTrigger | null {
  const [definition, second] = eventDefinitionsOf(node)
  if (definition === undefined) return { type: 'none' }
  if (second !== undefined) return null
  return TRIGGER_COMPILERS[definition.$type]?.(definition, node, compilation) ?? null
}

/** @param holder what has the `messageRef`: an event definition, a send task or a receive task */
export function compileMessageTrigger(holder: ModdleElement, node: DiagramNode, { read }: Compilation): MessageTrigger {
  return {
    type: 'message',
    name: read.value(textOf(elementOf(holder, 'messageRef'), 'name'), node.id) ?? { literal: '' },
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
