/** The institution's calendar of events: when its simulated time begins, and when its server stands still. */
import type { Instant } from '../../engine/model/json.ts'
import type { YearOptions } from './run.ts'

const DAY_MS = 86_400_000

/** A Monday, before the holidays of Easter. */
const FROM = '2026-03-09T06:00:00.000Z'

/** A stretch of time in which the engine is closed. */
export interface Downtime {
  readonly from: Instant
  /** When it opens again. */
  readonly to: Instant
}

/** Each stretches over moments at which much begins by itself: the first of a month, of a quarter, of a half-year, of a year. */
const DOWNTIMES: readonly Downtime[] = [
  { from: '2026-03-31T15:00:00.000Z', to: '2026-04-02T06:00:00.000Z' },
  { from: '2026-06-30T18:00:00.000Z', to: '2026-07-07T06:00:00.000Z' },
  { from: '2026-12-30T10:00:00.000Z', to: '2027-01-11T06:00:00.000Z' },
]

/** What was begun is finished in these days; a plan takes weeks, and a debt a quarter of a year. */
const finishing = (days: number): number => (days > 31 ? 90 : 40)

/** So many days from the beginning, and as many more as it takes to finish what was begun. */
export function storyOf(days: number, seed: string): YearOptions {
  const after = (count: number): Instant => new Date(Date.parse(FROM) + count * DAY_MS).toISOString()
  return {
    seed,
    from: FROM,
    until: after(days),
    end: after(days + finishing(days)),
    downtimes: DOWNTIMES,
    applicationsADay: days > 31 ? 6 : 5,
    disturbancesAMonth: 4,
  }
}
