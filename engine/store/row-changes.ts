/**
 * What one command writes, collected row by row and written at its end: every table once, rows in one statement where
 * possible. Several changes of one row become one, so that a task opened and closed in the same run costs one insert.
 */
import { type EntityManager, EntitySchema, type ObjectLiteral } from 'typeorm'
import { engineTables } from './tables/engine-tables.ts'

const ROWS_PER_INSERT = 50

/** The rows that one command is going to write. */
export interface RowChanges {
  insert<Row extends ObjectLiteral>(table: EntitySchema<Row>, row: Row): void
  /**
   * Changes one row. `expected` are values that it must still have: the fence against a writer who read an older one.
   *
   * @param key values of the primary key
   */
  update<Row extends ObjectLiteral>(
    table: EntitySchema<Row>,
    key: Partial<Row>,
    values: Partial<Row>,
    expected?: Partial<Row>,
  ): void
  delete<Row extends ObjectLiteral>(table: EntitySchema<Row>, key: Partial<Row>): void
  /** Statements over many rows; run after the rows, in order. */
  afterwards(statement: (manager: EntityManager) => Promise<unknown>): void
  /** Writes everything collected so far. @throws Error when an update found no row as expected */
  flush(manager: EntityManager): Promise<void>
}

type Change =
  | { readonly kind: 'insert'; readonly row: ObjectLiteral }
  | {
      readonly kind: 'update'
      readonly key: ObjectLiteral
      readonly values: ObjectLiteral
      readonly expected: ObjectLiteral
    }
  | { readonly kind: 'delete'; readonly key: ObjectLiteral }

const order = new Map<string, number>(engineTables.map((table, index) => [table.options.name, index]))

/** Makes an empty collection. */
export function createRowChanges(): RowChanges {
  const tables = new Map<string, Map<string, Change>>()
  let statements: ((manager: EntityManager) => Promise<unknown>)[] = []

  function slot(
    table: { readonly options: { readonly name: string } },
    primary: readonly unknown[],
  ): [Map<string, Change>, string] {
    const name = table.options.name
    let changes = tables.get(name)
    if (!changes) tables.set(name, (changes = new Map<string, Change>()))
    return [changes, JSON.stringify(primary)]
  }

  return {
    insert(table, row) {
      const [changes, id] = slot(table, primaryKey(table, row))
      const before = changes.get(id)
      if (before && before.kind !== 'delete')
        throw new Error(`Expected a new row ${id} of "${table.options.name}", but it is there already.`)
      // Removed and set again in the same run, e.g. a timer that moves: one update of all its columns.
      if (before) changes.set(id, { kind: 'update', key: before.key, values: row, expected: {} })
      else changes.set(id, { kind: 'insert', row })
    },
    update(table, key, values, expected = {}) {
      const [changes, id] = slot(table, primaryKey(table, key))
      const before = changes.get(id)
      if (before?.kind === 'insert') changes.set(id, { kind: 'insert', row: { ...before.row, ...values } })
      else if (before?.kind === 'update')
        changes.set(id, {
          ...before,
          values: { ...before.values, ...values },
          expected: { ...expected, ...before.expected },
        })
      else if (!before) changes.set(id, { kind: 'update', key, values, expected })
    },
    delete(table, key) {
      const [changes, id] = slot(table, primaryKey(table, key))
      if (changes.get(id)?.kind === 'insert') changes.delete(id)
      else changes.set(id, { kind: 'delete', key })
    },
    afterwards(statement) {
      statements.push(statement)
    },
    async flush(manager) {
      const place = ([name]: readonly [string, unknown]): number => order.get(name) ?? 0
      const sorted = [...tables].sort((a, b) => place(a) - place(b))
      for (const [name, changes] of sorted.toReversed()) await writeDeletes(manager, name, changes)
      for (const [name, changes] of sorted) {
        await writeInserts(manager, name, changes)
        await writeUpdates(manager, name, changes)
      }
      tables.clear()
      const afterwards = statements
      statements = []
      for (const statement of afterwards) await statement(manager)
    },
  }
}

function primaryKey<Row extends ObjectLiteral>(table: EntitySchema<Row>, row: Partial<Row>): unknown[] {
  const key: unknown[] = []
  for (const [property, column] of Object.entries(table.options.columns)) {
    if (column?.primary) key.push(Reflect.get(row, property))
  }
  if (key.includes(undefined))
    throw new Error(`Expected a whole primary key of "${table.options.name}", but got ${JSON.stringify(row)}.`)
  return key
}

async function writeInserts(
  manager: EntityManager,
  table: string,
  changes: ReadonlyMap<string, Change>,
): Promise<void> {
  const rows: ObjectLiteral[] = []
  for (const change of changes.values()) if (change.kind === 'insert') rows.push(change.row)
  for (let from = 0; from < rows.length; from += ROWS_PER_INSERT) {
    const values = rows.slice(from, from + ROWS_PER_INSERT)
    await manager.createQueryBuilder().insert().into(table).values(values).updateEntity(false).execute()
  }
}

async function writeUpdates(
  manager: EntityManager,
  table: string,
  changes: ReadonlyMap<string, Change>,
): Promise<void> {
  for (const change of changes.values()) {
    if (change.kind !== 'update') continue
    const where = { ...change.key, ...change.expected }
    const result = await manager.createQueryBuilder().update(table).set(change.values).where(where).execute()
    if (result.affected !== 1)
      throw new Error(
        `Expected one row of "${table}" with ${JSON.stringify(where)}, but found ${result.affected ?? 0}.`,
      )
  }
}

async function writeDeletes(
  manager: EntityManager,
  table: string,
  changes: ReadonlyMap<string, Change>,
): Promise<void> {
  for (const change of changes.values()) {
    if (change.kind === 'delete') await manager.createQueryBuilder().delete().from(table).where(change.key).execute()
  }
}
