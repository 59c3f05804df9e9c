/**
 * Housekeeping: takes away what nobody needs any more, a little at a time. Nodes that do it at the same time do no harm:
 * what is gone is gone.
 */
import type { Log } from '../engine/ports.ts'

/** One kind of thing that grows old. */
export interface Chore {
  readonly name: string
  /** @returns how many were taken away; as many as the limit: there may be more */
  sweep(limit: number): Promise<number>
}

const EVERY_MS = 15 * 60_000
/** In one transaction: nobody who works should notice. */
const AT_A_TIME = 100
const REST_MS = 200

export class Housekeeping {
  private readonly chores: readonly Chore[]
  private readonly log: Log
  private timer: NodeJS.Timeout | undefined
  private running: Promise<void> = Promise.resolve()
  private readonly stopping = new AbortController()

  constructor(chores: readonly Chore[], log: Log) {
    this.chores = chores
    this.log = log
  }

  /** Begins now and goes on from time to time. */
  start(): void {
    const round = (): void => {
      this.running = this.sweep().finally(() => {
        if (this.stopping.signal.aborted) return
        this.timer = setTimeout(round, EVERY_MS)
        // A house that has nothing else to do may close.
        this.timer.unref()
      })
    }
    round()
  }

  /** Once through everything. A chore that fails is tried again the next time, and keeps no other from being done. */
  async sweep(): Promise<void> {
    for (const chore of this.chores) {
      try {
        let removed = 0
        for (let done = AT_A_TIME; done === AT_A_TIME && !this.stopping.signal.aborted; removed += done) {
          done = await chore.sweep(AT_A_TIME)
          if (done === AT_A_TIME) await new Promise((resolve) => setTimeout(resolve, REST_MS))
        }
        if (removed > 0) this.log.info({ chore: chore.name, removed }, 'old things removed')
      } catch (error) {
        this.log.warn({ chore: chore.name, error: String(error) }, 'housekeeping failed')
      }
    }
  }

  /** Resolves when what runs is done. */
  async stop(): Promise<void> {
    this.stopping.abort()
    clearTimeout(this.timer)
    await this.running
  }
}
