import { Temporal } from 'temporal-polyfill'

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

/** @throws RangeError with a sentence naming what is wrong */
export function checkCalendar(json: WorkingCalendarJson): void {
  const where = `calendar "${json.id}"`
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(json.timezone)
  } catch {
    throw new RangeError(`Expected ${where} to name a time zone such as "Europe/Riga", but "${json.timezone}" is none.`)
  }

  for (const day of Object.keys(json.week)) {
    if (!WEEKDAYS.some((weekday) => weekday === day))
      throw new RangeError(`Expected the days ${WEEKDAYS.join(', ')} in ${where}, but found "${day}".`)
  }
  const week = WEEKDAYS.map((day) => [day, json.week[day] ?? []] as const)
  const exceptions = Object.entries(json.exceptions ?? {})
  for (const [day, hours] of [...week, ...exceptions]) checkHours(hours, `${where}, ${day}`)
  if (week.every(([, hours]) => hours.length === 0))
    throw new RangeError(`Expected ${where} to have working time in its week, but there is none.`)

  if (json.holidays.length + exceptions.length > MOST_DATES)
    throw new RangeError(`Expected at most ${MOST_DATES} holidays and exceptions in ${where}, but there are more.`)
  for (const date of [...json.holidays, ...exceptions.map(([day]) => day)]) {
    if (!isDate(date)) throw new RangeError(`Expected dates such as "2026-01-01" in ${where}, but found "${date}".`)
  }
}

function checkHours(hours: DayHours, where: string): void {
  if (hours.length > MOST_SPANS)
    throw new RangeError(`Expected at most ${MOST_SPANS} spans of hours in ${where}, but there are ${hours.length}.`)
  let last = 0
  for (const [index, [opens, closes]] of hours.entries()) {
    for (const time of [opens, closes]) {
      if (!/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/.test(time))
        throw new RangeError(`Expected times such as "08:30" in ${where}, but found "${time}".`)
    }
    const [start, end] = [minutesOf(opens), minutesOf(closes)]
    if (end <= start || (index > 0 && start < last))
      throw new RangeError(
        `Expected hours in order in ${where}, but "${opens}–${closes}" is not after what stands before it.`,
      )
    last = end
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
