import type { CaseLookUp } from '../ports.ts'
import type { RecordUnit } from '../records/record-unit.ts'

/** A handler works inside a transaction that others share: everybody waits for it. */
const LONGEST_MS = 2_000
/** Longest wait for anything but its records, which is a wait for something outside. */
const LONGEST_WAIT_MS = 50

/** What a handler asks of the transaction that it is part of. */
export interface Lent {
  readonly records: RecordUnit
  readonly cases: CaseLookUp
}

/**
 * Calls a handler with records that are its own until its time is over: what it left running must not write into
 * another's transaction.
 *
 * @throws Error when it takes too long, or waits for anything but its records
 */
export async function withinLimits<T>(
  what: string,
  { records, cases }: Lent,
  call: (lent: Lent) => Promise<T>,
): Promise<T> {
  const watch = watchTime(what)
  let over = false
  const use = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    if (over)
      throw new Error(
        'Expected the handler to be done with its records when it returned, but it went on. Is an await missing?',
      )
    watch.pause()
    try {
      return await work()
    } finally {
      watch.resume()
    }
  }
  const lent: Lent = {
    records: {
      create: (...given) => use(() => records.create(...given)),
      update: (...given) => use(() => records.update(...given)),
      remove: (...given) => use(() => records.remove(...given)),
      get: (...given) => use(() => records.get(...given)),
      findBy: (...given) => use(() => records.findBy(...given)),
      list: (...given) => use(() => records.list(...given)),
      getMany: (...given) => use(() => records.getMany(...given)),
      related: (...given) => use(() => records.related(...given)),
      sums: (...given) => use(() => records.sums(...given)),
      nextNumber: (...given) => use(() => records.nextNumber(...given)),
      history: (...given) => use(() => records.history(...given)),
    },
    cases: {
      instance: (...given) => use(() => cases.instance(...given)),
      peopleAway: () => use(() => cases.peopleAway()),
      completedBy: (...given) => use(() => cases.completedBy(...given)),
      sums: (...given) => use(() => cases.sums(...given)),
      inForce: () => use(() => cases.inForce()),
      running: () => use(() => cases.running()),
      completed: (...given) => use(() => cases.completed(...given)),
      integrity: (...given) => use(() => cases.integrity(...given)),
    },
  }
  try {
    return await Promise.race([call(lent), watch.limit])
  } finally {
    over = true
    watch.stop()
  }
}

/** Two clocks: one for all of it, one that runs while no records are asked for. */
function watchTime(what: string) {
  let asked = 0
  let over = false
  let waiting: NodeJS.Timeout | undefined
  let reject = (_error: Error): void => {}
  const limit = new Promise<never>((_, refuse) => (reject = refuse))
  const end = (ms: number): NodeJS.Timeout =>
    setTimeout(() => {
      const message = `Expected ${what} to finish its work, but it was still waiting after ${ms} ms. It must not wait for anything outside.`
      reject(new Error(message))
    }, ms)
  const all = end(LONGEST_MS)
  const resume = (): void => {
    asked -= 1
    if (asked === 0 && !over) waiting = end(LONGEST_WAIT_MS)
  }
  const pause = (): void => {
    asked += 1
    clearTimeout(waiting)
  }
  waiting = end(LONGEST_WAIT_MS)
  return {
    limit,
    pause,
    resume,
    stop(): void {
      over = true
      clearTimeout(all)
      clearTimeout(waiting)
    },
  }
}
