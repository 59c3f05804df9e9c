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

const MINUTE_MS = 60_000
const NIGHT_MS = 12 * 60 * MINUTE_MS

/** How long it is from one moment at which people do something to the next; the shortest due date is an hour. */
export const STOP_MINUTES = 30
const STOP_MS = STOP_MINUTES * MINUTE_MS

export function readCalendar(id: string): WorkingCalendar {
  const file = new URL(`../../processes/calendars/${id}.json`, import.meta.url)
  return compileCalendar(JSON.parse(readFileSync(file, 'utf8')) as WorkingCalendarJson)
}

/**
 * The moments at which something may be done, one after the other: every half hour of work, and twice a day while nobody
 * works, so that what falls due at night or over holidays is not found all at once.
 */
export function* moments(calendar: WorkingCalendar, from: Instant, until: Instant): Generator<Instant> {
  let at = Date.parse(from)
  while (at < Date.parse(until)) {
    const now = new Date(at).toISOString()
    yield now
    const opening = Date.parse(nextOpening(calendar, now))
    // While it is closed the next stop is the opening, or noon of a long closed stretch.
    at = opening <= at + STOP_MS ? at + STOP_MS : Math.min(opening, at + NIGHT_MS)
  }
}

export function isOpen(calendar: WorkingCalendar, at: Instant): boolean {
  const soon = new Date(Date.parse(at) + MINUTE_MS).toISOString()
  return workingMinutesBetween(calendar, at, soon) > 0
}
