import type { Database } from 'better-sqlite3'
import type { EntityManager } from 'typeorm'
import { StoreUnavailable } from '../../model/errors.ts'
import { asStoreError } from '../database-errors.ts'

/** Reads what was last committed, on a connection of its own: readers never wait for the writer. */
export interface Reader {
  read<T>(work: (manager: EntityManager) => Promise<T>): Promise<T>
  close(): Promise<void>
}

/** One after the other: each on one snapshot. */
export function createSqliteReader(manager: EntityManager, connection: Database): Reader {
  const begin = connection.prepare('BEGIN')
  const end = connection.prepare('COMMIT')
  let last: Promise<void> = Promise.resolve()
  let closed = false

  async function snapshot<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    try {
      begin.run()
      return await work(manager)
    } catch (error) {
      throw asStoreError(error)
    } finally {
      if (connection.inTransaction) end.run()
    }
  }

  return {
    async read(work) {
      if (closed) throw new StoreUnavailable('Expected an open database, but it is closing.')
      const before = last
      let leave = (): void => {}
      last = new Promise((resolve) => (leave = resolve))
      await before
      try {
        return await snapshot(work)
      } finally {
        leave()
      }
    },
    async close() {
      closed = true
      await last
    },
  }
}
