import type { Clock, Log } from '../ports.ts'
import { reasonOf } from '../model/reason-of.ts'

const MEASURED_EVERY_MS = 60_000
const ROUND_TRIPS = 5
/** Worth a word to whoever looks after the machine's clock. */
const NOTEWORTHY_MS = 1000

/** A clock that follows another. */
export interface FollowingClock extends Clock {
  stop(): void
}

/**
 * A clock that shows the database's time, so that all nodes agree on what is due. What lies between it and the node's
 * clock is measured at once and again each minute.
 *
 * @param time what the database's clock shows, in milliseconds since 1970
 */
export async function followDatabaseClock(
  clock: Clock,
  time: () => Promise<number>,
  log: Log,
): Promise<FollowingClock> {
  let offsetMs = await measureOffset(clock, time)
  const tell = (): void => {
    if (Math.abs(offsetMs) >= NOTEWORTHY_MS)
      log.warn({ offsetMs: Math.round(offsetMs) }, "This machine's clock differs from the database's, which counts.")
  }
  tell()
  const measure = async (): Promise<void> => {
    try {
      offsetMs = await measureOffset(clock, time)
      tell()
    } catch (error) {
      log.warn({ error: reasonOf(error) }, "The database's clock could not be read; the last offset stays.")
    }
  }
  const timer = setInterval(() => void measure(), MEASURED_EVERY_MS)
  timer.unref()
  return {
    now: () => new Date(clock.now().getTime() + Math.round(offsetMs)),
    stop: () => clearInterval(timer),
  }
}

/**
 * How far the database's clock is ahead, in milliseconds: of several questions the one that was answered the quickest
 * says it best, its answer being made half-way.
 */
export async function measureOffset(clock: Clock, time: () => Promise<number>): Promise<number> {
  let best = { tookMs: Infinity, offsetMs: 0 }
  for (let trip = 0; trip < ROUND_TRIPS; trip++) {
    const from = clock.now().getTime()
    const shown = await time()
    const until = clock.now().getTime()
    const tookMs = until - from
    if (tookMs < best.tookMs) best = { tookMs, offsetMs: shown - (from + until) / 2 }
  }
  return best.offsetMs
}
