import { type Instant, isObject, type Json, type Variables } from '../model/json.ts'

/** What a figure looks at: fields by path. */
export type Subject = Variables

/** What figures need to know beside the subject. */
export interface MeasuringContext {
  readonly timeZone: string
  /** Minutes of working time between two instants. */
  readonly workingMinutes: (from: Instant, to: Instant) => number
}

/** @returns null where there is nothing; through a list, the list of what its items have there */
export function fieldOf(subject: Subject, path: string): Json {
  let value: Json = subject
  const names = path.split('.')
  for (const [index, name] of names.entries()) {
    if (Array.isArray(value)) {
      const rest = names.slice(index).join('.')
      const found = value.map((item: Json) => (isObject(item) ? fieldOf(item, rest) : null))
      return found.filter((one) => one !== null)
    }
    if (typeof value !== 'object' || value === null || Array.isArray(value) || !Object.hasOwn(value, name)) return null
    value = (value as Variables)[name] ?? null
  }
  return value
}

const days = new Map<string, Intl.DateTimeFormat>()

/** The day of an instant in a time zone, `YYYY-MM-DD`; a date is its own day, a month its first. @returns null for what is no instant */
export function dayOf(value: Json, timeZone: string): string | null {
  if (typeof value !== 'string' || !isTime(value)) return null
  if (value.length === DATE_LENGTH) return value
  if (value.length === MONTH_LENGTH) return `${value}-01`
  const time = Date.parse(value)
  if (Number.isNaN(time)) return null
  let format = days.get(timeZone)
  // The calendar of Sweden writes ISO 8601.
  if (!format) days.set(timeZone, (format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' })))
  return format.format(time)
}

const DATE_LENGTH = 10
const MONTH_LENGTH = 7

/** A month, a date, or an instant. */
export const isTime = (value: string): boolean => /^\d{4}-\d\d($|-\d\d(T|$))/.test(value)

/** Whether it is a month or date without a time. */
export const isDate = (value: string): boolean => value.length <= DATE_LENGTH && isTime(value)
