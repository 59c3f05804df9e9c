import type { EntityManager } from 'typeorm'

/**
 * Where everything is kept: one database, one door for changes, and reads that see what was last committed.
 *
 * What passes through: every command's transaction, one after the other. What is always true: `write` resolves only
 * when the transaction is on disk, and nobody ever shares somebody else's transaction.
 */
export interface Store {
  /**
   * Runs `work` in a transaction of its own, when those before it are done. Called inside such a transaction it joins
   * it. `work` must not wait for anything but this database: everybody else waits for it.
   *
   * @throws StoreUnavailable when the database could not commit or too many are waiting; nothing was stored then
   */
  write<T>(work: (manager: EntityManager) => Promise<T>): Promise<T>
  /** Runs `work` on one snapshot of what was last committed; inside `write`, on the transaction itself. */
  read<T>(work: (manager: EntityManager) => Promise<T>): Promise<T>
  /** A new UUIDv7 as text: sorts by time of making, also within one millisecond. */
  newId(): string
  /** Lets running transactions finish and closes the database. */
  close(): Promise<void>
}
