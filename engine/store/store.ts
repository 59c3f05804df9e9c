import type { EntityManager } from 'typeorm'
import type { Clock } from '../ports.ts'
import type { Session } from './session.ts'
import type { Wanted } from './writing/write-connection.ts'

/** Work that is due, found and done in one transaction. */
export interface DueWork<Item> {
  /** What is due, the most urgent first; on PostgreSQL only what nobody else is at, locked. */
  find(manager: EntityManager, limit: number): Promise<readonly Item[]>
  run(item: Item, session: Session): Promise<void>
  /** Counts the failure and puts the row aside; whatever `run` did is undone. */
  failed(item: Item, error: unknown, session: Session): Promise<void>
}

/** How a command wants to be run. */
export interface CommandOptions {
  /** Rows that it is going to read: read together with those of other commands where that is quicker. */
  readonly wants?: readonly Wanted[]
  /** In a transaction of its own, shared with nobody, e.g. because it changes what others hold in memory. */
  readonly alone?: boolean
}

/** What came of a command. */
export interface Committed<T> {
  readonly value: T
  /** False when work that follows it at once was left to the workers. */
  readonly followed: boolean
}

/** What came of a round of due work. */
export interface Round {
  /** How many items were done or put aside. */
  readonly done: number
  /** False when work that follows at once was left for the next round. */
  readonly followed: boolean
}

/**
 * Where everything is kept: one database, commands that share commits, and reads that see what was last committed.
 *
 * What is always true: a command is all there or not at all; it is acknowledged only when it is on disk; one that is
 * refused or fails leaves nothing and harms none of those that it shares a commit with.
 */
export interface Store {
  /**
   * Runs one command. It must not wait for anything but the session, and may be run again from its beginning when the
   * transaction could not be kept.
   *
   * @throws StoreUnavailable when the database could not commit or too many are waiting
   */
  command<T>(run: (session: Session) => Promise<T>, options?: CommandOptions): Promise<Committed<T>>
  /** Does due work, some of it. */
  due<Item>(work: DueWork<Item>): Promise<Round>
  /**
   * Runs `work` in a transaction of its own, when those before it are done. `work` must not wait for anything but its
   * manager, least of all for another `write` or `read`: everybody else waits for it, those too.
   *
   * @throws StoreUnavailable when the database could not commit or too many are waiting; nothing was stored then
   */
  write<T>(work: (manager: EntityManager) => Promise<T>): Promise<T>
  /** Runs `work` on one snapshot of what was last committed. */
  read<T>(work: (manager: EntityManager) => Promise<T>): Promise<T>
  /** Whether other nodes may write to the same database. */
  readonly isShared: boolean
  /** What counts as now: the clock that was given, or the database's where that was asked for. */
  readonly clock: Clock
  /** A new UUIDv7 as text: sorts by time of making, also within one millisecond. */
  newId(): string
  /** Lets running transactions finish and closes the database. */
  close(): Promise<void>
}
