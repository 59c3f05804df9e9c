/** Many instances at rest from a few: the rows of each, in every table that has some, once more with another id. */
import { closeSync, fsyncSync, openSync } from 'node:fs'
import SqliteDatabase, { type Database } from 'better-sqlite3'
import { progress } from './figure.ts'
import { laterId } from './rekey.ts'
import { quoted, tablesOf, type Table } from './sqlite-tables.ts'

const INSTANCES_PER_COMMIT = 20_000

/**
 * Copies the given instances until the database holds about `total` of such. The copies are older than the originals,
 * so that what starts later goes behind all of them, as it would after years.
 *
 * @param ids of instances that rest, in the order in which they were started
 * @returns how many instances there are now, the originals among them
 */
export function multiplyInstances(
  path: string,
  ids: readonly string[],
  total: number,
  say: (line: string) => void = progress,
): number {
  const database = new SqliteDatabase(path)
  // Nobody needs this file after a power cut in the middle of it.
  database.pragma('journal_mode = OFF')
  database.pragma('synchronous = OFF')
  database.pragma('foreign_keys = OFF')
  database.pragma('cache_size = -500000')

  // Inside SQLite this takes half the time that it takes to bring every row here and back.
  database.exec('CREATE TEMP TABLE copied (old_id TEXT NOT NULL, new_id TEXT NOT NULL)')
  const addCopy = database.prepare<[string, string]>('INSERT INTO copied VALUES (?, ?)')
  const copyRows = tablesOf(database).flatMap((table) => copierOf(database, table, ids))
  const copies = Math.max(1, Math.round(total / ids.length) - 1)
  const span = timeOf(ids.at(-1)) - timeOf(ids[0]) + 1
  const copiesPerCommit = Math.ceil(INSTANCES_PER_COMMIT / ids.length)
  for (let copy = 0; copy < copies; copy += copiesPerCommit) {
    const next = Math.min(copy + copiesPerCommit, copies)
    database.exec('BEGIN; DELETE FROM copied')
    for (let one = copy; one < next; one++) for (const id of ids) addCopy.run(id, laterId(id, (one - copies) * span))
    for (const statement of copyRows) statement.run()
    database.exec('COMMIT')
    say(`  ${(next + 1) * ids.length} instances`)
  }
  database.pragma('journal_mode = WAL')
  database.close()
  // Else the system would still be writing gigabytes of it while commits are measured.
  const file = openSync(path, 'r+')
  fsyncSync(file)
  closeSync(file)
  return ids.length * (copies + 1)
}

/**
 * Sets the rows of the originals aside and prepares what writes them for every id in `copied`. A row belongs to the
 * instance that the first of its values names which begins with the id of one.
 */
function copierOf(database: Database, table: Table, ids: readonly string[]): SqliteDatabase.Statement[] {
  const known = new Set(ids)
  const idLength = ids[0]?.length ?? 0
  const instanceOf = (row: readonly unknown[]): string | undefined =>
    row
      .filter((value) => typeof value === 'string')
      .map((value) => value.slice(0, idLength))
      .find((value) => known.has(value))
  const rows = database
    .prepare<[], unknown[]>(`SELECT * FROM ${quoted(table.name)}`)
    .raw()
    .all()
    .map((row) => ({ row, id: instanceOf(row) }))
    .filter(({ id }) => id !== undefined)
  if (rows.length === 0) return []

  const original = quoted(`original_${table.name}`)
  const columns = table.columns.map(quoted)
  database.exec(`CREATE TEMP TABLE ${original} (instance_id, ${columns.join(', ')})`)
  const keep = database.prepare(`INSERT INTO ${original} VALUES (${['?', ...columns.map(() => '?')].join(', ')})`)
  for (const { row, id } of rows) keep.run(id, ...row)
  database.exec(`CREATE INDEX temp.${quoted(`by_instance_${table.name}`)} ON ${original} (instance_id)`)

  const values = table.columns.map((column, index) => {
    if (column === table.counted) return 'NULL'
    const namesIt = rows.some(({ row, id }) => typeof row[index] === 'string' && row[index].includes(id ?? ''))
    return namesIt ? `replace(${quoted(column)}, old_id, new_id)` : quoted(column)
  })
  return [
    database.prepare(
      `INSERT INTO ${quoted(table.name)} (${columns.join(', ')}) SELECT ${values.join(', ')}
       FROM copied CROSS JOIN ${original} ON instance_id = old_id ORDER BY copied.rowid`,
    ),
  ]
}

function timeOf(id: string | undefined): number {
  return Number.parseInt(id?.slice(0, 13).replace('-', '') ?? '', 16)
}
