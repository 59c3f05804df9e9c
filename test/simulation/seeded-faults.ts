/**
 * Mistakes that somebody could make in the store, put between the writer and its database. A simulation that does not
 * find them proves nothing.
 */
import type { TableChanges } from '../../engine/store/writing/row-layer.ts'
import type { AnyRow } from '../../engine/store/writing/table-shape.ts'
import type { WriteConnection } from '../../engine/store/writing/write-connection.ts'
import type { Wrap } from './house/house.ts'

/** A mistake by its name. */
export interface SeededFault {
  readonly name: string
  readonly wrap: Wrap
}

/** A connection that does some things in another way; everything else it leaves to the one given. */
function altered(connection: WriteConnection, changes: Partial<WriteConnection>): WriteConnection {
  // Not copied: what the connection gives may change with time.
  return Object.assign(Object.create(connection) as WriteConnection, changes)
}

type Change = 'inserts' | 'updates' | 'deletes'

/** A connection that forgets some changes of rows. */
function forgetful(connection: WriteConnection, forgets: (table: string, change: Change) => boolean): WriteConnection {
  const keep = ({ shape, inserts, updates, deletes }: TableChanges): TableChanges => ({
    shape,
    inserts: inserts.filter(() => !forgets(shape.name, 'inserts')),
    updates: updates.filter(() => !forgets(shape.name, 'updates')),
    deletes: deletes.filter(() => !forgets(shape.name, 'deletes')),
  })
  return altered(connection, { write: (changes) => connection.write(changes.map(keep)) })
}

/** Now and then a row of one table does not arrive, or is not taken away. */
function loses(table: string, change: Change, probability: number): SeededFault {
  return {
    name: `${change} of "${table}" lost now and then`,
    wrap: (connection, random) =>
      forgetful(connection, (name, kind) => name === table && kind === change && random.chance(probability)),
  }
}

const commitDropped: SeededFault = {
  name: 'a commit acknowledged, but undone',
  wrap: (connection, random) =>
    altered(connection, { commit: () => (random.chance(0.03) ? connection.rollback() : connection.commit()) }),
}

const acknowledgedTooSoon: SeededFault = {
  name: 'a commit acknowledged before it is done',
  wrap(connection) {
    let isOpen = false
    return altered(connection, {
      async begin() {
        if (isOpen) await connection.commit()
        await connection.begin()
      },
      async commit() {
        isOpen = true
      },
      async rollback() {
        isOpen = false
        await connection.rollback()
      },
    })
  },
}

/** States are read from a cache that others have made old, and neither the version nor the key of the history helps. */
const oldStateWrittenBack: SeededFault = {
  name: 'an old state written back, with no fence',
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
        for (const table of changes) {
          const updates = table.updates.map((update) => ({ ...update, expected: {} }))
          const inserts: AnyRow[] = []
          for (const row of table.inserts) if ((await connection.load(table.shape, row)) === null) inserts.push(row)
          await connection.write([{ ...table, updates, inserts }])
        }
      },
    })
  },
}

const refusedStays: SeededFault = {
  name: 'what a failed command wrote by hand is not undone',
  wrap: (connection) => altered(connection, { undo: () => connection.keep() }),
}

const transactionInParts: SeededFault = {
  name: 'one transaction committed in parts',
  wrap: (connection) =>
    altered(connection, {
      async write(changes) {
        await connection.write(changes.slice(0, 1))
        await connection.manager.query('COMMIT')
        await connection.manager.query('BEGIN IMMEDIATE')
        await connection.write(changes.slice(1))
      },
    }),
}

/** Every fault that the simulation is checked with. */
export const SEEDED_FAULTS: readonly SeededFault[] = [
  commitDropped,
  acknowledgedTooSoon,
  transactionInParts,
  oldStateWrittenBack,
  refusedStays,
  loses('command_log', 'inserts', 1),
  loses('history_event', 'inserts', 0.01),
  loses('timer', 'deletes', 0.3),
  loses('job', 'deletes', 0.1),
  loses('pending_command', 'deletes', 0.2),
  loses('pending_command', 'inserts', 0.1),
  loses('message', 'updates', 0.2),
  loses('subscription', 'deletes', 0.2),
  loses('task', 'updates', 0.1),
]
