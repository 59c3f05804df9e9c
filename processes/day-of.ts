/** Days of the institutions' own time. */
import { Temporal } from 'temporal-polyfill'

const ZONE = 'Europe/Riga'

/** @returns the day on which a moment falls, e.g. `2026-03-12` */
export function dayOf(at: Date): string {
  return zoned(at).toPlainDate().toString()
}

/** @returns the moment so many calendar months before */
export function monthsBefore(at: Date, months: number): Date {
  return new Date(zoned(at).subtract({ months }).epochMilliseconds)
}

/** @returns the last calendar month that is over, e.g. `2026-02` */
export function lastClosedMonth(at: Date): string {
  return zoned(at).toPlainDate().toPlainYearMonth().subtract({ months: 1 }).toString()
}

function zoned(at: Date): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(ZONE)
}
