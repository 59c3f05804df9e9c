import type { EventTrigger, ProcessDefinition, TimerTrigger } from '../model/process-definition.ts'

/** How news gets into a definition: what starts it, and which messages its running cases may wait for. */
export interface EntryPoints {
  /** Message name → start event id. Only literal names: before a case there are no variables to compute one. */
  readonly messageStarts: ReadonlyMap<string, string>
  readonly signalStarts: ReadonlyMap<string, string>
  readonly timerStarts: readonly TimerStart[]
  /** Starts by hand or by a call: a start event without trigger, or none at all. */
  readonly startsPlainly: boolean
  /** @returns whether a case of it may come to wait for the message; true for any name where one is computed */
  readonly mayReceive: (messageName: string) => boolean
}

/** A timer start event of a definition. */
export interface TimerStart {
  readonly elementId: string
  readonly trigger: TimerTrigger
  /** `camunda:property name="catchUp" value="all"`: after downtime every missed period is made up for. */
  readonly everyPeriod: boolean
}

/** Finds every way into a definition. */
export function findEntryPoints(definition: ProcessDefinition): EntryPoints {
  const messageStarts = new Map<string, string>()
  const signalStarts = new Map<string, string>()
  const timerStarts: TimerStart[] = []
  const scope = definition.scopes[definition.processKey]
  const startEvents = scope?.startEvents ?? []
  let startsPlainly = startEvents.length === 0

  for (const elementId of startEvents) {
    const node = definition.nodes[elementId]
    if (node?.kind !== 'start-event') continue
    const { trigger } = node
    if (trigger.type === 'none') startsPlainly = true
    if (trigger.type === 'message') addLiteral(messageStarts, trigger, elementId)
    if (trigger.type === 'signal') addLiteral(signalStarts, trigger, elementId)
    if (trigger.type === 'timer')
      timerStarts.push({ elementId, trigger, everyPeriod: node.properties.catchUp === 'all' })
  }

  const awaited = new Set<string>()
  let computed = false
  const starts = new Set(startEvents)
  for (const node of Object.values(definition.nodes)) {
    if (starts.has(node.id) || !('trigger' in node) || node.trigger.type !== 'message') continue
    if (node.kind === 'intermediate-throw-event' || node.kind === 'end-event') continue
    const { name } = node.trigger
    if ('literal' in name) awaited.add(String(name.literal))
    else computed = true
  }
  return {
    messageStarts,
    signalStarts,
    timerStarts,
    startsPlainly,
    mayReceive: (name) => computed || awaited.has(name),
  }
}

function addLiteral(
  starts: Map<string, string>,
  trigger: Extract<EventTrigger, { type: 'message' | 'signal' }>,
  elementId: string,
): void {
  if ('literal' in trigger.name) starts.set(String(trigger.name.literal), elementId)
}
