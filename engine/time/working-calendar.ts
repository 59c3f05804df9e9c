/**
 * Arithmetic of working time: when 16 working hours from now have passed, how many lie between two moments.
 *
 * Pure: a calendar is data, and the same calendar and instants give the same answer. A working day is that of the
 * calendar's time zone, so on the night when clocks change a round-the-clock calendar has 23 or 25 hours. Nothing
 * reaches further than ten years, so that a calendar of holidays only cannot keep anybody searching.
 */
import { Temporal } from 'temporal-polyfill'
import type { Instant } from '../model/json.ts'
import {
  checkCalendar,
  isWithinDay,
  parseTimeOfDay,
  WEEKDAYS,
  type DayHours,
  type WorkingCalendarJson,
} from './working-calendar-json.ts'

export type { DayHours, Weekday, WorkingCalendarJson } from './working-calendar-json.ts'

/** Ten years, as the search goes: date by date. */
const MOST_DATES = 3_653
/** Dates whose opening hours are remembered per calendar. */
const REMEMBERED_DATES = 4_000
const MINUTE_MS = 60_000

/** A checked calendar, ready to compute with; made by `compileCalendar`. */
export interface WorkingCalendar {
  readonly id: string
  /** IANA name. */
  readonly timezone: string
  /** Working time of a date, in order, without overlaps; empty for a day off. */
  readonly spansOf: (date: Temporal.PlainDate) => readonly Span[]
  /** The local date of a moment, with those after it. */
  readonly dayAt: (moment: number) => Day
}

/** A date with its working time. Dates in a row are reckoned once: walking them again costs nothing. */
interface Day {
  readonly spans: readonly Span[]
  readonly next: () => Day
}

/** Working time without a break, in milliseconds since 1970; the end no longer belongs to it. */
interface Span {
  readonly start: number
  readonly end: number
}

/** @throws RangeError with a sentence naming what is wrong in the calendar */
export function compileCalendar(json: WorkingCalendarJson): WorkingCalendar {
  checkCalendar(json)
  const holidays = new Set(json.holidays)
  const exceptions = new Map(Object.entries(json.exceptions ?? {}))
  const remembered = new Map<string, readonly Span[]>()

  const hoursOf = (date: Temporal.PlainDate, text: string): DayHours => {
    const weekday = WEEKDAYS[date.dayOfWeek - 1]
    return exceptions.get(text) ?? (holidays.has(text) || weekday === undefined ? [] : (json.week[weekday] ?? []))
  }

  const spansOf = (date: Temporal.PlainDate): readonly Span[] => {
    const text = date.toString()
    const found = remembered.get(text)
    if (found) return found
    const spans = hoursOf(date, text)
      .map(([opens, closes]) => ({
        start: momentOf(date, opens, json.timezone),
        end: momentOf(date, closes, json.timezone),
      }))
      // Hours inside the one that is skipped in spring are none.
      .filter((span) => span.end > span.start)
    if (remembered.size >= REMEMBERED_DATES) remembered.clear()
    remembered.set(text, spans)
    return spans
  }
  const dayOf = (date: Temporal.PlainDate): Day => {
    let next: Day | null = null
    return { spans: spansOf(date), next: () => (next ??= dayOf(date.add({ days: 1 }))) }
  }
  // Nearly everybody asks about now.
  let latest: { readonly day: Day; readonly start: number; readonly end: number } | null = null
  const dayAt = (moment: number): Day => {
    if (latest !== null && latest.start <= moment && moment < latest.end) return latest.day
    const date = Temporal.Instant.fromEpochMilliseconds(moment).toZonedDateTimeISO(json.timezone).toPlainDate()
    const startOf = (day: Temporal.PlainDate) => day.toZonedDateTime({ timeZone: json.timezone }).epochMilliseconds
    latest = { day: dayOf(date), start: startOf(date), end: startOf(date.add({ days: 1 })) }
    return latest.day
  }
  return { id: json.id, timezone: json.timezone, spansOf, dayAt }
}

/**
 * The moment at which that much working time has passed. Ends at a closing where it comes out even; zero minutes from
 * outside working time is the next opening.
 *
 * @param minutes 0 or more, also fractions
 * @throws RangeError when it is negative or more than ten years away
 */
export function addWorkingMinutes(calendar: WorkingCalendar, at: Instant, minutes: number): Instant {
  if (!Number.isFinite(minutes) || minutes < 0)
    throw new RangeError(`Expected working minutes of 0 or more, but got ${minutes}.`)
  let left = Math.round(minutes * MINUTE_MS)
  for (const span of spansFrom(calendar, at)) {
    const available = span.end - span.start
    if (left <= available) return instantOf(span.start + left)
    left -= available
  }
  throw tooFar(calendar, at)
}

/**
 * The same local time that many working dates later. From outside working time it counts from the next opening; where
 * the target date is closed at that time, it is the opening after it, or the closing of the date.
 *
 * @param days a whole number, 0 or more
 * @throws RangeError when it is none, or more than ten years away
 */
export function addWorkingDays(calendar: WorkingCalendar, at: Instant, days: number): Instant {
  if (!Number.isSafeInteger(days) || days < 0)
    throw new RangeError(`Expected a whole number of working days, 0 or more, but got ${days}.`)
  const start = isWorking(calendar, at) ? at : nextOpening(calendar, at)
  if (days === 0) return start

  const local = Temporal.Instant.from(start).toZonedDateTimeISO(calendar.timezone)
  let date = local.toPlainDate()
  let left = days
  for (let step = 0; step < MOST_DATES; step++) {
    date = date.add({ days: 1 })
    const spans = calendar.spansOf(date)
    if (spans.length === 0 || --left > 0) continue
    const wished = date.toZonedDateTime({
      timeZone: calendar.timezone,
      plainTime: local.toPlainTime(),
    }).epochMilliseconds
    const span = spans.find(({ end }) => wished <= end)
    return instantOf(span ? Math.max(wished, span.start) : (spans.at(-1)?.end ?? wished))
  }
  throw tooFar(calendar, start)
}

/**
 * The same local time that many working dates earlier, e.g. to have something ready two working days before a window that
 * opens at night. Where the target date is closed at that time, it is the closing before it, or the opening of the date.
 *
 * @param days a whole number, 0 or more; 0 is the moment itself
 * @throws RangeError when it is none, or more than ten years away
 */
export function subtractWorkingDays(calendar: WorkingCalendar, at: Instant, days: number): Instant {
  if (!Number.isSafeInteger(days) || days < 0)
    throw new RangeError(`Expected a whole number of working days, 0 or more, but got ${days}.`)
  if (days === 0) return at
  const local = Temporal.Instant.from(at).toZonedDateTimeISO(calendar.timezone)
  let date = local.toPlainDate()
  let left = days
  for (let step = 0; step < MOST_DATES; step++) {
    date = date.subtract({ days: 1 })
    const spans = calendar.spansOf(date)
    const [first] = spans
    if (!first || --left > 0) continue
    const wished = date.toZonedDateTime({
      timeZone: calendar.timezone,
      plainTime: local.toPlainTime(),
    }).epochMilliseconds
    const span = spans.findLast(({ start }) => start <= wished)
    return instantOf(span ? Math.min(wished, span.end) : first.start)
  }
  throw tooFar(calendar, at)
}

/**
 * Working minutes from one moment to another; negative when `to` is earlier. Fractions down to a millisecond.
 *
 * @throws RangeError when they are more than ten years apart
 */
export function workingMinutesBetween(calendar: WorkingCalendar, from: Instant, to: Instant): number {
  const [start, end] = [millisecondsOf(from), millisecondsOf(to)]
  if (end < start) return -workingMinutesBetween(calendar, to, from)
  let total = 0
  for (const span of spansFrom(calendar, from)) {
    if (span.start >= end) return total / MINUTE_MS
    total += Math.min(span.end, end) - span.start
  }
  // Without working time ahead the days still end somewhere.
  if (end - start < (MOST_DATES - 2) * 24 * 60 * MINUTE_MS) return total / MINUTE_MS
  throw tooFar(calendar, from)
}

/** The moment itself within working time, otherwise the next opening; at a closing it is the one after. @throws RangeError when there is none in ten years */
export function nextOpening(calendar: WorkingCalendar, at: Instant): Instant {
  for (const span of spansFrom(calendar, at)) return instantOf(span.start)
  throw tooFar(calendar, at)
}

/** The moment of closing still counts: a deadline may fall on it. */
function isWorking(calendar: WorkingCalendar, at: Instant): boolean {
  const moment = millisecondsOf(at)
  const date = dateOf(calendar, at)
  return [date.subtract({ days: 1 }), date].some((day) =>
    calendar.spansOf(day).some(({ start, end }) => start <= moment && moment <= end),
  )
}

/** Working time that is left from a moment on; the first span begins at the moment itself when it lies within. */
function* spansFrom(calendar: WorkingCalendar, at: Instant): Generator<Span> {
  const moment = millisecondsOf(at)
  let day = calendar.dayAt(moment)
  for (let step = 0; step < MOST_DATES; step++) {
    for (const span of day.spans) {
      if (span.end > moment) yield span.start >= moment ? span : { start: moment, end: span.end }
    }
    day = day.next()
  }
}

/** A local time of a date; `24:00` is the start of the next one. A time that clocks skip is the moment when they do. */
function momentOf(date: Temporal.PlainDate, time: string, timeZone: string): number {
  const [hour, minute] = parseTimeOfDay(time)
  if (!isWithinDay(hour)) return date.add({ days: 1 }).toZonedDateTime({ timeZone }).epochMilliseconds
  // Without a time it is the first moment of the date, also where midnight is skipped.
  if (hour === 0 && minute === 0) return date.toZonedDateTime({ timeZone }).epochMilliseconds
  const found = date.toZonedDateTime({ timeZone, plainTime: new Temporal.PlainTime(hour, minute) })
  const skipped = found.hour !== hour || found.minute !== minute
  return (skipped ? (found.getTimeZoneTransition('previous') ?? found) : found).epochMilliseconds
}

function dateOf(calendar: WorkingCalendar, at: Instant): Temporal.PlainDate {
  return Temporal.Instant.from(at).toZonedDateTimeISO(calendar.timezone).toPlainDate()
}

function millisecondsOf(at: Instant): number {
  // Nearly all instants are written as we write them; what comes back the same was read right.
  const quick = Date.parse(at)
  if (!Number.isNaN(quick) && instantOf(quick) === at) return quick
  return Temporal.Instant.from(at).epochMilliseconds
}

function instantOf(milliseconds: number): Instant {
  return new Date(milliseconds).toISOString()
}

function tooFar(calendar: WorkingCalendar, at: Instant): RangeError {
  return new RangeError(
    `Expected a time within ten years of ${at}, but calendar "${calendar.id}" has too little working time until then.`,
  )
}
