/** A snapshot by instance, with states read; what the checks look things up in. */
import type { ArmedTrigger, InstanceState, Token } from '../../../engine/model/instance-state.ts'
import type { Json } from '../../../engine/model/json.ts'
import { readState } from '../../../engine/store/state-upgrades.ts'
import type { HistoryEventRow } from '../../../engine/store/tables/history-event.ts'
import type { ProcessInstanceRow } from '../../../engine/store/tables/process-instance.ts'
import type { Entry } from '../workload/journal.ts'
import type { Snapshot } from './snapshot.ts'

/** A line of history, its data read. */
export interface Event extends Omit<HistoryEventRow, 'data'> {
  readonly data: { readonly [key: string]: Json }
}

/** One instance with what belongs to it. */
export interface InstanceFacts {
  readonly row: ProcessInstanceRow
  /** Null: it cannot be read. */
  readonly state: InstanceState | null
  readonly tokens: readonly Token[]
  readonly triggers: readonly ArmedTrigger[]
  /** In order of their sequence. */
  readonly history: readonly Event[]
}

/** All that checks know: what is stored, and what the clients were told. */
export interface Facts {
  readonly snapshot: Snapshot
  readonly instances: ReadonlyMap<string, InstanceFacts>
  /** Lines of history by their type. */
  readonly events: ReadonlyMap<string, readonly Event[]>
  readonly told: readonly Entry[]
}

/** One thing that must be true. @returns a sentence for every place where it is not */
export type Check = (facts: Facts) => Iterable<string>

/** Sorts a snapshot. */
export function collectFacts(snapshot: Snapshot, told: readonly Entry[]): Facts {
  const history = new Map<string, Event[]>()
  const events = new Map<string, Event[]>()
  for (const row of snapshot.history) {
    const event: Event = { ...row, data: JSON.parse(row.data) }
    addTo(history, row.processInstanceId, event)
    addTo(events, row.type, event)
  }
  const instances = new Map<string, InstanceFacts>()
  for (const row of snapshot.instances) {
    const state = stateOf(row)
    instances.set(row.id, {
      row,
      state,
      tokens: Object.values(state?.tokens ?? {}),
      triggers: Object.values(state?.triggers ?? {}),
      history: (history.get(row.id) ?? []).sort((a, b) => a.sequence - b.sequence),
    })
  }
  return { snapshot, instances, events, told }
}

/** Adds to a list in a map. */
export function addTo<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}

/** How often each text occurs. */
export function countOf(texts: Iterable<string>): Map<string, number> {
  const counts = new Map<string, number>()
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1)
  return counts
}

/** Sentences where two counts differ. */
export function* differences(
  left: ReadonlyMap<string, number>,
  right: ReadonlyMap<string, number>,
  sentence: (what: string, left: number, right: number) => string,
): Generator<string> {
  for (const what of new Set([...left.keys(), ...right.keys()])) {
    const [a, b] = [left.get(what) ?? 0, right.get(what) ?? 0]
    if (a !== b) yield sentence(what, a, b)
  }
}

function stateOf(row: ProcessInstanceRow): InstanceState | null {
  try {
    return readState(row.state, row.id)
  } catch {
    return null
  }
}
