/** Faults that only show where several nodes write to one database. */
import { setTimeout as pause } from 'node:timers/promises'
import type { WriteConnection } from '../../../engine/store/writing/write-connection.ts'
import type { AnyRow } from '../../../engine/store/writing/table-shape.ts'
import { selectText } from '../../../engine/store/postgres/postgres-statements.ts'
import { type Fault, altered } from './fault.ts'

/** Reads rows without locking any. */
function unlocked(connection: WriteConnection): WriteConnection {
  const without: Partial<WriteConnection> = {
    async load(shape, key) {
      const values = shape.key.map(({ property }) => key[property])
      const rows = await connection.manager.query<AnyRow[]>(selectText(shape, shape.key), values)
      return rows[0] ?? null
    },
    async loadAhead() {
      return []
    },
  }
  return altered(connection, without)
}

/** Nobody locks what they read. The version behind it keeps anything from being lost, but somebody meets a fault. */
export const noRowLock: Fault = {
  name: 'no row lock',
  scenario: 'nodes',
  foundBy: ['faultless'],
  wrap: unlocked,
}

/** Neither a lock nor a version, and of two lines of history with one number the first is kept. */
export const noLockNoFence: Fault = {
  name: 'no row lock, no version, no key of the history',
  scenario: 'nodes',
  foundBy: ['orphans', 'lost', 'gaps', 'doubled', 'outbox'],
  wrap(connection) {
    const reading = unlocked(connection)
    return altered(reading, {
      async write(changes) {
        for (const table of changes) {
          const updates = table.updates.map((update) => ({ ...update, expected: {} }))
          const inserts: AnyRow[] = []
          for (const row of table.inserts) if ((await reading.load(table.shape, row)) === null) inserts.push(row)
          await connection.write([{ ...table, updates, inserts }])
        }
      },
    })
  },
}

/** How long a transaction is held open before its commit, so that a node is frozen in the middle of one. */
const HELD_MS = 100

/** A node that is frozen keeps what it has locked: nobody can go on with it. */
export const frozenKeepsLocks: Fault = {
  name: 'a frozen node keeps its locks',
  scenario: 'frozen-node',
  foundBy: ['ended'],
  wrap: (connection) =>
    altered(connection, {
      async begin() {
        await connection.begin()
        await connection.manager.query('SET LOCAL idle_in_transaction_session_timeout = 0')
      },
      async commit() {
        await pause(HELD_MS)
        await connection.commit()
      },
    }),
}
