/** Tells people of what is new, every few seconds, while the server runs. */
import type { Log } from '../../engine/ports.ts'
import type { Telling } from './telling.ts'

const EVERY_MS = 5000

export class TellingWorker {
  private readonly telling: Telling
  private readonly institutionId: string
  private readonly log: Log
  private timer: NodeJS.Timeout | undefined
  private running: Promise<void> = Promise.resolve()
  private stopped = false

  constructor(telling: Telling, institutionId: string, log: Log) {
    this.telling = telling
    this.institutionId = institutionId
    this.log = log
  }

  start(): void {
    this.running = this.round().finally(() => {
      if (this.stopped) return
      this.timer = setTimeout(() => this.start(), EVERY_MS).unref()
    })
  }

  /** Resolves when what runs is done. */
  async stop(): Promise<void> {
    this.stopped = true
    clearTimeout(this.timer)
    await this.running
  }

  /** What fails is told of the next time: the part stays begun. */
  private async round(): Promise<void> {
    try {
      await this.telling.run(this.institutionId)
    } catch (error) {
      this.log.warn({ error: String(error) }, 'telling people of their work failed')
    }
  }
}
