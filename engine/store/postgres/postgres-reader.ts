import type { EntityManager } from 'typeorm'
import { StoreUnavailable } from '../../model/errors.ts'
import { asStoreError } from '../database-errors.ts'
import type { DedicatedConnection } from './dedicated-connection.ts'

/** How long a question waits for a connection, in milliseconds. */
const PATIENCE_MS = 5000

/** Reads what was last committed: each question on one snapshot, as many at once as there are connections. */
export interface PostgresReader {
  read<T>(work: (manager: EntityManager) => Promise<T>): Promise<T>
  close(): Promise<void>
}

export function createPostgresReader(connections: readonly DedicatedConnection[]): PostgresReader {
  const free = [...connections]
  const waiting: ((connection: DedicatedConnection) => void)[] = []
  let closing: Promise<void> | null = null

  function take(patienceMs: number | null): Promise<DedicatedConnection> {
    // The one used last is the one that is sure to be open.
    const connection = free.pop()
    if (connection) return Promise.resolve(connection)
    return new Promise((resolve, reject) => {
      const turn = (given: DedicatedConnection): void => {
        clearTimeout(timer)
        resolve(given)
      }
      const giveUp = (): void => {
        waiting.splice(waiting.indexOf(turn), 1)
        reject(
          new StoreUnavailable(
            `Expected one of ${connections.length} reading connections within ${patienceMs} ms, but all are busy. Try again.`,
          ),
        )
      }
      const timer = patienceMs === null ? undefined : setTimeout(giveUp, patienceMs)
      waiting.push(turn)
    })
  }

  function give(connection: DedicatedConnection): void {
    const next = waiting.shift()
    if (next) next(connection)
    else free.push(connection)
  }

  async function snapshot<T>(
    connection: DedicatedConnection,
    work: (manager: EntityManager) => Promise<T>,
  ): Promise<T> {
    await connection.begin('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
    try {
      return await work(connection.manager)
    } catch (error) {
      throw asStoreError(error)
    } finally {
      // Nothing was written: to end it is enough.
      await connection.rollback()
    }
  }

  /** When those who read have finished. */
  async function closeAll(): Promise<void> {
    const all = await Promise.all(connections.map(() => take(null)))
    for (const connection of all) connection.close()
  }

  return {
    async read(work) {
      if (closing) throw new StoreUnavailable('Expected an open database, but it is closing.')
      const connection = await take(PATIENCE_MS)
      try {
        return await snapshot(connection, work)
      } finally {
        give(connection)
      }
    },
    close: () => (closing ??= closeAll()),
  }
}
