/** Months and quarters as the people of an institution see them: they begin at midnight in its time zone. */
import { Temporal } from 'temporal-polyfill'
import type { Instant } from '../../engine/model/json.ts'
import type { HandlerCall } from '../../engine/ports.ts'
import { text } from './input.ts'

/** A stretch of time with a name; the end is left out. */
export interface Period {
  /** `2026-03` or `2026-Q1` */
  readonly label: string
  readonly from: Instant
  readonly until: Instant
  /** First and last day. */
  readonly firstDay: string
  readonly lastDay: string
}

type Zoned = Pick<HandlerCall, 'now' | 'environment'>

/** The last full month before now. */
export function lastMonth(call: Zoned): Period {
  return monthAt(call, firstOfMonth(call).subtract({ months: 1 }))
}

/** @param name e.g. `2026-03` @throws Error when it is no month */
export function namedMonth(call: Zoned, name: string): Period {
  try {
    return monthAt(call, Temporal.PlainYearMonth.from(name).toPlainDate({ day: 1 }))
  } catch (cause) {
    throw new Error(`Expected a month such as "2026-03", but "${name}" is none.`, { cause })
  }
}

/** The last full quarter before now. */
export function lastQuarter(call: Zoned): Period {
  const month = firstOfMonth(call)
  const from = month.subtract({ months: ((month.month - 1) % 3) + 3 })
  return period(call, `${from.year}-Q${Math.ceil(from.month / 3)}`, from, from.add({ months: 3 }))
}

/** The last `months` up to this very moment. */
export function lastMonths({ now, environment }: Zoned, months: number): Period {
  const today = todayOf({ now, environment })
  const from = today.subtract({ months })
  return { ...period({ now, environment }, `${from.toString()} – ${today.toString()}`, from, today), until: now }
}

/** Today, where the institution is. */
export function todayOf({ now, environment }: Zoned): Temporal.PlainDate {
  return Temporal.Instant.from(now).toZonedDateTimeISO(zoneOf({ environment })).toPlainDate()
}

function monthAt(call: Zoned, from: Temporal.PlainDate): Period {
  return period(call, from.toPlainYearMonth().toString(), from, from.add({ months: 1 }))
}

function firstOfMonth(call: Zoned): Temporal.PlainDate {
  return todayOf(call).with({ day: 1 })
}

function period(call: Zoned, label: string, from: Temporal.PlainDate, until: Temporal.PlainDate): Period {
  const at = (date: Temporal.PlainDate): Instant =>
    date.toZonedDateTime(zoneOf(call)).toInstant().toString({ smallestUnit: 'millisecond' })
  const lastDay = until.subtract({ days: 1 }).toString()
  return { label, from: at(from), until: at(until), firstDay: from.toString(), lastDay }
}

function zoneOf({ environment }: Pick<HandlerCall, 'environment'>): string {
  return text(environment.globals, 'timezone') ?? 'UTC'
}
