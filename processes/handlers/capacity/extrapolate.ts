/** Going on with a series of months: a straight line through it, and the shape of the year on top. Pure. */

/** Fewer months say nothing of a direction. */
const TREND_FROM = 3
/** Fewer cannot tell the season from chance. */
const SEASON_FROM = 24
const YEAR = 12

/**
 * @param history amounts of consecutive full months, oldest first; the last one is the month before the first to come
 * @param firstMonth 1–12, the calendar month of the first to come
 * @returns amounts of the months to come, never negative; the mean where the history is too short for a trend
 */
export function extrapolate(history: readonly number[], firstMonth: number, months: number): readonly number[] {
  const { start, slope } = lineThrough(history)
  const seasons = seasonsOf(history, firstMonth, (at) => start + slope * at)
  return Array.from({ length: months }, (_, at) => {
    const trend = Math.max(start + slope * (history.length + at), 0)
    return trend * (seasons.get((firstMonth - 1 + at) % YEAR) ?? 1)
  })
}

/** Level where there are too few months. */
function lineThrough(history: readonly number[]): { readonly start: number; readonly slope: number } {
  const count = history.length
  const mean = count === 0 ? 0 : history.reduce((sum, amount) => sum + amount, 0) / count
  if (count < TREND_FROM) return { start: mean, slope: 0 }
  const slope = count < SEASON_FROM ? leastSquares(history, mean) : yearOnYear(history)
  return { start: mean - (slope * (count - 1)) / 2, slope }
}

function leastSquares(history: readonly number[], mean: number): number {
  const middle = (history.length - 1) / 2
  const spread = history.reduce((sum, _, at) => sum + (at - middle) ** 2, 0)
  return history.reduce((sum, amount, at) => sum + (at - middle) * (amount - mean), 0) / spread
}

/** Each month against the same one a year earlier: a peak at one end of the series leans it neither way. */
function yearOnYear(history: readonly number[]): number {
  const differences = history.slice(YEAR).map((amount, at) => amount - (history[at] ?? 0))
  return differences.reduce((sum, one) => sum + one, 0) / differences.length / YEAR
}

/** Calendar month from 0 → its share of the trend; on the mean over the year they leave the trend as it is. */
function seasonsOf(
  history: readonly number[],
  firstMonth: number,
  trendAt: (at: number) => number,
): ReadonlyMap<number, number> {
  if (history.length < SEASON_FROM) return new Map()
  const shares = new Map<number, number[]>()
  history.forEach((amount, at) => {
    const trend = trendAt(at)
    if (trend <= 0) return
    const month = (((firstMonth - 1 - history.length + at) % YEAR) + YEAR) % YEAR
    shares.set(month, [...(shares.get(month) ?? []), amount / trend])
  })
  const means = [...shares].map(([month, all]) => [month, all.reduce((sum, one) => sum + one, 0) / all.length] as const)
  const mean = means.reduce((sum, [, share]) => sum + share, 0) / means.length
  return new Map(means.map(([month, share]) => [month, mean > 0 ? share / mean : 1]))
}
