/**
 * Working time and a clock told minute by minute, for comparison: no spans, no leaps, and the local time from another
 * library than the one that is tested.
 */
import type { WorkingCalendarJson } from '../../engine/time/working-calendar.ts'

const MINUTE = 60_000
const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const

/** Whole minutes since 1970. */
export const minuteOf = (instant: string): number => Date.parse(instant) / MINUTE
export const instantOf = (minute: number): string => new Date(minute * MINUTE).toISOString()

/** Whether the minute that begins there is working time. */
export type IsOpen = (minute: number) => boolean

export function minuteModel(calendar: WorkingCalendarJson): IsOpen {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone: calendar.timezone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  })
  // Clocks change on the hour; so one look for each hour is enough.
  const offsets = new Map<number, number>()
  const offsetOf = (hour: number): number => {
    const known = offsets.get(hour)
    if (known !== undefined) return known
    const parts = Object.fromEntries(format.formatToParts(hour * 3_600_000).map(({ type, value }) => [type, value]))
    const local = Date.UTC(
      Number(parts['year']),
      Number(parts['month']) - 1,
      Number(parts['day']),
      Number(parts['hour']),
      Number(parts['minute']),
    )
    const offset = (local - hour * 3_600_000) / MINUTE
    offsets.set(hour, offset)
    return offset
  }
  const days = new Map<number, readonly (readonly [number, number])[]>()
  const hoursOf = (day: number): readonly (readonly [number, number])[] => {
    const known = days.get(day)
    if (known) return known
    const date = new Date(day * 86_400_000)
    const text = date.toISOString().slice(0, 10)
    const weekday = DAYS[date.getUTCDay()] ?? 'sun'
    const hours =
      calendar.exceptions?.[text] ?? (calendar.holidays.includes(text) ? [] : (calendar.week[weekday] ?? []))
    const spans = hours.map(([opens, closes]) => [timeOf(opens), timeOf(closes)] as const)
    days.set(day, spans)
    return spans
  }
  return (minute) => {
    const local = minute + offsetOf(Math.floor(minute / 60))
    const day = Math.floor(local / 1440)
    const time = local - day * 1440
    return hoursOf(day).some(([opens, closes]) => opens <= time && time < closes)
  }
}

const timeOf = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3))

/** A clock that counts open minutes in which it does not stand; `used` before the minute `at`. */
export function usedBefore(isOpen: IsOpen, start: number, at: number, stands: (minute: number) => boolean): number {
  let used = 0
  for (let minute = start; minute < at; minute++) if (isOpen(minute) && !stands(minute)) used += 1
  return used
}

/** The end of the minute with which the clock has counted so many. */
export function reached(isOpen: IsOpen, start: number, target: number, stands: (minute: number) => boolean): number {
  let used = 0
  for (let minute = start; ; minute++) {
    if (isOpen(minute) && !stands(minute)) used += 1
    if (used === target) return minute + 1
  }
}
