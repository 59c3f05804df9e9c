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

/**
 * The periods that are over, by how often something is measured; the newest first. Where measuring runs by quarters the months
 * of the quarter that is over are the last ones that can be known.
 */
export function lastClosedPeriods(at: Date): {
  readonly monthly: readonly string[]
  readonly quarterly: readonly string[]
  readonly yearly: readonly string[]
} {
  const month = zoned(at).toPlainDate().toPlainYearMonth()
  const inQuarter = (month.month - 1) % MONTHS_OF_A_QUARTER
  const endOfQuarter = month.subtract({ months: inQuarter + 1 })
  return {
    monthly: [...new Set([month.subtract({ months: 1 }).toString(), endOfQuarter.toString()])],
    quarterly: [`${endOfQuarter.year}-Q${endOfQuarter.month / MONTHS_OF_A_QUARTER}`],
    yearly: [String(month.year - 1)],
  }
}

const MONTHS_OF_A_QUARTER = 3

function zoned(at: Date): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(ZONE)
}
