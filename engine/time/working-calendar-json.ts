import { Temporal } from 'temporal-polyfill'
import { escapePointer } from '../model/json-pointer.ts'

/** Opening hours of a day: pairs of local times `HH:MM`, in order, e.g. `[["08:30","12:00"],["12:30","17:00"]]`; `24:00` is the end of the day. */
export type DayHours = readonly (readonly [string, string])[]

/** The days of a week as calendars name them, Monday first. */
export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
/** One of `WEEKDAYS`. */
export type Weekday = (typeof WEEKDAYS)[number]

/** Working time as data (`processes/calendars/*.json`). */
export interface WorkingCalendarJson {
  readonly id: string
  /** IANA name, e.g. `Europe/Riga`. */
  readonly timezone: string
  /** Days that are missing have no working time. */
  readonly week: { readonly [day in Weekday]?: DayHours }
  /** Dates without working time, e.g. `2026-01-01`. */
  readonly holidays: readonly string[]
  /** Dates with hours of their own; stronger than week and holidays. */
  readonly exceptions?: { readonly [date: string]: DayHours }
}

const MOST_SPANS = 10
const MOST_DATES = 5_000

/** What is wrong in a calendar: where, and what was found. */
export interface CalendarProblem {
  /** JSON pointer, e.g. `/week/mon/1`. */
  readonly pointer: string
  readonly code:
    | 'time-zone'
    | 'weekday'
    | 'no-working-time'
    | 'too-many-spans'
    | 'too-many-dates'
    | 'date'
    | 'time-of-day'
    | 'overlap'
    | 'backwards'
  /** What stands there, for the sentence. */
  readonly found: string
  /** The hours that an overlap meets. */
  readonly other?: string
}

/** @throws RangeError with a sentence naming what is wrong */
export function checkCalendar(json: WorkingCalendarJson): void {
  const [problem] = calendarProblems(json)
  if (problem) throw new RangeError(sentenceOf(problem, json.id))
}

/** Everything that is wrong in a calendar whose JSON has the right shape. */
export function calendarProblems({
  timezone,
  week,
  holidays,
  exceptions = {},
}: Omit<WorkingCalendarJson, 'id'>): readonly CalendarProblem[] {
  const problems: CalendarProblem[] = []
  if (!isTimeZone(timezone)) problems.push({ pointer: '/timezone', code: 'time-zone', found: timezone })
  for (const day of Object.keys(week)) {
    if (!WEEKDAYS.some((weekday) => weekday === day))
      problems.push({ pointer: `/week/${escapePointer(day)}`, code: 'weekday', found: day })
  }
  for (const day of WEEKDAYS) problems.push(...hoursProblems(week[day] ?? [], `/week/${day}`))
  if (WEEKDAYS.every((day) => (week[day] ?? []).length === 0))
    problems.push({ pointer: '/week', code: 'no-working-time', found: '' })

  const dates = Object.entries(exceptions)
  if (holidays.length + dates.length > MOST_DATES) {
    const found = String(holidays.length + dates.length)
    return [...problems, { pointer: '/holidays', code: 'too-many-dates', found }]
  }
  for (const [index, date] of holidays.entries())
    if (!isDate(date)) problems.push({ pointer: `/holidays/${index}`, code: 'date', found: date })
  for (const [date, hours] of dates) {
    const pointer = `/exceptions/${escapePointer(date)}`
    if (!isDate(date)) problems.push({ pointer, code: 'date', found: date })
    problems.push(...hoursProblems(hours, pointer))
  }
  return problems
}

function hoursProblems(hours: DayHours, pointer: string): readonly CalendarProblem[] {
  if (hours.length > MOST_SPANS) return [{ pointer, code: 'too-many-spans', found: String(hours.length) }]
  const problems: CalendarProblem[] = []
  let last: readonly [string, string] | null = null
  for (const [index, span] of hours.entries()) {
    const [opens, closes] = span
    const place = `${pointer}/${index}`
    const bad = span.find((time) => !/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/.test(time))
    if (bad !== undefined) {
      problems.push({ pointer: place, code: 'time-of-day', found: bad })
      continue
    }
    const found = `${opens}–${closes}`
    if (minutesOf(closes) <= minutesOf(opens)) problems.push({ pointer: place, code: 'backwards', found })
    else if (last && minutesOf(opens) < minutesOf(last[1]))
      problems.push({ pointer: place, code: 'overlap', found, other: `${last[0]}–${last[1]}` })
    else last = span
  }
  return problems
}

function sentenceOf({ pointer, code, found, other }: CalendarProblem, id: string): string {
  const where = `calendar "${id}", ${pointer.slice(1)}`
  switch (code) {
    case 'time-zone':
      return `Expected ${where} to name a time zone such as "Europe/Riga", but "${found}" is none.`
    case 'weekday':
      return `Expected the days ${WEEKDAYS.join(', ')} in ${where}, but found "${found}".`
    case 'no-working-time':
      return `Expected ${where} to have working time, but there is none.`
    case 'too-many-spans':
      return `Expected at most ${MOST_SPANS} spans of hours in ${where}, but there are ${found}.`
    case 'too-many-dates':
      return `Expected at most ${MOST_DATES} holidays and exceptions in ${where}, but there are ${found}.`
    case 'date':
      return `Expected dates such as "2026-01-01" in ${where}, but found "${found}".`
    case 'time-of-day':
      return `Expected times such as "08:30" in ${where}, but found "${found}".`
    case 'backwards':
      return `Expected hours that end after they begin in ${where}, but found "${found}".`
    case 'overlap':
      return `Expected hours in order in ${where}, but "${found}" is not after "${other ?? ''}".`
  }
}

/** Whether it is the IANA name of a time zone that is known here. */
export function isTimeZone(name: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name)
    return true
  } catch {
    return false
  }
}

/** Hour and minute of a checked `HH:MM`. */
export function parseTimeOfDay(time: string): readonly [number, number] {
  return [Number(time.slice(0, 2)), Number(time.slice(3))]
}

/** `24:00` belongs to the next day. */
export function isWithinDay(hour: number): boolean {
  return hour < 24
}

function minutesOf(time: string): number {
  const [hour, minute] = parseTimeOfDay(time)
  return hour * 60 + minute
}

function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  try {
    Temporal.PlainDate.from(text)
    return true
  } catch {
    return false
  }
}
