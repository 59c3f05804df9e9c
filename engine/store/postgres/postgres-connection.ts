/**
 * PostgreSQL behind a writer. Rows that others might change at the same time are locked when they are read: all that
 * belongs to a process instance by the lock of its row. What was read before the lock was had is read again, since the
 * one who had it may have changed it. The values expected of an update are the fence behind the locks.
 */
import type { QueryResultRow } from 'pg'
import { StoreUnavailable } from '../../model/errors.ts'
import { asStoreError, isTimeOutOfRest } from '../database-errors.ts'
import { processInstanceTable } from '../tables/process-instance.ts'
import type { TableChanges } from '../writing/row-layer.ts'
import { type AnyRow, type ColumnShape, type TableShape, shapeOf } from '../writing/table-shape.ts'
import { RowLocked, type Wanted, type WriteConnection } from '../writing/write-connection.ts'
import { groupUpdates, inWriteOrder } from '../writing/write-order.ts'
import type { DedicatedConnection } from './dedicated-connection.ts'
import {
  type Taking,
  deleteText,
  insertText,
  selectInstancesText,
  selectManyText,
  selectText,
  updateText,
} from './postgres-statements.ts'
import { guardOf } from './row-guards.ts'

const INSTANCES = shapeOf(processInstanceTable)
/** Texts that the server keeps ready for one connection; the few beyond are read anew each time. */
const STATEMENTS_KEPT = 500

/** Locks of a transaction that are had already. */
interface Held {
  readonly rows: ReadonlySet<string>
  readonly names: ReadonlySet<string>
}

const NOTHING: Held = { rows: new Set(), names: new Set() }

/** @param waits whether it waits for rows that others hold; else it says `RowLocked` at once */
export function createPostgresConnection(connection: DedicatedConnection, waits: boolean): WriteConnection {
  const statementNames = new Map<string, string>()
  const taking: Taking = waits ? 'locked' : 'locked or left'
  let held = NOTHING
  let heldAtMark = NOTHING

  async function run<Row extends QueryResultRow>(
    text: string,
    values: unknown[],
  ): Promise<{ rows: Row[]; count: number }> {
    let name = statementNames.get(text)
    if (name === undefined && statementNames.size < STATEMENTS_KEPT)
      statementNames.set(text, (name = `rows_${statementNames.size + 1}`))
    const { rows, rowCount } = await connection.query<Row>(
      name === undefined ? { text, values } : { name, text, values },
    )
    return { rows, count: rowCount ?? 0 }
  }

  const lockOf = (shape: TableShape, row: AnyRow): string => `${shape.name}\u0000${shape.idOf(row)}`
  const lockOfInstance = (id: unknown): string => lockOf(INSTANCES, { id })
  const remember = (...locks: string[]): void => {
    held = { ...held, rows: new Set([...held.rows, ...locks]) }
  }

  async function read(shape: TableShape, key: AnyRow, how: Taking = 'as it is'): Promise<AnyRow | null> {
    const { rows } = await run<AnyRow>(selectText(shape, shape.key, how), valuesOf(shape.key, key))
    return rows[0] ?? null
  }

  /** @throws RowLocked when it is there, but somebody else has it and this connection does not wait */
  async function readLocked(shape: TableShape, key: AnyRow): Promise<AnyRow | null> {
    const lock = lockOf(shape, key)
    if (held.rows.has(lock)) return read(shape, key)
    const row = await read(shape, key, taking)
    if (row) remember(lock)
    else if (!waits && (await read(shape, key)))
      throw new RowLocked(`Somebody else is at "${shape.idOf(key)}" of "${shape.name}".`)
    return row
  }

  /** A row that belongs to a process instance, as it is once the instance is ours. */
  async function readGuarded(shape: TableShape, key: AnyRow): Promise<AnyRow | null> {
    const row = await read(shape, key)
    if (!row || held.rows.has(lockOfInstance(row['processInstanceId']))) return row
    // Where the instance is still to be started there is only the row itself to be locked.
    if (!(await readLocked(INSTANCES, { id: row['processInstanceId'] }))) return readLocked(shape, key)
    return read(shape, key)
  }

  function load(shape: TableShape, key: AnyRow): Promise<AnyRow | null> {
    switch (guardOf(shape)) {
      case 'itself':
        return readLocked(shape, key)
      case 'instance':
        return readGuarded(shape, key)
      case 'none':
        return read(shape, key)
    }
  }

  /** Locks the process instances that are wanted, and those that wanted rows belong to. */
  async function lockInstances(wanted: ReadonlyMap<TableShape, readonly AnyRow[]>): Promise<AnyRow[]> {
    const others = [...wanted.keys()].filter((shape) => guardOf(shape) === 'instance')
    const ids = [INSTANCES, ...others].map((shape) => wanted.get(shape)?.map(({ id }) => id) ?? [])
    if (ids.every(({ length }) => length === 0)) return []
    const { rows } = await run<AnyRow>(selectInstancesText(INSTANCES, others, taking), ids)
    remember(...rows.map((row) => lockOf(INSTANCES, row)))
    return rows
  }

  async function readMany(shape: TableShape, keys: readonly AnyRow[], how: Taking): Promise<Map<string, AnyRow>> {
    const { rows } = await run<AnyRow>(selectManyText(shape, how), listsOf(shape.key, keys))
    return new Map(rows.map((row) => [shape.idOf(row), row]))
  }

  async function update(shape: TableShape, updates: TableChanges['updates']): Promise<void> {
    const [first] = updates
    if (!first) return
    const set = columnsOf(shape, first.values)
    const expected = columnsOf(shape, first.expected)
    const { count } = await run(updateText(shape, set, expected), [
      ...listsOf(
        shape.key,
        updates.map(({ key }) => key),
      ),
      ...listsOf(
        set,
        updates.map(({ values }) => values),
      ),
      ...listsOf(
        expected,
        updates.map((one) => one.expected),
      ),
    ])
    if (count !== updates.length)
      throw new Error(
        `Expected ${updates.length} rows of "${shape.name}" as they were read, but found ${count}: ${JSON.stringify(updates.map(({ key, expected: fence }) => ({ ...key, ...fence })))}.`,
      )
  }

  return {
    get manager() {
      return connection.manager
    },
    load,
    async loadAll(shape, where) {
      const instance = where['processInstanceId']
      if (instance !== undefined && guardOf(shape) === 'instance') await readLocked(INSTANCES, { id: instance })
      const columns = columnsOf(shape, where)
      return (await run<AnyRow>(selectText(shape, columns), valuesOf(columns, where))).rows
    },
    async loadAhead(wanted) {
      const byTable = new Map<TableShape, AnyRow[]>()
      for (const { shape, key } of wanted) {
        const keys = byTable.get(shape)
        if (keys) keys.push(key)
        else byTable.set(shape, [key])
      }
      const found: (Wanted & { readonly row: AnyRow | null })[] = []
      for (const row of await lockInstances(byTable)) found.push({ shape: INSTANCES, key: row, row })
      for (const [shape, keys] of byTable) {
        if (shape === INSTANCES) continue
        const guard = guardOf(shape)
        const rows = await readMany(shape, keys, guard === 'itself' ? taking : 'as it is')
        if (guard === 'itself') remember(...[...rows.values()].map((row) => lockOf(shape, row)))
        for (const key of keys) {
          const row = rows.get(shape.idOf(key)) ?? null
          // Held by somebody else, or come since: the command that wants it looks for itself.
          if (
            row === null
              ? guard === 'itself'
              : guard === 'instance' && !held.rows.has(lockOfInstance(row['processInstanceId']))
          )
            continue
          found.push({ shape, key, row })
        }
      }
      return found
    },
    async begin() {
      held = heldAtMark = NOTHING
      await connection.begin('BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE')
    },
    async commit() {
      // When it was lost before this it is certain that nothing is stored, and `query` says so.
      const wasLost = connection.isLost
      let answer: string
      try {
        answer = (await connection.query('COMMIT')).command
      } catch (error) {
        const fault = asStoreError(error)
        if (wasLost || !(fault instanceof StoreUnavailable) || isTimeOutOfRest(error)) throw fault
        connection.drop()
        throw new StoreUnavailable(
          'Expected an answer to the commit, but the connection was lost: whether this was stored is unknown. To repeat it with the same idempotency key is safe.',
          { ...fault.details, outcome: 'unknown' },
          { cause: error },
        )
      }
      if (answer !== 'COMMIT')
        throw new StoreUnavailable(
          `Expected the transaction to be committed, but PostgreSQL answered ${answer}. Nothing was stored; try again.`,
        )
    },
    rollback: () => connection.rollback(),
    async mark() {
      await connection.query('SAVEPOINT command')
      heldAtMark = held
    },
    async keep() {
      await connection.query('RELEASE SAVEPOINT command')
    },
    async undo() {
      await connection.query('ROLLBACK TO SAVEPOINT command')
      connection.goOn()
      await connection.query('RELEASE SAVEPOINT command')
      // Locks that came after the savepoint are given back with it.
      held = heldAtMark
    },
    state: () => (connection.isLost ? 'lost' : connection.isUsable ? 'open' : 'failed'),
    async lockName(name) {
      if (held.names.has(name)) return
      const call = waits ? 'pg_advisory_xact_lock' : 'pg_try_advisory_xact_lock'
      const { rows } = await run<{ locked: unknown }>(`SELECT ${call}(hashtextextended($1, 0)) AS "locked"`, [name])
      if (rows[0]?.locked === false) throw new RowLocked(`Somebody else has the name "${name}".`)
      held = { ...held, names: new Set([...held.names, name]) }
    },
    async write(changes) {
      const ordered = inWriteOrder(changes)
      for (const { shape, deletes } of ordered.toReversed())
        if (deletes.length > 0) await run(deleteText(shape), listsOf(shape.key, deletes))
      for (const { shape, inserts, updates } of ordered) {
        if (inserts.length > 0) await run(insertText(shape), listsOf(shape.columns, inserts))
        for (const group of groupUpdates(updates)) await update(shape, group)
      }
    },
    async close() {
      connection.close()
    },
  }
}

const columnsOf = (shape: TableShape, row: AnyRow): ColumnShape[] =>
  shape.columns.filter(({ property }) => Object.hasOwn(row, property))

const valuesOf = (columns: readonly ColumnShape[], row: AnyRow): unknown[] =>
  columns.map(({ property }) => row[property] ?? null)

/** The values of one column in each list. */
const listsOf = (columns: readonly ColumnShape[], rows: readonly AnyRow[]): unknown[][] =>
  columns.map(({ property }) => rows.map((row) => row[property] ?? null))
