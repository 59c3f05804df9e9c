/** Faults about what belongs together. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { AnyRow } from '../../../engine/store/writing/table-shape.ts'
import { type Fault, altered } from './fault.ts'

/** What a refused command has written by hand stays, and is committed with the others. */
export const refusedStays: Fault = {
  name: 'what a failed command wrote is not undone',
  scenario: 'calm',
  foundBy: ['outbox'],
  wrap: (connection) => altered(connection, { undo: () => connection.keep() }),
}

/** The tables of one transaction are committed one after the other. */
export const transactionInParts: Fault = {
  name: 'one transaction committed in parts',
  scenario: 'kill',
  foundBy: ['gaps', 'orphans', 'outbox', 'lost', 'answers', 'doubled'],
  wrap: (connection) =>
    altered(connection, {
      async write(changes) {
        for (const table of changes) {
          await connection.write([table])
          await connection.manager.query('COMMIT')
          await nextTurn()
          await connection.manager.query('BEGIN IMMEDIATE')
        }
      },
    }),
}

/**
 * States are read from a cache that another writer has made old, and nothing keeps them from being written back:
 * neither the version nor the key of the history.
 */
export const oldStateWrittenBack: Fault = {
  name: 'an old state written back, with no fence',
  scenario: 'calm',
  foundBy: ['orphans', 'lost', 'gaps', 'doubled'],
  wrap(connection, random) {
    const old = new Map<unknown, AnyRow>()
    return altered(connection, {
      async load(shape, key) {
        const row = await connection.load(shape, key)
        if (shape.name !== 'process_instance' || row === null) return row
        const before = old.get(row.id)
        old.set(row.id, row)
        return before !== undefined && random.chance(0.1) ? before : row
      },
      async write(changes) {
        const unfenced = changes.map(async (table) => {
          const updates = table.updates.map((update) => ({ ...update, expected: {} }))
          const known = await Promise.all(table.inserts.map((row) => connection.load(table.shape, row)))
          return { ...table, updates, inserts: table.inserts.filter((_, at) => known[at] === null) }
        })
        await connection.write(await Promise.all(unfenced))
      },
    })
  },
}
