import type { Instant } from '../model/json.ts'

/** Opening hours of a day: pairs of local times `HH:MM`, in order, e.g. `[["08:30","12:00"],["12:30","17:00"]]`; `24:00` is the end of the day. */
export type DayHours = readonly (readonly [string, string])[]

export type Weekday = 'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun'

/** Working time as data (`processes/calendars/*.json`). */
export interface WorkingCalendarJson {
  readonly id: string
  /** IANA name, e.g. `Europe/Riga`. */
  readonly timezone: string
  /** Days that are missing have no working time. */
  readonly week: { readonly [day in Weekday]?: DayHours }
  /** Dates without working time. */
  readonly holidays: readonly string[]
  /** Dates with hours of their own; stronger than week and holidays. */
  readonly exceptions?: { readonly [date: string]: DayHours }
}

/** A checked calendar, ready to compute with; made by `compileCalendar`. */
export interface WorkingCalendar {
  readonly id: string
  readonly timezone: string
}

/** @throws RangeError naming what is wrong in the calendar */
export function compileCalendar(json: WorkingCalendarJson): WorkingCalendar {
  return { id: json.id, timezone: json.timezone }
}

export function addWorkingMinutes(_calendar: WorkingCalendar, at: Instant, _minutes: number): Instant {
  return at
}

export function addWorkingDays(_calendar: WorkingCalendar, at: Instant, _days: number): Instant {
  return at
}

export function workingMinutesBetween(_calendar: WorkingCalendar, _from: Instant, _to: Instant): number {
  return 0
}

export function nextOpening(_calendar: WorkingCalendar, at: Instant): Instant {
  return at
}
