import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Door } from '../workload/door.ts'
import { keepTrackOf, killAndWait } from './children.ts'
import { type Answers, LOADED, type Order, type Report, type WithoutId } from './line-protocol.ts'
import type { VictimOptions } from './open-victim.ts'

const script = fileURLToPath(new URL('victim.ts', import.meta.url))
const root = fileURLToPath(new URL('../../..', import.meta.url))

/** Lines of a victim's complaints that are kept for the report of a failed run. */
const COMPLAINTS_KEPT = 20

interface Waiting {
  readonly resolve: (report: Report | null) => void
}

/**
 * A victim in a process of its own. It has loaded everything when it is made, and touches no database before it is
 * opened: the next one can be made while this one still works.
 */
export class RemoteVictim implements Door {
  private readonly child: ChildProcessWithoutNullStreams
  private readonly waiting = new Map<number, Waiting>()
  private readonly complaints: string[] = []
  private counter = 0
  private gone = false
  private killed = false

  /** Resolves when it has loaded everything, and rejects when it ended before. */
  readonly loaded: Promise<void>

  /** @param around a program that runs it, e.g. in a place of its own */
  constructor(around: readonly string[] = []) {
    const [program, ...before] = [...around, process.execPath, '--import', 'tsx', script]
    this.child = keepTrackOf(spawn(program, before, { cwd: root, stdio: 'pipe' }))
    this.loaded = new Promise((resolve, reject) => {
      const failed = (): void => reject(new Error(`Expected the victim to load, but it ended.\n${this.lastWords}`))
      this.waiting.set(LOADED, { resolve: (report) => (report === null ? failed() : resolve()) })
    })
    this.loaded.catch(() => {})
    createInterface({ input: this.child.stdout }).on('line', (line) => this.read(JSON.parse(line) as Report))
    createInterface({ input: this.child.stderr }).on('line', (line) => {
      this.complaints.push(line)
      if (this.complaints.length > COMPLAINTS_KEPT) this.complaints.shift()
    })
    // What it had answered before its end is read before this comes.
    this.child.once('close', () => this.end())
    this.child.stdin.on('error', () => {})
  }

  get isGone(): boolean {
    return this.gone
  }

  /** We killed it; else, if it is gone, it ended by itself. */
  get isKilled(): boolean {
    return this.killed
  }

  get pid(): number {
    return this.child.pid ?? 0
  }

  /** Its last error lines. */
  get lastWords(): string {
    return this.complaints.join('\n')
  }

  /** @throws Error when it cannot open */
  async open(options: VictimOptions): Promise<void> {
    const opened = await this.order({ do: 'open', options })
    if (opened === undefined) throw new Error(`Expected the victim to open, but it ended.\n${this.lastWords}`)
  }

  async tell(told: Parameters<Door['tell']>[0]): ReturnType<Door['tell']> {
    return (await this.order({ do: 'tell', told })) ?? { kind: 'unknown', reason: 'the victim is gone' }
  }

  async openTasks(rootInstanceId: string): ReturnType<Door['openTasks']> {
    return (await this.order({ do: 'open-tasks', rootInstanceId })) ?? []
  }

  async isOver(processInstanceId: string): ReturnType<Door['isOver']> {
    return (await this.order({ do: 'is-over', processInstanceId })) ?? null
  }

  /** kill -9: as a power cut would end it, as far as a process can tell. */
  async kill(): Promise<void> {
    this.gone = this.killed = true
    await killAndWait(this.child)
  }

  /** Stops it in the middle of whatever it does; `thaw` lets it go on as if no time had passed. */
  freeze(): void {
    this.child.kill('SIGSTOP')
  }

  thaw(): void {
    this.child.kill('SIGCONT')
  }

  /** An orderly end. */
  async close(): Promise<void> {
    await this.order({ do: 'close' })
    this.child.stdin.end()
    await killAndWait(this.child)
  }

  /** @returns undefined when the victim went before it answered */
  private async order<Kind extends Order['do']>(
    order: WithoutId<Order> & { readonly do: Kind },
  ): Promise<Answers[Kind] | undefined> {
    if (this.gone) return undefined
    const id = ++this.counter
    const report = await new Promise<Report | null>((resolve) => {
      this.waiting.set(id, { resolve })
      this.child.stdin.write(`${JSON.stringify({ ...order, id })}\n`)
    })
    if (report === null) return undefined
    if (report.failed !== undefined) throw new Error(`Expected the victim to obey, but: ${report.failed}`)
    return report.answer as Answers[Kind]
  }

  private read(report: Report): void {
    const waiting = this.waiting.get(report.id)
    this.waiting.delete(report.id)
    waiting?.resolve(report)
  }

  private end(): void {
    this.gone = true
    for (const { resolve } of this.waiting.values()) resolve(null)
    this.waiting.clear()
  }
}
