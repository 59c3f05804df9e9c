/**
 * Times as diagrams and variables write them: ISO 8601 durations, repeating intervals and instants.
 *
 * Everything here is pure: text in, text out, no clock and no local time zone. A text that is not what it should be
 * gives `null` or `false`; only an addition that leaves the permitted span throws.
 */
import { Temporal } from 'temporal-polyfill'
import { createLru } from '../lru.ts'
import type { Instant } from '../model/json.ts'

/** How far a single addition may lead, in either direction. */
const LONGEST_YEARS = 10
const LONGEST_TEXT = 100
const MOST_REPETITIONS = 1_000
/** So near that it is certainly within them. */
const NEAR_MS = 9 * 365 * 24 * 60 * 60 * 1000

// ISO 8601-1:2019 §5.5.2.4; weeks may stand beside the others, as Temporal reads them.
const DURATION =
  /^[+-]?P(?=[\d]|T\d)(?:\d{1,9}Y)?(?:\d{1,9}M)?(?:\d{1,9}W)?(?:\d{1,9}D)?(?:T(?=\d)(?:\d{1,9}(?:[.,]\d{1,9}(?=H$))?H)?(?:\d{1,9}(?:[.,]\d{1,9}(?=M$))?M)?(?:\d{1,9}(?:[.,]\d{1,9})?S)?)?$/

/** Whether `text` is an ISO 8601 duration, e.g. `PT30M`, `P1M2D`, `PT0.5S`; a sign is allowed, as FEEL writes it. */
export function isDuration(text: string): boolean {
  return text.length <= LONGEST_TEXT && DURATION.test(text)
}

/**
 * Adds a duration: years and months by the calendar in UTC (31 January + P1M is the last of February), the rest exactly.
 *
 * @param times how often it is added; for years and months `times` are added at once, so that 31 January + 2 × P1M is 31 March
 * @throws RangeError when the text is no duration, or the result is more than 10 years away
 */
export function addDuration(at: Instant, duration: string, times = 1): Instant {
  const quickly = addExactly(at, duration, times)
  if (quickly !== null) return quickly
  const start = Temporal.Instant.from(at).toZonedDateTimeISO('UTC')
  const step = read(duration)
  if (!Number.isSafeInteger(times)) throw new RangeError(`Expected a whole number of times, but got ${times}.`)

  let end: Temporal.ZonedDateTime
  try {
    end = start.add(multiply(step, times))
  } catch {
    throw tooFar(at, duration, times)
  }
  const tooLate = Temporal.ZonedDateTime.compare(end, start.add({ years: LONGEST_YEARS })) > 0
  const tooEarly = Temporal.ZonedDateTime.compare(end, start.subtract({ years: LONGEST_YEARS })) < 0
  if (tooLate || tooEarly) throw tooFar(at, duration, times)
  return toText(end.toInstant())
}

/** Milliseconds of durations seen lately; null for those that only a calendar can tell. */
const exact = createLru<{ readonly ms: number | null }>(1000)

/** Most terms and pauses are so many days, hours or seconds: a number, with no calendar to ask. */
function addExactly(at: Instant, duration: string, times: number): Instant | null {
  if (at.length !== 24 || duration.length > LONGEST_TEXT) return null
  const { ms } = exact.getOrMake(duration, () => ({ ms: exactMilliseconds(duration) }))
  if (ms === null || !Number.isSafeInteger(times) || Math.abs(ms * times) > NEAR_MS) return null
  const end = new Date(Date.parse(at) + ms * times)
  return Number.isNaN(end.getTime()) ? null : end.toISOString()
}

function exactMilliseconds(duration: string): number | null {
  const { years, months, weeks, days, hours, minutes, seconds, milliseconds, microseconds, nanoseconds } =
    read(duration)
  if (years !== 0 || months !== 0 || microseconds !== 0 || nanoseconds !== 0) return null
  const ms = ((((weeks * 7 + days) * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000 + milliseconds
  return Number.isSafeInteger(ms) ? ms : null
}

/** A repeating interval: `repetitions` null is without end, `start` null is "from when it is set". */
export interface Cycle {
  readonly repetitions: number | null
  readonly start: Instant | null
  /** ISO 8601 duration of at least one second. */
  readonly interval: string
}

/**
 * Reads `R3/PT1H`, `R/PT1H`, `R3/2026-01-01T00:00:00Z/PT1H`, and with the end of the first period
 * `R3/2026-01-01T00:00:00Z/2026-01-01T01:00:00Z`.
 *
 * @returns null when it is none, repeats more than 1,000 times, or its interval is under one second or over 10 years
 */
export function readCycle(text: string): Cycle | null {
  if (text.length > LONGEST_TEXT) return null
  const parts = text.split('/')
  const [repeat, last] = [parts[0], parts.at(-1)]
  if (parts.length < 2 || parts.length > 3 || repeat === undefined || last === undefined) return null
  if (!/^R\d{0,4}$/.test(repeat)) return null
  const repetitions = repeat === 'R' ? null : Number(repeat.slice(1))
  if (repetitions !== null && (repetitions < 1 || repetitions > MOST_REPETITIONS)) return null

  const start = parts.length === 3 ? readInstant(parts[1] ?? '') : null
  if (parts.length === 3 && start === null) return null
  const interval = start === null ? last : (periodUntil(start, last) ?? last)
  return isInterval(interval) ? { repetitions, start, interval } : null
}

function periodUntil(start: Instant, text: string): string | null {
  const end = readInstant(text)
  return end === null ? null : `PT${(Date.parse(end) - Date.parse(start)) / 1000}S`
}

/**
 * Reads a moment: RFC 3339 or ISO 8601 date-time with offset, `Z` or `[Europe/Riga]`; without any of these it is taken
 * as UTC, and a plain date as the start of that day in UTC.
 *
 * @returns the instant in UTC with milliseconds, or null when the text is none
 */
export function readInstant(text: string): Instant | null {
  if (text.length > LONGEST_TEXT || !/^\d{4}-\d{2}-\d{2}(?:$|[Tt ]\d{2}:\d{2})/.test(text)) return null
  try {
    return toText(toInstant(text))
  } catch {
    return null
  }
}

function toInstant(text: string): Temporal.Instant {
  if (text.includes('[')) return Temporal.ZonedDateTime.from(text, { offset: 'reject' }).toInstant()
  if (/(?:[Zz]|[+-]\d{2}(?::?\d{2})?)$/.test(text.slice(10))) return Temporal.Instant.from(text)
  return Temporal.PlainDateTime.from(text).toZonedDateTime('UTC').toInstant()
}

/** Whether `text` is a duration that leads forward and may be added to any day: not negative, at most 10 years. */
export function isWaitingTime(text: string): boolean {
  return leadsTo(text, 'PT0S')
}

function isInterval(text: string): boolean {
  return leadsTo(text, 'PT1S')
}

function leadsTo(text: string, shortest: string): boolean {
  if (!isDuration(text)) return false
  // The shortest ten years there are: 2100 is no leap year.
  const from = '2097-01-01T00:00:00.000Z'
  try {
    return addDuration(from, text) >= addDuration(from, shortest)
  } catch {
    return false
  }
}

function read(duration: string): Temporal.Duration {
  if (!isDuration(duration)) {
    throw new RangeError(
      `Expected an ISO 8601 duration such as "PT30M" or "P5D", but got "${duration.slice(0, LONGEST_TEXT)}".`,
    )
  }
  return Temporal.Duration.from(duration)
}

function multiply(duration: Temporal.Duration, times: number): Temporal.DurationLike {
  return {
    years: duration.years * times,
    months: duration.months * times,
    weeks: duration.weeks * times,
    days: duration.days * times,
    hours: duration.hours * times,
    minutes: duration.minutes * times,
    seconds: duration.seconds * times,
    milliseconds: duration.milliseconds * times,
    microseconds: duration.microseconds * times,
    nanoseconds: duration.nanoseconds * times,
  }
}

function tooFar(at: Instant, duration: string, times: number): RangeError {
  const added = times === 1 ? `"${duration}"` : `${times} × "${duration}"`
  return new RangeError(`Expected a time at most ${LONGEST_YEARS} years from ${at}, but adding ${added} leads further.`)
}

/** Milliseconds always stand there, so that texts sort as they read. */
function toText(instant: Temporal.Instant): Instant {
  return instant.toString({ smallestUnit: 'millisecond' })
}
