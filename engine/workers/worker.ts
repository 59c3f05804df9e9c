/**
 * What moves without a person: a worker finds due work and sends a command for each; it changes nothing itself.
 *
 * It looks when it is nudged after a commit, and every second in any case. A command that fails is counted and put
 * aside, so that one poisoned row never blocks the others; when the database itself cannot work the worker waits, longer
 * each time, and goes on.
 */
import { StoreUnavailable } from '../model/errors.ts'
import { reasonOf } from '../model/reason-of.ts'
import type { Log } from '../ports.ts'

/** One kind of due work. */
export interface Work<Item> {
  /** For the log, e.g. `due-timers`. */
  readonly name: string
  /** What is due now, the most urgent first. */
  find(limit: number): Promise<readonly Item[]>
  /** Sends the command. */
  run(item: Item): Promise<void>
  /** Counts the failure in a transaction of its own and puts the row aside. */
  failed(item: Item, error: unknown): Promise<void>
}

/** One loop over one kind of due work. */
export interface Worker {
  start(): void
  /** There may be something to do. */
  nudge(): void
  /** Does what is due now. @returns how many commands were sent */
  round(): Promise<number>
  /** Takes nothing more and resolves when the running command is done. */
  stop(): Promise<void>
}

const BATCH = 50
const POLL_MS = 1000
const LONGEST_PAUSE_MS = 30_000

/** @param afterRound called when a round has done something */
export function createWorker<Item>(work: Work<Item>, log: Log, afterRound: () => void): Worker {
  const end = new AbortController()
  let loop: Promise<void> | null = null
  let running: Promise<unknown> = Promise.resolve()
  let nudged = false
  let wake = (): void => {}

  async function doRound(): Promise<number> {
    const items = await work.find(BATCH)
    let sent = 0
    for (const item of items) {
      if (end.signal.aborted) break
      if (await handle(item)) sent += 1
    }
    if (sent > 0) afterRound()
    return sent
  }

  /** @returns whether the item is done or put aside; one that is neither comes again with the next look */
  async function handle(item: Item): Promise<boolean> {
    try {
      await work.run(item)
      return true
    } catch (error) {
      if (error instanceof StoreUnavailable) throw error
      try {
        await work.failed(item, error)
        return true
      } catch (fault) {
        if (fault instanceof StoreUnavailable) throw fault
        log.error({ worker: work.name, error: String(error), fault: String(fault) }, 'cannot put aside')
        return false
      }
    }
  }

  /** One round at a time, whoever asks. */
  function round(): Promise<number> {
    const next = running.then(doRound, doRound)
    running = next.catch(() => {})
    return next
  }

  async function run(): Promise<void> {
    let failures = 0
    while (!end.signal.aborted) {
      nudged = false
      let pause = POLL_MS
      try {
        if ((await round()) > 0) pause = 0
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
      await running
    },
  }
}
