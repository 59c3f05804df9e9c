/**
 * One engine on one database, with everything in a schedule's hands that could make two runs differ: the clock, the
 * machine's time, ids, what handlers do, and the moment at which the process dies.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Engine, type Log, createEngine } from '../../../engine/index.ts'
import type { WriteConnection } from '../../../engine/store/writing/write-connection.ts'
import type { OpenDatabase } from '../../../engine/store/store-options.ts'
import { type CaseClock, caseClock } from '../machine/case-clock.ts'
import { type CrashPoint, type CrashingConnection, crashingConnection } from '../machine/crashing-connection.ts'
import { type MachineTime, holdMachineTime } from '../machine/machine-time.ts'
import { seededIds } from '../machine/seeded-ids.ts'
import type { Random } from '../random.ts'
import { LEDGER } from '../world/ledger.ts'
import { BEGINNING, type World } from '../world/world.ts'
import { ON_PURPOSE, createHandlers } from './handlers.ts'
import { openDatabase, storeOn } from './open-parts.ts'
import { type Snapshot, type Spectator, openSpectator } from './snapshot.ts'
import { type View, viewOf } from './view.ts'

/** Puts a fault between the writer and its database. */
export type Wrap = (connection: WriteConnection, random: Random) => WriteConnection

export interface HouseOptions {
  readonly world: World
  readonly random: Random
  readonly wrap?: Wrap | undefined
}

/** How the next process begins. */
export interface Beginning {
  /** The database file, too, is opened anew. */
  readonly alsoDatabase: boolean
  /** Where it dies while it opens; it is followed by one that does not. Null: it lives. */
  readonly dies: CrashPoint | null
}

export class House {
  readonly clock: CaseClock = caseClock(BEGINNING)
  readonly machine: MachineTime
  /** What the engine wrote into its log as an error, and nobody had asked for. */
  readonly complaints: string[] = []
  private readonly folder: string
  private readonly path: string
  private readonly random: Random
  private readonly wrap: Wrap
  private readonly spectator: Spectator
  private database: OpenDatabase | null = null
  private connection: CrashingConnection | null = null
  private current: Engine | null = null
  private processes = 0

  private constructor({ world, random, wrap = (connection) => connection }: HouseOptions, folder: string) {
    this.folder = folder
    this.path = join(folder, 'engine.db')
    this.random = random
    this.wrap = wrap
    writeFileSync(this.path, world.database)
    this.spectator = openSpectator(this.path)
    this.machine = holdMachineTime(random.fork('machine'), random.pick([0, 0.02, 0.2]))
  }

  static async open(options: HouseOptions): Promise<House> {
    const house = new House(options, mkdtempSync(join(tmpdir(), 'simulation-')))
    await house.begin({ alsoDatabase: false, dies: null })
    return house
  }

  get engine(): Engine {
    if (!this.current) throw new Error('Expected an open engine, but the process is gone.')
    return this.current
  }
  /** Tells one process from the next. */
  get process(): number {
    return this.processes
  }
  get hasCrashed(): boolean {
    return this.connection?.hasCrashed === true
  }

  arm(point: CrashPoint | null): void {
    this.connection?.arm(point)
  }

  /** Waits for something that the engine does, until it is done or the process dies. @returns whether it is done */
  async until(promise: Promise<unknown>): Promise<boolean> {
    let done = false
    const marked = promise.then(() => (done = true))
    await this.machine.until(marked, () => this.hasCrashed, this.progress)
    if (this.hasCrashed && !done) {
      // Whatever comes back from a process that is gone reaches nobody.
      marked.catch(() => {})
      return false
    }
    await marked
    return true
  }

  snapshot(): Snapshot {
    return this.spectator.look()
  }

  /** What is seen through the door; a process that is gone answers, too, as far as it only has to read. */
  async view(): Promise<View> {
    let turns = 0
    const seen = viewOf(this.engine)
    await this.machine.until(
      seen,
      () => false,
      () => ++turns,
    )
    return seen
  }

  /** Ends the process: in good order, or it is just gone. */
  async end({ inOrder }: { readonly inOrder: boolean }): Promise<void> {
    if (inOrder && !this.hasCrashed) await this.until(this.engine.close())
    // Whatever it was at, it gets no further.
    else this.arm({ at: 'call', calls: 0 })
    await this.machine.rest(this.progress)
  }

  /** Begins another process, whose workers rest. */
  async begin({ alsoDatabase, dies }: Beginning): Promise<void> {
    await this.bury()
    if (alsoDatabase) {
      await this.database?.close()
      this.database = null
    }
    const { clock } = this
    const number = ++this.processes
    const log: Log = {
      info() {},
      warn() {},
      error: (facts, message) => {
        if (this.processes !== number) return
        if (!JSON.stringify(facts).includes(ON_PURPOSE)) this.complaints.push(`${message}: ${JSON.stringify(facts)}`)
      },
    }
    const random = this.random.fork(`process ${number}`)
    const database = (this.database ??= await openDatabase(this.path, clock))
    this.connection = crashingConnection(this.wrap(database.main, random.fork('fault')))
    this.arm(dies)
    const handlers = createHandlers(random.fork('handlers'))
    const opened = createEngine({
      store: storeOn(database, this.connection, { clock, log, newId: seededIds(clock, random.fork('ids')) }),
      clock,
      log,
      handlers: { get: (name) => handlers[name], names: () => Object.keys(handlers) },
      registers: [LEDGER],
    })
    if (!(await this.until(opened))) {
      opened.catch(() => {})
      this.processes += 1
      this.connection.bury()
      await this.machine.rest(this.progress)
      this.machine.forgetTimers()
      return this.begin({ alsoDatabase: false, dies: null })
    }
    this.arm(null)
    this.current = await opened
  }

  async close(): Promise<void> {
    try {
      await this.end({ inOrder: false })
      await this.bury()
      await this.database?.close()
    } finally {
      this.machine.release()
      this.spectator.close()
      rmSync(this.folder, { recursive: true })
    }
  }

  /** Nothing of a process that is gone is to be kept in memory, or to be heard any more. */
  private async bury(): Promise<void> {
    this.processes += 1
    if (!this.current) return
    this.connection?.bury()
    await this.machine.until(this.current.close(), () => false, this.progress)
    this.machine.forgetTimers()
    this.current = null
  }

  private readonly progress = (): number => this.connection?.calls ?? 0
}
