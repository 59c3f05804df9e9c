/** Periods that are measured, by name: a month `2026-03`, a quarter `2026-Q1`, a year `2026`. */
import type { Instant } from '../../engine/index.ts'
import type { Frequency } from './indicator.ts'

const MONTHS: Readonly<Record<Frequency, number>> = { monthly: 1, quarterly: 3, yearly: 12 }

/** Whether it is the name of a period. */
export const isPeriod = (text: string): boolean => /^\d{4}(-(0[1-9]|1[0-2])|-Q[1-4])?$/.test(text)

/** @throws Error for what is no period */
export function frequencyOf(period: string): Frequency {
  if (!isPeriod(period))
    throw new Error(`Expected a period such as "2026-03", "2026-Q1" or "2026", but got "${period}".`)
  if (period.length === 4) return 'yearly'
  return period.includes('Q') ? 'quarterly' : 'monthly'
}

/** Its months, in order. @throws Error for what is no period */
export function monthsOf(period: string): readonly string[] {
  const frequency = frequencyOf(period)
  const start = placeOf(period) * MONTHS[frequency]
  return Array.from({ length: MONTHS[frequency] }, (_, index) => nameOf('monthly', start + index))
}

/** The period of a kind that a day (`YYYY-MM-DD`) or month belongs to. */
export function periodOf(frequency: Frequency, day: string): string {
  const months = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1
  return nameOf(frequency, Math.floor(months / MONTHS[frequency]))
}

/** So many periods later, or earlier. @throws Error for what is no period */
export function periodAfter(period: string, amount: number): string {
  return nameOf(frequencyOf(period), placeOf(period) + amount)
}

/** The periods that end with this one, oldest first. */
export function periodsUpTo(period: string, amount: number): readonly string[] {
  return Array.from({ length: amount }, (_, index) => periodAfter(period, index + 1 - amount))
}

/** The first day, and the first one after it. */
export function daysOf(period: string): { readonly from: string; readonly to: string } {
  const [first = ''] = monthsOf(period)
  const [next = ''] = monthsOf(periodAfter(period, 1))
  return { from: `${first}-01`, to: `${next}-01` }
}

/** The day of an instant in a time zone. */
export function localDay(instant: Instant, timeZone: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(Date.parse(instant))
}

/** Periods of its kind since the year 0. */
function placeOf(period: string): number {
  const year = Number(period.slice(0, 4))
  switch (frequencyOf(period)) {
    case 'yearly':
      return year
    case 'quarterly':
      return year * 4 + Number(period.slice(6)) - 1
    case 'monthly':
      return year * 12 + Number(period.slice(5)) - 1
  }
}

function nameOf(frequency: Frequency, place: number): string {
  const perYear = 12 / MONTHS[frequency]
  const year = String(Math.floor(place / perYear)).padStart(4, '0')
  const within = (place % perYear) + 1
  if (frequency === 'yearly') return year
  return frequency === 'quarterly' ? `${year}-Q${within}` : `${year}-${String(within).padStart(2, '0')}`
}
