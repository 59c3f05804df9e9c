/**
 * SQLite behind a writer. Rows go in and out by prepared statements of the driver itself: they are most of what a
 * completion costs. Everything else uses TypeORM's manager on the same connection.
 */
import type { Database, Statement } from 'better-sqlite3'
import type { EntityManager } from 'typeorm'
import { StoreUnavailable } from '../../model/errors.ts'
import type { Log } from '../../ports.ts'
import { asStoreError } from '../database-errors.ts'
import type { TableChanges } from '../writing/row-layer.ts'
import type { AnyRow, ColumnShape, TableShape } from '../writing/table-shape.ts'
import type { WriteConnection } from '../writing/write-connection.ts'
import { groupUpdates, inWriteOrder } from '../writing/write-order.ts'
import { deleteText, insertText, selectManyText, selectText, updateText } from './sqlite-statements.ts'

/** Statements take these numbers of rows: few enough texts to keep all of them prepared. */
const SIZES = [64, 16, 4, 1] as const
const STATEMENTS_KEPT = 1000

/** @param options.onUnsafe the connection could not be brought back to a known state: the process should end */
export function createSqliteConnection(
  manager: EntityManager,
  connection: Database,
  options: { readonly log: Log; readonly onUnsafe: (error: Error) => void },
): WriteConnection {
  const prepared = new Map<string, Statement>()
  const byTable = new Map<TableShape, Map<string, Statement>>()
  let lies = 0

  function statement(text: string): Statement {
    let found = prepared.get(text)
    if (!found) {
      if (prepared.size >= STATEMENTS_KEPT) {
        prepared.clear()
        byTable.clear()
      }
      prepared.set(text, (found = connection.prepare(text)))
    }
    return found
  }
  /** The same of a table's, found by a short name: making and looking up long texts costs. */
  function known(shape: TableShape, name: string, text: () => string): Statement {
    let ofTable = byTable.get(shape)
    if (!ofTable) byTable.set(shape, (ofTable = new Map<string, Statement>()))
    let found = ofTable.get(name)
    if (!found) ofTable.set(name, (found = statement(text())))
    return found
  }

  const columnsOf = (shape: TableShape, row: AnyRow): ColumnShape[] =>
    shape.columns.filter(({ property }) => Object.hasOwn(row, property))
  const valuesOf = (columns: readonly ColumnShape[], row: AnyRow, into: unknown[]): void => {
    for (const { property } of columns) into.push(row[property] ?? null)
  }

  /** Takes rows in groups of the sizes for which there are statements. */
  function inGroups<Row>(rows: readonly Row[], each: (group: readonly Row[]) => void): void {
    for (let from = 0; from < rows.length;) {
      const size = SIZES.find((one) => one <= rows.length - from) ?? 1
      each(rows.slice(from, from + size))
      from += size
    }
  }

  function insert(shape: TableShape, rows: TableChanges['inserts']): void {
    inGroups(rows, (group) => {
      const values: unknown[] = []
      for (const row of group) valuesOf(shape.columns, row, values)
      known(shape, `insert ${group.length}`, () => insertText(shape, group.length)).run(values)
    })
  }

  function remove(shape: TableShape, keys: TableChanges['deletes']): void {
    inGroups(keys, (group) => {
      const values: unknown[] = []
      for (const key of group) valuesOf(shape.key, key, values)
      known(shape, `delete ${group.length}`, () => deleteText(shape, group.length)).run(values)
    })
  }

  /** @param updates all of the same columns */
  function update(shape: TableShape, updates: TableChanges['updates']): void {
    const [first] = updates
    if (!first) return
    const set = columnsOf(shape, first.values)
    const expected = columnsOf(shape, first.expected)
    const name = [...set, { column: ' if ' }, ...expected].map(({ column }) => column).join()
    let changed = 0
    inGroups(updates, (group) => {
      const values: unknown[] = []
      for (const row of group) {
        valuesOf(shape.key, row.key, values)
        valuesOf(set, row.values, values)
        valuesOf(expected, row.expected, values)
      }
      const text = (): string => updateText(shape, set, expected, group.length)
      changed += known(shape, `update ${group.length} ${name}`, text).run(values).changes
    })
    if (changed !== updates.length)
      throw new Error(
        `Expected ${updates.length} rows of "${shape.name}" as they were read, but found ${changed}: ${JSON.stringify(updates.map(({ key, expected: fence }) => ({ ...key, ...fence })))}.`,
      )
  }

  /** Asks the connection itself whether the transaction has ended (the fence), and ends it if not. */
  function endForCertain(): boolean {
    if (!connection.inTransaction) return true
    connection.exec('ROLLBACK')
    return false
  }

  return {
    manager,
    async load(shape, key) {
      const values: unknown[] = []
      valuesOf(shape.key, key, values)
      const one = known(shape, 'by key', () => selectText(shape, shape.key))
      return (one.get(values) as AnyRow | undefined) ?? null
    },
    async loadAll(shape, where) {
      const columns = columnsOf(shape, where)
      const values: unknown[] = []
      valuesOf(columns, where, values)
      const name = `by ${columns.map(({ column }) => column).join()}`
      return known(shape, name, () => selectText(shape, columns)).all(values) as AnyRow[]
    },
    async loadAhead(wanted) {
      const keys = new Map<TableShape, AnyRow[]>()
      for (const { shape, key } of wanted) {
        const ofTable = keys.get(shape)
        if (ofTable) ofTable.push(key)
        else keys.set(shape, [key])
      }
      const found: { shape: TableShape; key: AnyRow; row: AnyRow | null }[] = []
      for (const [shape, all] of keys)
        inGroups(all, (group) => {
          const values: unknown[] = []
          for (const key of group) valuesOf(shape.key, key, values)
          const many = known(shape, `by keys ${group.length}`, () => selectManyText(shape, group.length))
          for (const row of many.all(values) as AnyRow[]) found.push({ shape, key: row, row })
        })
      return found
    },
    async begin() {
      statement('BEGIN IMMEDIATE').run()
    },
    async commit() {
      statement('COMMIT').run()
      if (endForCertain()) return
      lies += 1
      const fault = new StoreUnavailable(
        'Expected the transaction to be committed, but it was still open; it was undone.',
      )
      options.log.error({ times: lies }, fault.message)
      if (lies > 1 || connection.inTransaction) options.onUnsafe(fault)
      throw fault
    },
    async rollback() {
      // A full disk makes SQLite roll back by itself: asking again would fail.
      try {
        endForCertain()
      } catch (cause) {
        const fault = asStoreError(cause)
        options.onUnsafe(fault instanceof Error ? fault : new Error(String(fault)))
        throw fault
      }
    },
    async mark() {
      statement('SAVEPOINT command').run()
    },
    async keep() {
      statement('RELEASE command').run()
    },
    async undo() {
      statement('ROLLBACK TO command').run()
      statement('RELEASE command').run()
    },
    state: () => (connection.inTransaction ? 'open' : 'failed'),
    // One writer, one process: nobody else is there.
    async lockName() {},
    async write(changes) {
      const ordered = inWriteOrder(changes)
      for (const { shape, deletes } of ordered.toReversed()) remove(shape, deletes)
      for (const { shape, inserts, updates } of ordered) {
        insert(shape, inserts)
        for (const group of groupUpdates(updates)) update(shape, group)
      }
    },
    async close() {},
  }
}
