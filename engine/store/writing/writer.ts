/**
 * The writer before one connection: commands come in one by one and go to disk together.
 *
 * Everything that is ready shares one transaction: people's commands in the order in which they came, after each the work
 * that follows it at once, then some of the work that is due. Acknowledgements are given after the commit and the fence.
 * Where the transaction fails for a reason that lies in one command, the others are run again without it.
 */
import type { EntityManager } from 'typeorm'
import { EngineError, StoreUnavailable } from '../../model/errors.ts'
import { reasonOf } from '../../model/reason-of.ts'
import type { Log } from '../../ports.ts'
import { asStoreError, isPassing, isRepetition } from '../database-errors.ts'
import type { FollowUp, Session } from '../session.ts'
import type { CommandOptions, Committed, DueWork, Round } from '../store.ts'
import { Batch, BatchBroken } from './batch.ts'
import { RowLocked, type Wanted, type WriteConnection } from './write-connection.ts'

/** What a writer takes. */
export interface WriterOptions {
  readonly log: Log
  /** Commands in the queue before the next is refused. */
  readonly maxWaiting: number
  /** How long the oldest command in the queue may have waited before the next is refused. */
  readonly maxWaitMs: number
  /** How long one round of due work goes on beginning items, in milliseconds. Default 10. */
  readonly dueMs?: number | undefined
  /** Most commands in one transaction. 1: each has its own, and waits for rows that others hold. */
  readonly mostTogether: number
  /** Takes commands whose rows somebody else holds; without it they are tried again here. */
  readonly passOn?: (member: Member) => void
}

/** One command in the queue. */
export interface Member {
  readonly run: (session: Session) => Promise<unknown>
  readonly wants: readonly Wanted[]
  readonly enteredAt: number
  alone: boolean
  /** What follows it is left to the workers: it made a transaction fail. */
  withoutFollowUps: boolean
  tries: number
  readonly resolve: (committed: Committed<unknown>) => void
  readonly reject: (error: unknown) => void
}

/** Due work in the queue. */
interface DueEntry {
  readonly work: DueWork<unknown>
  limit: number
  /** What is being run. */
  item: unknown
  /** The item that made a transaction fail: it is only put aside. */
  putAside: { readonly item: unknown; readonly error: unknown } | null
  withoutFollowUps: boolean
  readonly resolve: (round: Round) => void
  readonly reject: (error: unknown) => void
}

/** Commands of a batch begin within this time; people do not wait for a crowd. */
const BATCH_MS = 20
const DUE_MS = 10
const DUE_LIMIT = 50
const MOST_TRIES = 3
/** Longer than anything sound takes. */
const LONG_MS = 20_000

/** The only way to write. */
export class Writer {
  private readonly connection: WriteConnection
  private readonly options: WriterOptions
  private queue: Member[] = []
  private dueQueue: DueEntry[] = []
  private loop: Promise<void> | null = null
  private isClosed = false

  constructor(connection: WriteConnection, options: WriterOptions) {
    this.connection = connection
    this.options = options
  }

  /** How many commands wait. */
  get waiting(): number {
    return this.queue.length
  }

  command<T>(run: (session: Session) => Promise<T>, { wants = [], alone = false }: CommandOptions = {}) {
    return new Promise<Committed<T>>((resolve, reject) => {
      const refused = this.refusal()
      if (refused) return reject(refused)
      this.enter({
        run,
        wants,
        alone,
        withoutFollowUps: false,
        tries: 0,
        enteredAt: performance.now(),
        // What `run` gives back is what `resolve` gets.
        resolve: resolve as Member['resolve'],
        reject,
      })
    })
  }

  /** Takes a command that another writer had, or refuses it when there are too many. */
  takeOver(member: Member): void {
    const refused = this.isClosed ? null : this.refusal()
    if (refused) member.reject(refused)
    else this.enter(member)
  }

  private enter(member: Member): void {
    this.queue.push(member)
    this.awake()
  }

  due<Item>(work: DueWork<Item>): Promise<Round> {
    return new Promise<Round>((resolve, reject) => {
      if (this.isClosed) return reject(closing())
      this.dueQueue.push({
        // Items come from `find` and go to `run` of the same work.
        work,
        limit: DUE_LIMIT,
        item: null,
        putAside: null,
        withoutFollowUps: false,
        resolve,
        reject,
      })
      this.awake()
    })
  }

  async write<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return (await this.command(async ({ direct }) => work(await direct()), { alone: true })).value
  }

  /** Refuses newcomers and resolves when everything in the queue is done. */
  async close(): Promise<void> {
    this.isClosed = true
    await this.loop
    await this.connection.close()
  }

  private refusal(): StoreUnavailable | null {
    if (this.isClosed) return closing()
    const [oldest] = this.queue
    if (!oldest) return null
    if (this.queue.length >= this.options.maxWaiting)
      return new StoreUnavailable(
        `Expected fewer than ${this.options.maxWaiting} waiting commands, but the queue is full. Try again.`,
      )
    const waited = performance.now() - oldest.enteredAt
    if (waited > this.options.maxWaitMs)
      return new StoreUnavailable(
        `Expected commands to wait less than ${this.options.maxWaitMs} ms, but the first in the queue has waited ${Math.round(waited)} ms. Try again.`,
      )
    return null
  }

  private awake(): void {
    this.loop ??= this.run()
  }

  private async run(): Promise<void> {
    // Everything that is told in this turn of the event loop comes along.
    await Promise.resolve()
    while (this.queue.length > 0 || this.dueQueue.length > 0) {
      await this.transaction()
      // Sockets and timers get their turn.
      await new Promise((resolve) => setImmediate(resolve))
    }
    this.loop = null
  }

  /** One transaction, from its beginning to its acknowledgements. */
  private async transaction(): Promise<void> {
    const taken: Member[] = []
    const endings: (() => void)[] = []
    let due: DueEntry | null = null
    let runs: Member | DueEntry | null = null
    let callbacks: readonly (() => void)[] = []
    const watch = setTimeout(() => {
      this.options.log.error(
        { ms: LONG_MS, running: taken.length, waiting: this.queue.length },
        'a transaction takes very long; does a write wait for another one inside of it?',
      )
    }, LONG_MS)
    try {
      await this.connection.begin()
      const batch = new Batch(this.connection)
      callbacks = batch.callbacks
      const together = this.dueQueue[0]?.limit === 1 ? [] : this.together()
      await this.loadAhead(batch, together)
      const until = performance.now() + BATCH_MS
      for (const member of together) {
        if (taken.length > 0 && performance.now() > until) break
        this.queue.shift()
        taken.push(member)
        runs = member
        await this.runMember(batch, member, until, endings)
      }
      if (!taken.some(({ alone }) => alone)) {
        runs = due = this.dueQueue.shift() ?? null
        if (due) await this.runDue(batch, due, endings)
      }
      runs = null
      await batch.flush()
      await this.connection.commit()
    } catch (error) {
      await this.recover(error, taken, due, runs)
      return
    } finally {
      clearTimeout(watch)
    }
    for (const end of endings) end()
    for (const callback of callbacks) callback()
  }

  /** The commands at the head of the queue that may share a transaction. */
  private together(): Member[] {
    const [first] = this.queue
    if (!first) return []
    if (first.alone) return [first]
    const found: Member[] = []
    for (const member of this.queue) {
      if (member.alone || found.length >= this.options.mostTogether) break
      found.push(member)
    }
    return found
  }

  private async loadAhead(batch: Batch, members: readonly Member[]): Promise<void> {
    const wants = members.flatMap((member) => member.wants)
    if (wants.length === 0 || !this.connection.loadAhead) return
    for (const { shape, key, row } of await this.connection.loadAhead(wants))
      batch.layer.remember(shape, shape.idOf(key), row)
  }

  private async runMember(batch: Batch, member: Member, until: number, endings: (() => void)[]): Promise<void> {
    try {
      const { value, followUps } = await batch.attempt(member.run)
      const followed = await this.runFollowUps(batch, followUps, member.withoutFollowUps ? 0 : until)
      endings.push(() => member.resolve({ value, followed }))
    } catch (error) {
      if (error instanceof BatchBroken) throw error
      // Told after the commit only: what it met may be the work of a command that is still to be committed.
      endings.push(() => this.fail(member, error))
    }
  }

  /** @returns whether all of it is done */
  private async runFollowUps(batch: Batch, first: readonly FollowUp[], until: number): Promise<boolean> {
    const queue = [...first]
    let followed = true
    for (let work = queue.shift(); work; work = queue.shift()) {
      if (performance.now() > until) return false
      try {
        const done = await this.runOrPutAside(batch, work.run, work.failed)
        if (done) queue.push(...done)
        else followed = false
      } catch (error) {
        if (error instanceof BatchBroken && error.blame === 'command') error.blame = 'follow-up'
        throw error
      }
    }
    return followed
  }

  private async runDue(batch: Batch, due: DueEntry, endings: (() => void)[]): Promise<void> {
    const { work } = due
    let done = 0
    let followed = true
    if (due.putAside) {
      const { item, error } = due.putAside
      await batch.attempt((session) => work.failed(item, error, session))
      done = 1
    } else {
      await batch.flush()
      const items = await work.find(this.connection.manager, due.limit)
      const until = performance.now() + (this.options.dueMs ?? DUE_MS)
      for (const item of items) {
        if (done > 0 && performance.now() > until) break
        due.item = item
        const followUps = await this.runOrPutAside(
          batch,
          (session) => work.run(item, session),
          (error, session) => work.failed(item, error, session),
        )
        if (!followUps) continue
        done += 1
        if (!(await this.runFollowUps(batch, followUps, due.withoutFollowUps ? 0 : until))) followed = false
      }
    }
    endings.push(() => due.resolve({ done, followed }))
  }

  /**
   * Runs work that nobody waits for; when it fails its failure is counted instead.
   *
   * @returns what follows it; null when it is neither done nor counted, but left as it was
   */
  private async runOrPutAside(
    batch: Batch,
    run: (session: Session) => Promise<void>,
    failed: (error: unknown, session: Session) => Promise<void>,
  ): Promise<readonly FollowUp[] | null> {
    try {
      return (await batch.attempt(run)).followUps
    } catch (error) {
      if (error instanceof BatchBroken) throw error
      if (error instanceof RowLocked || isPassing(error)) return null
      try {
        return (await batch.attempt((session) => failed(error, session))).followUps
      } catch (fault) {
        if (fault instanceof BatchBroken) throw fault
        this.options.log.error({ error: reasonOf(error), fault: reasonOf(fault) }, 'cannot put aside')
        return null
      }
    }
  }

  /** The transaction is lost: those who are not to blame are run again. */
  private async recover(
    error: unknown,
    taken: readonly Member[],
    due: DueEntry | null,
    runs: Member | DueEntry | null,
  ): Promise<void> {
    const everybody = [...taken, ...(due ? [due] : [])]
    try {
      await this.connection.rollback()
    } catch (fatal) {
      for (const one of everybody.length > 0 ? everybody : this.takeAll()) one.reject(fatal)
      return
    }
    const fault = asStoreError(error instanceof BatchBroken ? error.cause : error)
    if (everybody.length === 0) {
      // Others were in the way of reading ahead: once more.
      if (isPassing(error)) return
      // Even the beginning failed: those who wait are told, rather than kept waiting.
      for (const one of this.takeAll()) one.reject(fault)
      return
    }
    if (fault instanceof StoreUnavailable) {
      for (const one of everybody) one.reject(fault)
      return
    }
    const blame = error instanceof BatchBroken ? error.blame : 'command'
    if (blame === 'follow-up' && runs) {
      // The command itself is sound; what follows it fails in a transaction of its own, where its failure is counted.
      runs.withoutFollowUps = true
      this.queue.unshift(...taken)
      if (due) this.dueQueue.unshift(due)
      return
    }
    const guilty = blame === 'command' ? runs : null
    const blamed = guilty ?? (everybody.length === 1 ? everybody[0] : undefined)
    const again = taken.filter((member) => member !== blamed)
    // Whoever it was: each gets a transaction of its own.
    if (!blamed) for (const member of again) member.alone = true
    this.queue.unshift(...again)
    if (due && due !== blamed) {
      due.item = null
      if (!blamed) due.limit = 1
      this.dueQueue.unshift(due)
    }
    if (!blamed) return
    if ('work' in blamed) this.failDue(blamed, fault)
    else this.fail(blamed, fault)
  }

  /** Empties the queue: who is in it is told by the caller. */
  private takeAll(): (Member | DueEntry)[] {
    return [...this.queue.splice(0), ...this.dueQueue.splice(0)]
  }

  private fail(member: Member, error: unknown): void {
    const inTheWay = error instanceof RowLocked || isPassing(error)
    // Two nodes that store the same at once: the second finds what the first has stored.
    const again = !(error instanceof EngineError) && (inTheWay || isRepetition(error))
    member.tries += 1
    if (!again || (member.tries > MOST_TRIES && !inTheWay)) return member.reject(error)
    if (member.tries > MOST_TRIES)
      return member.reject(
        new StoreUnavailable(
          `Expected the command to get its turn within ${MOST_TRIES} tries, but others were in its way each time. Nothing was changed; try again.`,
          {},
          { cause: error },
        ),
      )
    member.alone = true
    if (this.options.passOn) this.options.passOn(member)
    else this.queue.unshift(member)
    this.awake()
  }

  private failDue(due: DueEntry, error: unknown): void {
    if (due.putAside || (due.item === null && due.limit === 1)) return due.reject(error)
    if (due.item !== null) due.putAside = { item: due.item, error }
    due.limit = 1
    this.dueQueue.unshift(due)
  }
}

function closing(): StoreUnavailable {
  return new StoreUnavailable('Expected an open database, but it is closing.')
}
