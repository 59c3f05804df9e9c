import { addDuration } from '../time/iso8601.ts'
import type { Instant } from '../model/json.ts'

const LONGEST_PAUSE_SECONDS = 600

/** When to try again what has failed so many times: after 1 s, 4 s, 16 s … at most ten minutes. */
export function pauseAfter(now: Instant, attempts: number): Instant {
  const seconds = Math.min(4 ** Math.max(attempts - 1, 0), LONGEST_PAUSE_SECONDS)
  return addDuration(now, `PT${seconds}S`)
}
