/** Many instances at rest from a few: the rows of each, in every table that has some, once more with other ids. */
import { closeSync, fsyncSync, openSync } from 'node:fs'
import SqliteDatabase, { type Database } from 'better-sqlite3'
import { progress } from './figure.ts'
import { isId, ownText } from './rekey.ts'
import { quoted, tablesOf, type Table } from './sqlite-tables.ts'

const INSTANCES_PER_COMMIT = 20_000

/**
 * What is an instance's own: its id first, then the ids of the records that it made, and every other text of which there
 * may be only one, e.g. the number of its record.
 */
export type OwnTexts = readonly [string, ...string[]]

/**
 * Copies the given instances until the database holds about `total` of such. The copies are older than the originals,
 * so that what starts later goes behind all of them, as it would after years.
 *
 * @param originals instances that rest, in the order in which they were started
 * @returns how many instances there are now, the originals among them
 */
export function multiplyInstances(
  path: string,
  originals: readonly OwnTexts[],
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
  const most = Math.max(...originals.map((own) => own.length))
  const pairs = Array.from({ length: most }, (_, at) => [`old_${at}`, `new_${at}`])
  database.exec(`CREATE TEMP TABLE copied (instance_id TEXT NOT NULL, ${pairs.flat().join(', ')})`)
  const addCopy = database.prepare(`INSERT INTO copied VALUES (?, ${pairs.map(() => '?, ?').join(', ')})`)
  const copyRows = tablesOf(database).flatMap((table) => copierOf(database, table, originals, pairs))
  const copies = Math.max(1, Math.round(total / originals.length) - 1)
  const span = timeOf(originals.at(-1)?.[0]) - timeOf(originals[0]?.[0]) + 1
  const copiesPerCommit = Math.ceil(INSTANCES_PER_COMMIT / originals.length)
  for (let copy = 0; copy < copies; copy += copiesPerCommit) {
    const next = Math.min(copy + copiesPerCommit, copies)
    database.exec('BEGIN; DELETE FROM copied')
    for (let one = copy; one < next; one++) {
      for (const own of originals) {
        // Where an instance has fewer texts than another, nothing is replaced by nothing.
        const texts = pairs.flatMap((_, at) => {
          const old = own[at]
          return old === undefined ? ['', ''] : [old, ownText(old, one, (one - copies) * span)]
        })
        addCopy.run(own[0], ...texts)
      }
    }
    for (const statement of copyRows) statement.run()
    database.exec('COMMIT')
    say(`  ${(next + 1) * originals.length} instances`)
  }
  database.pragma('journal_mode = WAL')
  database.close()
  // Else the system would still be writing gigabytes of it while commits are measured.
  const file = openSync(path, 'r+')
  fsyncSync(file)
  closeSync(file)
  return originals.length * (copies + 1)
}

/**
 * Sets the rows of the originals aside and prepares what writes them for every one in `copied`. A row belongs to the
 * instance that the first of its values names which begins with one of the ids of an instance.
 */
function copierOf(
  database: Database,
  table: Table,
  originals: readonly OwnTexts[],
  pairs: readonly (readonly string[])[],
): SqliteDatabase.Statement[] {
  const known = new Map(originals.flatMap((own) => own.filter(isId).map((id) => [id, own] as const)))
  const idLength = originals[0]?.[0].length ?? 0
  const instanceOf = (row: readonly unknown[]): OwnTexts | undefined =>
    row
      .filter((value) => typeof value === 'string')
      .map((value) => known.get(value.slice(0, idLength)))
      .find((own) => own !== undefined)
  const rows = database
    .prepare<[], unknown[]>(`SELECT * FROM ${quoted(table.name)}`)
    .raw()
    .all()
    .flatMap((row) => {
      const own = instanceOf(row)
      return own ? [{ row, own }] : []
    })
  if (rows.length === 0) return []

  const original = quoted(`original_${table.name}`)
  const columns = table.columns.map(quoted)
  database.exec(`CREATE TEMP TABLE ${original} (instance_id, ${columns.join(', ')})`)
  const keep = database.prepare(`INSERT INTO ${original} VALUES (${['?', ...columns.map(() => '?')].join(', ')})`)
  for (const { row, own } of rows) keep.run(own[0], ...row)
  database.exec(`CREATE INDEX temp.${quoted(`by_instance_${table.name}`)} ON ${original} (instance_id)`)

  const values = table.columns.map((column, index) => {
    if (column === table.counted) return 'NULL'
    const namesIt = rows.some(({ row, own }) => {
      const value = row[index]
      return typeof value === 'string' && own.some((text) => value.includes(text))
    })
    if (!namesIt) return quoted(column)
    return pairs.reduce((value, [old, replacement]) => `replace(${value}, ${old}, ${replacement})`, quoted(column))
  })
  return [
    database.prepare(
      `INSERT INTO ${quoted(table.name)} (${columns.join(', ')}) SELECT ${values.join(', ')}
       FROM copied CROSS JOIN ${original} USING (instance_id) ORDER BY copied.rowid`,
    ),
  ]
}

function timeOf(id: string | undefined): number {
  return Number.parseInt(id?.slice(0, 13).replace('-', '') ?? '', 16)
}
