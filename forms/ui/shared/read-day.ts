/** A day that was entered in three fields: `<name>-day`, `-month`, `-year`. */
import { Temporal } from 'temporal-polyfill'
import type { Instant } from '../../../engine/model/json.ts'

const ZONE = 'Europe/Riga'

/** @returns when that day begins in Latvia; null where it is no day */
export function readDay(fields: URLSearchParams, name: string): Instant | null {
  const part = (key: string): number => {
    const text = (fields.get(`${name}-${key}`) ?? '').trim()
    return /^\d{1,4}$/.test(text) ? Number(text) : NaN
  }
  try {
    const date = Temporal.PlainDate.from(
      { year: part('year'), month: part('month'), day: part('day') },
      { overflow: 'reject' },
    )
    return new Date(date.toZonedDateTime(ZONE).epochMilliseconds).toISOString()
  } catch {
    return null
  }
}
