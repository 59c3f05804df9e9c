/** Calendar months as the people of a time zone see them. */
import { Temporal } from 'temporal-polyfill'
import type { Instant } from '../../../engine/model/json.ts'

/** One month; the end no longer belongs to it. */
export interface Month {
  /** `2026-03` */
  readonly period: string
  readonly from: Instant
  readonly to: Instant
}

/** @param period e.g. `2026-03` @throws RangeError when it is none */
export function monthOf(period: string, timezone: string): Month {
  const month = Temporal.PlainYearMonth.from(period)
  const startOf = (one: Temporal.PlainYearMonth): Instant =>
    one.toPlainDate({ day: 1 }).toZonedDateTime(timezone).toInstant().toString({ smallestUnit: 'millisecond' })
  return { period: month.toString(), from: startOf(month), to: startOf(month.add({ months: 1 })) }
}

/** The month of a moment, moved by so many months. */
export function monthAt(at: Instant, timezone: string, moved = 0): Month {
  const month = Temporal.Instant.from(at).toZonedDateTimeISO(timezone).toPlainDate().toPlainYearMonth()
  return monthOf(month.add({ months: moved }).toString(), timezone)
}

/** The first moment of a day, moved by so many days. @param date e.g. `2026-03-12` @throws RangeError when it is none */
export function dayStart(date: string, timezone: string, moved = 0): Instant {
  const day = Temporal.PlainDate.from(date).add({ days: moved })
  return day.toZonedDateTime(timezone).toInstant().toString({ smallestUnit: 'millisecond' })
}

/** The day of a moment. */
export function dayAt(at: Instant, timezone: string): string {
  return Temporal.Instant.from(at).toZonedDateTimeISO(timezone).toPlainDate().toString()
}
