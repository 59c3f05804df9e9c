import type { Clock } from '../../../engine/ports.ts'

/** The clock of the cases; it stands still until it is told to go on. */
export interface CaseClock extends Clock {
  goOn(time: {
    readonly days?: number
    readonly hours?: number
    readonly minutes?: number
    readonly seconds?: number
  }): void
}

/** @param beginning RFC 3339 */
export function caseClock(beginning: string): CaseClock {
  let now = Date.parse(beginning)
  return {
    now: () => new Date(now),
    goOn({ days = 0, hours = 0, minutes = 0, seconds = 0 }) {
      now += ((days * 24 + hours) * 60 + minutes) * 60_000 + seconds * 1000
    },
  }
}
