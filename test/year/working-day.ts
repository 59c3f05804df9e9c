/** Which hours an institution works, by the calendar of its processes. */
import { readFileSync } from 'node:fs'
import type { Instant } from '../../engine/model/json.ts'
import {
  compileCalendar,
  nextOpening,
  workingMinutesBetween,
  type WorkingCalendar,
  type WorkingCalendarJson,
} from '../../engine/time/working-calendar.ts'

const HOUR_MS = 3_600_000

export function readCalendar(id: string): WorkingCalendar {
  const file = new URL(`../../processes/calendars/${id}.json`, import.meta.url)
  return compileCalendar(JSON.parse(readFileSync(file, 'utf8')) as WorkingCalendarJson)
}

/**
 * The moments at which something may be done, one after the other: every working hour, and once in each stretch of time
 * in which nobody works, so that what falls due at night or over holidays is not found all at once.
 */
export function* hours(calendar: WorkingCalendar, from: Instant, until: Instant): Generator<Instant> {
  let at = Date.parse(from)
  while (at < Date.parse(until)) {
    const now = new Date(at).toISOString()
    yield now
    const opening = Date.parse(nextOpening(calendar, now))
    // While it is closed the next stop is the opening, or noon of a long closed stretch.
    at = opening <= at + HOUR_MS ? at + HOUR_MS : Math.min(opening, at + 12 * HOUR_MS)
  }
}

export function isOpen(calendar: WorkingCalendar, at: Instant): boolean {
  const soon = new Date(Date.parse(at) + 60_000).toISOString()
  return workingMinutesBetween(calendar, at, soon) > 0
}
