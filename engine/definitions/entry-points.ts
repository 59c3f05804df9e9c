import type { Expression, ProcessDefinition, TimerTrigger } from '../model/process-definition.ts'
import { hasInstantiating, startingElements } from '../model/starting-elements.ts'
import { triggersOf } from '../model/triggers-of.ts'

/** How news gets into a definition: what starts it, and which messages its running cases may wait for. */
export interface EntryPoints {
  /** By message name. Only literal names: before a case there are no variables to compute one. */
  readonly messageStarts: ReadonlyMap<string, StartPoint>
  /** Several may hear one signal; each then begins a case of its own. */
  readonly signalStarts: ReadonlyMap<string, readonly StartPoint[]>
  readonly timerStarts: readonly TimerStart[]
  readonly conditionStarts: readonly ConditionStart[]
  /** Starts by hand or by a call: a start event without trigger, or nothing at all that waits for something. */
  readonly startsPlainly: boolean
  /** @returns whether a case of it may come to wait for the message; true for any name where one is computed */
  readonly mayReceive: (messageName: string) => boolean
}

/** Where an instance starts: a start event, an instantiating receive task, or an event behind an instantiating gateway. */
export interface StartPoint {
  readonly startEventId: string
  /** Which definition of a multiple event it is; 0 where there is but one. */
  readonly part: number
}

/** A timer that starts instances. */
export interface TimerStart extends StartPoint {
  /** The element's id; for further definitions of a multiple event with the number of the definition: `id#1`. */
  readonly elementId: string
  readonly trigger: TimerTrigger
  /** `camunda:property name="catchUp" value="all"`: after downtime every missed period is made up for, each by a case that knows by the variable `scheduledAt` when it should have begun. */
  readonly everyPeriod: boolean
}

/** A condition that starts instances. */
export interface ConditionStart extends StartPoint {
  readonly condition: Expression
}

/** Finds every way into a definition. */
export function findEntryPoints(definition: ProcessDefinition): EntryPoints {
  const messageStarts = new Map<string, StartPoint>()
  const signalStarts = new Map<string, StartPoint[]>()
  const timerStarts: TimerStart[] = []
  const conditionStarts: ConditionStart[] = []
  const startEvents = definition.scopes[definition.processKey]?.startEvents ?? []
  let startsPlainly = startEvents.length === 0 && !hasInstantiating(definition)

  const starting = startingElements(definition)
  for (const { node, part, trigger } of starting) {
    const point: StartPoint = { startEventId: node.id, part }
    if (trigger.type === 'none') startsPlainly = true
    if (trigger.type === 'message' && 'literal' in trigger.name) messageStarts.set(String(trigger.name.literal), point)
    if (trigger.type === 'signal' && 'literal' in trigger.name) {
      const name = String(trigger.name.literal)
      signalStarts.set(name, [...(signalStarts.get(name) ?? []), point])
    }
    if (trigger.type === 'condition') conditionStarts.push({ ...point, condition: trigger.condition })
    if (trigger.type === 'timer') {
      const elementId = part === 0 ? node.id : `${node.id}#${part}`
      timerStarts.push({ ...point, elementId, trigger, everyPeriod: node.properties.catchUp === 'all' })
    }
  }
  return {
    messageStarts,
    signalStarts,
    timerStarts,
    conditionStarts,
    startsPlainly,
    mayReceive: findAwaited(definition, new Set(starting.map(({ node }) => node.id))),
  }
}

function findAwaited(definition: ProcessDefinition, starting: ReadonlySet<string>): EntryPoints['mayReceive'] {
  const awaited = new Set<string>()
  let computed = false
  for (const node of Object.values(definition.nodes)) {
    if (starting.has(node.id) || !('trigger' in node)) continue
    if (node.kind === 'intermediate-throw-event' || node.kind === 'end-event') continue
    for (const trigger of triggersOf(node)) {
      if (trigger.type !== 'message') continue
      if ('literal' in trigger.name) awaited.add(String(trigger.name.literal))
      else computed = true
    }
  }
  return (name) => computed || awaited.has(name)
}
