/** Days that people type in three parts, and the moments of Latvia's time at which such a day begins and ends. */
import { Temporal } from 'temporal-polyfill'
import type { Instant } from '../../../engine/model/json.ts'
import { isoDay } from '../controls/calendar-fields.tsx'

const ZONE = 'Europe/Riga'

export const DAY_PARTS = ['day', 'month', 'year'] as const
export type DayPart = (typeof DAY_PARTS)[number]

/** @returns under what name a part is sent */
export function dayPartName(id: string, part: DayPart): string {
  return `${id}/${part}`
}

/** @returns e.g. `2026-03-12`; '' where nothing was typed, null where it is no day of the calendar */
export function readTypedDay(fields: URLSearchParams, id: string): string | null {
  // People end ordinal numbers with a full stop: `12. 3. 2026.`
  const part = (name: DayPart): string => (fields.get(dayPartName(id, name)) ?? '').trim().replace(/\.$/, '')
  const typed = { day: part('day'), month: part('month'), year: part('year') }
  if (typed.day === '' && typed.month === '' && typed.year === '') return ''
  return isoDay(typed)
}

/** Fills the three parts in. @param day e.g. `2026-03-12` */
export function putTypedDay(fields: URLSearchParams, id: string, day: string): void {
  const [year = '', month = '', date = ''] = day.split('-')
  fields.set(dayPartName(id, 'day'), date)
  fields.set(dayPartName(id, 'month'), month)
  fields.set(dayPartName(id, 'year'), year)
}

/** @returns the first moment of a day */
export function startOfDay(day: string): Instant {
  return new Date(Temporal.PlainDate.from(day).toZonedDateTime(ZONE).epochMilliseconds).toISOString()
}

/** @returns the first moment after a day: what lasts until that day lasts through it */
export function endOfDay(day: string): Instant {
  return startOfDay(Temporal.PlainDate.from(day).add({ days: 1 }).toString())
}

/** @returns the day on which a moment falls */
export function dayOf(at: Date | Instant): string {
  const time = typeof at === 'string' ? Date.parse(at) : at.getTime()
  return Temporal.Instant.fromEpochMilliseconds(time).toZonedDateTimeISO(ZONE).toPlainDate().toString()
}

/** @returns the last day of what ends at this moment */
export function lastDayOf(end: Instant): string {
  return dayOf(new Date(Date.parse(end) - 1))
}

/** @returns the day so many days later */
export function daysLater(day: string, days: number): string {
  return Temporal.PlainDate.from(day).add({ days }).toString()
}
