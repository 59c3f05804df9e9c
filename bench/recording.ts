/**
 * What the engine writes to SQLite, command by command. Triggers on every table of a database that the engine made note
 * each row that is inserted, changed or deleted; so the rows are the engine's own, however it comes to write them.
 */
import { writeFileSync } from 'node:fs'
import SqliteDatabase, { type Database } from 'better-sqlite3'
import { loadEngine } from './built.ts'
import { deployPermit, learnPlans, PROCESS_KEY } from './permit.ts'
import type { Value } from './rekey.ts'
import { insertInto, quoted, tablesOf, type Table } from './sqlite-tables.ts'

/** One statement on one row. */
export interface RowWrite {
  readonly sql: string
  readonly values: readonly Value[]
}

/** An instance from its start to its end; the first command is the start, each further one a completion. */
export interface RecordedInstance {
  readonly id: string
  readonly commands: readonly (readonly RowWrite[])[]
}

/** Instances of each case are recorded so often: their rows differ by nothing but ids and times. */
const INSTANCES_PER_CASE = 2

const LOG = 'bench_log'

/**
 * Makes a database with the engine's tables at `path`, runs some instances on it one step at a time, and takes the
 * triggers away again: what stays is a database of the same tables, ready for `subjects/raw.ts`.
 */
export async function recordInstances(path: string, recordingFile: string): Promise<void> {
  const { createEngine, EMBEDDED: by } = await loadEngine()
  const fresh = await createEngine({ database: { path } })
  await deployPermit(fresh)
  const plans = await learnPlans(fresh)
  await fresh.close()

  const tables = withDatabase(path, (database) => {
    const found = tablesOf(database)
    installTriggers(database, found)
    return found
  })
  const engine = await createEngine({ database: { path } })
  const watcher = new SqliteDatabase(path, { readonly: true })
  const position = watcher.prepare<[], number>(`SELECT coalesce(max(seq), 0) FROM ${LOG}`).pluck()
  const written: { id: string; ends: number[] }[] = []
  const begun = position.get() ?? 0
  for (const { variables, tasks } of Array.from({ length: INSTANCES_PER_CASE }, () => plans).flat()) {
    const { id } = await engine.startProcessInstance({ by, processKey: PROCESS_KEY, variables })
    const ends = [position.get() ?? 0]
    for (const { suffix, data } of tasks) {
      await engine.completeTask({ by, taskId: `${id}${suffix}`, data })
      ends.push(position.get() ?? 0)
    }
    written.push({ id, ends })
  }
  watcher.close()
  await engine.close()

  const instances = withDatabase(path, (database) => {
    let from = begun
    const recorded = written.map(({ id, ends }) => ({
      id,
      commands: ends.map((to) => {
        const writes = readWrites(database, tables, from, to)
        if (writes.length === 0) throw new Error(`Expected every command to write rows, but one of ${id} wrote none.`)
        from = to
        return writes
      }),
    }))
    removeTriggers(database, tables)
    return recorded
  })
  writeFileSync(recordingFile, JSON.stringify(instances))
}

/** JSON makes objects of bytes. */
export function readRecording(text: string): readonly RecordedInstance[] {
  return JSON.parse(text, (_name, value: unknown) =>
    typeof value === 'object' && value !== null && 'type' in value && value.type === 'Buffer'
      ? Buffer.from((value as unknown as { readonly data: readonly number[] }).data)
      : value,
  ) as RecordedInstance[]
}

function withDatabase<Result>(path: string, work: (database: Database) => Result): Result {
  const database = new SqliteDatabase(path)
  try {
    return work(database)
  } finally {
    database.close()
  }
}

const EVENTS = ['insert', 'update', 'delete'] as const

/** From now on every row that is written is noted, in the order of writing. */
export function installTriggers(database: Database, tables: readonly Table[]): void {
  const width = Math.max(...tables.map(({ columns }) => columns.length))
  const cells = Array.from({ length: width }, (_, index) => `c${index}`)
  database.exec(`CREATE TABLE ${LOG} (seq INTEGER PRIMARY KEY, source TEXT, what TEXT, ${cells.join(', ')})`)
  for (const { name, columns } of tables) {
    const note = (what: 'old' | 'new'): string =>
      `INSERT INTO ${LOG} (source, what, ${columns.map((_, index) => `c${index}`).join(', ')}) ` +
      `VALUES ('${name}', '${what}', ${columns.map((column) => `${what}.${quoted(column)}`).join(', ')});`
    const body = { insert: note('new'), update: note('old') + note('new'), delete: note('old') }
    for (const event of EVENTS) {
      database.exec(
        `CREATE TRIGGER ${quoted(`bench_${event}_${name}`)} AFTER ${event} ON ${quoted(name)} BEGIN ${body[event]} END`,
      )
    }
  }
}

/** Leaves the database as it was before, but for what the engine wrote. */
export function removeTriggers(database: Database, tables: readonly Table[]): void {
  for (const { name } of tables) {
    for (const event of EVENTS) database.exec(`DROP TRIGGER ${quoted(`bench_${event}_${name}`)}`)
  }
  database.exec(`DROP TABLE ${LOG}`)
}

type LogRow = { readonly source: string; readonly what: 'old' | 'new' } & Readonly<Record<string, Value>>

/** What was noted after position `from` up to `to`, as statements that write it again. */
export function readWrites(database: Database, tables: readonly Table[], from: number, to: number): RowWrite[] {
  const rows = database
    .prepare<[number, number], LogRow>(`SELECT * FROM ${LOG} WHERE seq > ? AND seq <= ? ORDER BY seq`)
    .all(from, to)
  const writes: RowWrite[] = []
  for (let index = 0; index < rows.length; index++) {
    const row = rows[index]
    const table = tables.find(({ name }) => name === row?.source)
    if (row === undefined || table === undefined) throw new Error('Expected a row of a known table in the recording.')
    const after = rows[index + 1]
    if (row.what === 'new') writes.push(insertion(table, row))
    else if (after?.what === 'new' && after.source === row.source && sameKey(table, row, after)) {
      index += 1
      writes.push(...change(table, row, after))
    } else writes.push({ sql: `DELETE FROM ${quoted(table.name)} WHERE ${whereKey(table)}`, values: keyOf(table, row) })
  }
  return writes
}

const cell = ({ columns }: Table, row: LogRow, column: string): Value => row[`c${columns.indexOf(column)}`] ?? null

const keyOf = (table: Table, row: LogRow): Value[] => {
  if (table.key.length === 0 || table.counted !== null) {
    throw new Error(`Expected "${table.name}" to have a key made by the engine, so that its rows can be written again.`)
  }
  return table.key.map((column) => cell(table, row, column))
}

const whereKey = ({ key }: Table): string => key.map((column) => `${quoted(column)} = ?`).join(' AND ')

const sameKey = (table: Table, row: LogRow, other: LogRow): boolean =>
  table.key.every((column) => cell(table, row, column) === cell(table, other, column))

function insertion(table: Table, row: LogRow): RowWrite {
  const values = table.columns.map((column) => (column === table.counted ? null : cell(table, row, column)))
  return { sql: insertInto(table), values }
}

/** Only the columns whose value is another; none where the engine wrote the same once more. */
function change(table: Table, before: LogRow, after: LogRow): RowWrite[] {
  const changed = table.columns.filter((column) => {
    const [old, now] = [cell(table, before, column), cell(table, after, column)]
    return Buffer.isBuffer(old) && Buffer.isBuffer(now) ? !old.equals(now) : old !== now
  })
  if (changed.length === 0) return []
  const sets = changed.map((column) => `${quoted(column)} = ?`).join(', ')
  return [
    {
      sql: `UPDATE ${quoted(table.name)} SET ${sets} WHERE ${whereKey(table)}`,
      values: [...changed.map((column) => cell(table, after, column)), ...keyOf(table, after)],
    },
  ]
}
