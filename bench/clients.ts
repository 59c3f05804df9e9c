/**
 * Clients that run whole instances one after the other: start, eight completions, next. Only completions are counted;
 * the time of the starts is in the measured time, for everybody who is measured.
 */
import { setTimeout as pause } from 'node:timers/promises'

export interface ClientSettings {
  readonly clients: number
  readonly seconds: number
  readonly warmUpSeconds: number
}

/** One run. */
export interface Measured {
  readonly completionsPerSecond: number
  /** From the moment at which a client tells it to that at which it is acknowledged. */
  readonly p50ms: number
  readonly p99ms: number
  /** How often a client was told to come again later; it did, and the whole time is in its wait. */
  readonly refused: number
}

/** Tells something until it is taken. */
export type Tell = <Answer>(work: () => Answer | Promise<Answer>) => Promise<Answer>

/** What a client does with one instance: everything in order, each completion inside `complete`, the rest in `tell`. */
export type RunInstance = (number: number, complete: Tell, tell: Tell) => Promise<void>

/** How long to wait after an error that means "not now"; null for any other. */
export type RetryAfter = (error: unknown) => number | null

/**
 * Lets clients run until the time is over. What is acknowledged during the warm-up or after the end is not counted, so
 * a run that is cut in the middle of an instance gives the same rate as a whole one.
 */
export async function runClients(
  settings: ClientSettings,
  runInstance: RunInstance,
  retryAfterMs: RetryAfter = () => null,
): Promise<Measured> {
  const { clients, seconds, warmUpSeconds } = settings
  const waits: number[] = []
  const from = performance.now() + warmUpSeconds * 1000
  const until = from + seconds * 1000
  let instances = 0
  let refused = 0

  const tell: Tell = async (work) => {
    for (;;) {
      try {
        return await work()
      } catch (error) {
        const pauseMs = retryAfterMs(error)
        if (pauseMs === null) throw error
        refused += 1
        await pause(pauseMs)
      }
    }
  }
  const complete: Tell = async (work) => {
    const asked = performance.now()
    const answer = await tell(work)
    const acknowledged = performance.now()
    if (acknowledged >= from && acknowledged < until) waits.push(acknowledged - asked)
    return answer
  }
  const client = async (): Promise<void> => {
    while (performance.now() < until) await runInstance(instances++, complete, tell)
  }
  await Promise.all(Array.from({ length: clients }, client))

  waits.sort((a, b) => a - b)
  return {
    completionsPerSecond: waits.length / seconds,
    p50ms: percentile(waits, 0.5),
    p99ms: percentile(waits, 0.99),
    refused,
  }
}

/** The value that so large a share of the sorted values does not pass. */
export function percentile(sorted: readonly number[], share: number): number {
  const value = sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)]
  if (value === undefined) throw new Error('Expected something to have been acknowledged in time, but nothing was.')
  return value
}

/** Takes the elements of a list in turns: which one is it for this number? */
export function inTurns<Element>(list: readonly Element[], number: number): Element {
  const element = list[number % list.length]
  if (element === undefined) throw new Error('Expected a list with something in it, but it is empty.')
  return element
}
