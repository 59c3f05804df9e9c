/** Periods that are measured, by name: a month `2026-03`, a quarter `2026-Q1`, a year `2026`. */
import { Temporal } from 'temporal-polyfill'
import type { Instant } from '../../engine/model/json.ts'

/** As in the code list `frequencyKind`. */
export type PeriodKind = 'monthly' | 'quarterly' | 'yearly'

const MONTHS: Readonly<Record<PeriodKind, number>> = { monthly: 1, quarterly: 3, yearly: 12 }

/** @throws Error when it is none of the three */
export function periodKind(period: string): PeriodKind {
  if (/^\d{4}-(0[1-9]|1[0-2])$/.test(period)) return 'monthly'
  if (/^\d{4}-Q[1-4]$/.test(period)) return 'quarterly'
  if (/^\d{4}$/.test(period)) return 'yearly'
  throw new Error(`Expected a period such as "2026-03", "2026-Q1" or "2026", but got "${period}".`)
}

/** The latest period of the kind that has ended when `period` has. @throws Error when that is no period */
export function periodAt(kind: PeriodKind, period: string): string {
  return nameOf(kind, Math.floor(endOf(period) / MONTHS[kind]) - 1)
}

/** So many periods of the same kind before it, oldest first. @throws Error when it is no period */
export function periodsBefore(period: string, amount: number): readonly string[] {
  const kind = periodKind(period)
  const place = endOf(period) / MONTHS[kind] - 1
  return Array.from({ length: amount }, (_, index) => nameOf(kind, place - amount + index))
}

/**
 * From when until when the period lasts for people of the time zone; the end belongs to the next one.
 *
 * @throws Error when it is no period
 */
export function periodBounds(period: string, timezone: string): { readonly from: Instant; readonly to: Instant } {
  const end = endOf(period)
  const startOf = (months: number): Instant =>
    new Temporal.PlainDate(Math.floor(months / 12), (months % 12) + 1, 1)
      .toZonedDateTime(timezone)
      .toInstant()
      .toString({ smallestUnit: 'millisecond' })
  return { from: startOf(end - MONTHS[periodKind(period)]), to: startOf(end) }
}

/** Months from the year 0 to the end of the period. */
function endOf(period: string): number {
  const kind = periodKind(period)
  const year = Number(period.slice(0, 4))
  const place = kind === 'yearly' ? 1 : Number(period.slice(kind === 'monthly' ? 5 : 6))
  return year * 12 + place * MONTHS[kind]
}

/** @param place periods of the kind since the year 0 */
function nameOf(kind: PeriodKind, place: number): string {
  const perYear = 12 / MONTHS[kind]
  const year = String(Math.floor(place / perYear)).padStart(4, '0')
  const within = (place % perYear) + 1
  if (kind === 'yearly') return year
  return kind === 'quarterly' ? `${year}-Q${within}` : `${year}-${String(within).padStart(2, '0')}`
}
