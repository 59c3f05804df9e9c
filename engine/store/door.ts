/**
 * One after the other: the queue before a SQLite connection.
 *
 * TypeORM shares one query runner per SQLite connection, and two transactions that overlap become savepoints of each
 * other: one that is acknowledged disappears with another's rollback. So nobody begins before the last one has ended,
 * and after each the connection itself is asked whether it really has (the fence).
 */
import { AsyncLocalStorage } from 'node:async_hooks'
import type { Database } from 'better-sqlite3'
import type { EntityManager, QueryRunner } from 'typeorm'
import { StoreUnavailable } from '../model/errors.ts'
import type { Log } from '../ports.ts'
import { asStoreError } from './database-errors.ts'

/** The only way to the connection. */
export interface Door {
  /** Runs `work` in a transaction of its own, or in the one it is called from. */
  enter<T>(work: (manager: EntityManager) => Promise<T>): Promise<T>
  /** The transaction that the caller is inside of; null outside. */
  current(): EntityManager | null
  /** Refuses newcomers and resolves when those inside and waiting are done. */
  close(): Promise<void>
}

interface Passage {
  readonly manager: EntityManager
  open: boolean
  /** Nested calls still running: when the outer work ends before them, somebody forgot an `await`. */
  nested: number
}

/**
 * @param options.maxWaiting calls in the queue before the next is refused
 * @param options.onUnsafe the connection could not be brought back to a known state: the process should end
 */
export function createDoor(
  runner: QueryRunner,
  connection: Database,
  options: { readonly maxWaiting: number; readonly log: Log; readonly onUnsafe: (error: Error) => void },
): Door {
  const passages = new AsyncLocalStorage<Passage>()
  let last: Promise<void> = Promise.resolve()
  let waiting = 0
  let closed = false
  let lies = 0

  const depth = (): unknown => Reflect.get(runner, 'transactionDepth')
  const isClean = (): boolean => !connection.inTransaction && depth() === 0

  function cleanUp(): void {
    if (connection.inTransaction) connection.exec('ROLLBACK')
    Reflect.set(runner, 'transactionDepth', 0)
    Reflect.set(runner, 'isTransactionActive', false)
  }

  async function transaction<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    const passage: Passage = { manager: runner.manager, open: true, nested: 0 }
    let result: T
    try {
      await runner.startTransaction()
      result = await passages.run(passage, () => work(passage.manager))
      if (passage.nested > 0)
        throw new Error('Expected every nested write to be awaited, but one was still running at the end.')
      await runner.commitTransaction()
    } catch (error) {
      // A full disk makes SQLite roll back by itself; TypeORM would then ask again, fail, and count wrongly for ever.
      passage.open = false
      cleanUp()
      throw asStoreError(error)
    }
    passage.open = false
    if (!isClean()) {
      cleanUp()
      lies += 1
      const fault = new StoreUnavailable(
        'Expected the transaction to be committed, but it was still open; it was undone.',
      )
      options.log.error({ times: lies }, fault.message)
      if (lies > 1 || !isClean()) options.onUnsafe(fault)
      throw fault
    }
    return result
  }

  return {
    current: () => {
      const passage = passages.getStore()
      return passage?.open ? passage.manager : null
    },
    async enter(work) {
      const passage = passages.getStore()
      if (passage?.open) {
        passage.nested += 1
        try {
          return await work(passage.manager)
        } finally {
          passage.nested -= 1
        }
      }
      if (closed) throw new StoreUnavailable('Expected an open database, but it is closing.')
      if (waiting >= options.maxWaiting)
        throw new StoreUnavailable(
          `Expected fewer than ${options.maxWaiting} waiting commands, but the queue is full. Try again.`,
        )
      waiting += 1
      const before = last
      let leave = (): void => {}
      last = new Promise((resolve) => (leave = resolve))
      await before
      try {
        // Outside of any passage that the caller may have left: a timer set inside a transaction must not be taken for it.
        return await passages.exit(() => transaction(work))
      } finally {
        waiting -= 1
        leave()
      }
    },
    async close() {
      closed = true
      await last
    },
  }
}
