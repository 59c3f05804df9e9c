/**
 * What moves without a person: a worker has due work found and done, some of it at a time, between people's commands.
 *
 * It looks when it is nudged after a commit, and every second in any case. What fails is counted and put aside, so that
 * one poisoned row never blocks the others; when the database itself cannot work the worker waits, longer each time, and
 * goes on.
 */
import { reasonOf } from '../model/reason-of.ts'
import type { Log } from '../ports.ts'
import type { DueWork, Round, Store } from '../store/store.ts'

/** One kind of due work. */
export interface Work<Item> extends DueWork<Item> {
  /** For the log, e.g. `due-timers`. */
  readonly name: string
  /** What follows a round outside of its transaction, when that is on disk. `stopping` is aborted when the worker is to stop. */
  outside?(stopping: AbortSignal): Promise<void>
}

/** One loop over one kind of due work. */
export interface Worker {
  start(): void
  /** There may be something to do. */
  nudge(): void
  /** Does some of what is due now. */
  round(): Promise<Round>
  /** Takes nothing more and resolves when the running round is done. */
  stop(): Promise<void>
}

const POLL_MS = 1000
const LONGEST_PAUSE_MS = 30_000

/** What a worker works with. */
export interface WorkerPorts {
  readonly store: Store
  readonly log: Log
  /** Called after each round that has done something. */
  readonly afterRound: (round: Round) => void
}

/** Makes a worker; it rests until `start`. */
export function createWorker<Item>(work: Work<Item>, { store, log, afterRound }: WorkerPorts): Worker {
  const end = new AbortController()
  let loop: Promise<void> | null = null
  let nudged = false
  let wake = (): void => {}

  async function round(): Promise<Round> {
    const done = await store.due(work)
    if (done.done > 0) afterRound(done)
    await work.outside?.(end.signal)
    return done
  }

  async function run(): Promise<void> {
    let failures = 0
    while (!end.signal.aborted) {
      nudged = false
      let pause = POLL_MS
      try {
        if ((await round()).done > 0) pause = 0
        failures = 0
      } catch (error) {
        failures += 1
        pause = Math.min(POLL_MS * 2 ** failures, LONGEST_PAUSE_MS)
        log.error({ worker: work.name, failures, error: reasonOf(error) }, 'worker waits')
      }
      if (pause > 0 && !end.signal.aborted && (!nudged || failures > 0)) await sleep(pause, failures === 0)
    }
  }

  function sleep(ms: number, nudgeable: boolean): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(done, ms)
      function done(): void {
        clearTimeout(timer)
        wake = () => {}
        resolve()
      }
      wake = () => {
        if (nudgeable || end.signal.aborted) done()
      }
    })
  }

  return {
    round,
    start() {
      loop ??= run()
    },
    nudge() {
      nudged = true
      wake()
    },
    async stop() {
      end.abort()
      wake()
      await loop
    },
  }
}
