import type { Instant } from '../model/json.ts'
import { addDuration } from './iso8601.ts'

/**
 * The first anchor + n × interval, n ≥ 1, after an instant. Counted from the anchor, so that a cycle keeps its hour after
 * downtime and monthly ones of the 31st stay at the end of the month.
 *
 * @param interval ISO 8601 duration of at least one second
 * @returns null when even one interval leads further than we count (see `addDuration`)
 */
export function nextPeriod(anchorAt: Instant, interval: string, after: Instant): Instant | null {
  for (let anchor = anchorAt; ;) {
    const passed = periodsPassed(anchor, interval, after)
    const next = addTimes(anchor, interval, passed + 1)
    if (next !== null || passed === 0) return next
    // We count ten years at a time; an anchor of long ago is moved along by whole periods.
    anchor = addTimes(anchor, interval, passed) ?? anchor
  }
}

/** How many periods have passed, as far as we count; found by halving, as they may be short and the time long. */
function periodsPassed(anchor: Instant, interval: string, after: Instant): number {
  const hasPassed = (times: number): boolean => {
    const time = addTimes(anchor, interval, times)
    return time !== null && time <= after
  }
  let high = 1
  while (hasPassed(high)) high *= 2
  let low = Math.floor(high / 2)
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (hasPassed(middle)) low = middle
    else high = middle
  }
  return low
}

function addTimes(anchor: Instant, interval: string, times: number): Instant | null {
  try {
    return addDuration(anchor, interval, times)
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}
