import { readdirSync, readFileSync } from 'node:fs'
import { Temporal } from 'temporal-polyfill'
import type { Instant } from '../../../engine/model/json.ts'
import type { Downtime } from '../story.ts'
import type { BookCheck } from './books.ts'

const PROCESSES = new URL('../../../processes/', import.meta.url)

/** When the house of the tests is furnished, from which a cycle without a beginning is counted. */
const FURNISHED = '2026-03-02T08:00:00.000Z'

/** A start event that begins cases by the clock. */
interface TimerStart {
  readonly elementId: string
  /** ISO 8601, e.g. `R/2026-01-08T06:00:00Z/P1M`. */
  readonly cycle: string
}

/**
 * What begins by the clock began once in every period. What fell into a time in which the server stood still began when it
 * was back: once for the latest period, and not for those before it.
 */
export const timerStarts: BookCheck = function* ({ facts, options }) {
  const { from, end, downtimes } = options
  const entered = facts.events.get('element-entered') ?? []
  for (const { elementId, cycle } of readTimerStarts()) {
    const all = duesOf(cycle, end)
    const dues = all.filter((due) => due >= from)
    const began = entered.filter((event) => event.elementId === elementId).map(({ at }) => at)
    for (const [place, due] of dues.entries()) {
      const next = dues[place + 1]
      const isMissed = wakesAt(due, downtimes) >= (next ?? end)
      const times = began.filter((at) => at >= due && (next === undefined || at < next)).length
      if (times !== (isMissed ? 0 : 1))
        yield `${elementId} was due at ${due}, but until ${next ?? end} it began ${times} times.`
    }
    const early = began.filter((at) => at < (dues[0] ?? end))
    if (early.length > (all.some((due) => due > FURNISHED && due < from) ? 1 : 0))
      yield `${elementId} began before it was due: ${early.join(', ')}.`
  }
}

/** The first moment at or after an instant at which the server runs. */
function wakesAt(instant: Instant, downtimes: readonly Downtime[]): Instant {
  return downtimes.find(({ from, to }) => from <= instant && instant < to)?.to ?? instant
}

/** Read from the diagrams and the settings that their cycles name. */
export function readTimerStarts(): readonly TimerStart[] {
  const { settings } = JSON.parse(readFileSync(new URL('settings.json', PROCESSES), 'utf8')) as {
    readonly settings: readonly { readonly key: string; readonly default: unknown }[]
  }
  const values = new Map(settings.map((setting) => [setting.key, String(setting.default)]))
  return readdirSync(PROCESSES)
    .filter((name) => name.endsWith('.bpmn'))
    .flatMap((name) => {
      const diagram = readFileSync(new URL(name, PROCESSES), 'utf8')
      const starts = diagram.matchAll(
        /<bpmn:startEvent id="(\w+)"(?:(?!<\/bpmn:startEvent>)[^])*?<bpmn:timeCycle[^>]*>=settings\.(\w+)</g,
      )
      return [...starts].map(([, elementId = '', key = '']) => ({ elementId, cycle: values.get(key) ?? '' }))
    })
}

/** When a cycle is due, up to an instant; counted by hand, not as the engine does it. */
export function duesOf(cycle: string, until: Instant): readonly Instant[] {
  const [, anchor = FURNISHED, length] = /^R\/(?:(\d{4}-[^/]+)\/)?(P[^/]+)$/.exec(cycle) ?? []
  if (length === undefined) throw new Error(`Expected a cycle without end, but the settings give "${cycle}".`)
  const { years, months, days } = Temporal.Duration.from(length)
  const first = Temporal.Instant.from(anchor).toZonedDateTimeISO('UTC')
  const dues: Instant[] = []
  for (let count = /\/\d/.test(cycle) ? 0 : 1; ; count += 1) {
    const due = first.add({ years: years * count, months: months * count, days: days * count })
    const at = due.toInstant().toString({ smallestUnit: 'millisecond' })
    if (at >= until) return dues
    dues.push(at)
  }
}
