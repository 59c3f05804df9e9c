/** Many instances at rest from a few: the rows of each, in every table that has some, once more with another id. */
import { closeSync, fsyncSync, openSync } from 'node:fs'
import SqliteDatabase, { type Database } from 'better-sqlite3'
import { progress } from './figure.ts'
import { laterId, rekeyed, type Value } from './rekey.ts'
import { insertInto, quoted, tablesOf } from './sqlite-tables.ts'

const COPIES_PER_COMMIT = 50
const ROWS_OF_PROGRESS = 1_000_000

interface RowCopier {
  readonly statement: SqliteDatabase.Statement
  readonly valuesFor: (id: string) => Value[]
}

/**
 * Copies the given instances until the database holds about `total` of such. The copies are older than the originals,
 * so that what starts later goes behind all of them, as it would after years.
 *
 * @param ids of instances that rest, in the order in which they were started
 * @returns how many instances there are now, the originals among them
 */
export function multiplyInstances(path: string, ids: readonly string[], total: number): number {
  const database = new SqliteDatabase(path)
  // Nobody needs this file after a power cut in the middle of it.
  database.pragma('journal_mode = OFF')
  database.pragma('synchronous = OFF')
  database.pragma('foreign_keys = OFF')
  database.pragma('cache_size = -500000')

  const copiers = copiersOf(database, ids)
  const copies = Math.max(1, Math.round(total / ids.length) - 1)
  const span = timeOf(ids.at(-1)) - timeOf(ids[0]) + 1
  let rows = 0
  for (let copy = 1; copy <= copies; copy++) {
    if (copy % COPIES_PER_COMMIT === 1) database.exec('BEGIN')
    const back = (copy - copies - 1) * span
    for (const [id, ofInstance] of copiers) {
      const newId = laterId(id, back)
      for (const { statement, valuesFor } of ofInstance) statement.run(valuesFor(newId))
      rows += ofInstance.length
      if (rows % ROWS_OF_PROGRESS < ofInstance.length) progress(`  ${copy} of ${copies} copies, ${rows} rows`)
    }
    if (copy % COPIES_PER_COMMIT === 0 || copy === copies) database.exec('COMMIT')
  }
  database.pragma('journal_mode = WAL')
  database.close()
  // Else the system would still be writing gigabytes of it while commits are measured.
  const file = openSync(path, 'r+')
  fsyncSync(file)
  closeSync(file)
  return ids.length * (copies + 1)
}

/** The rows of each instance: those whose first value that names an instance at its beginning names this one. */
function copiersOf(database: Database, ids: readonly string[]): ReadonlyMap<string, readonly RowCopier[]> {
  const copiers = new Map<string, RowCopier[]>(ids.map((id) => [id, []]))
  const idLength = ids[0]?.length ?? 0
  for (const table of tablesOf(database)) {
    const statement = database.prepare(insertInto(table))
    const counted = table.columns.indexOf(table.counted ?? '')
    const rows = database
      .prepare<[], Value[]>(`SELECT * FROM ${quoted(table.name)}`)
      .raw()
      .all()
    for (const row of rows) {
      const id = row
        .filter((value) => typeof value === 'string')
        .map((value) => value.slice(0, idLength))
        .find((value) => copiers.has(value))
      if (id === undefined) continue
      if (counted >= 0) row[counted] = null
      copiers.get(id)?.push({ statement, valuesFor: rekeyed(row, id) })
    }
  }
  for (const [id, found] of copiers) {
    if (found.length < 2) throw new Error(`Expected rows of instance ${id} in several tables, but got ${found.length}.`)
  }
  return copiers
}

function timeOf(id: string | undefined): number {
  return Number.parseInt(id?.slice(0, 13).replace('-', '') ?? '', 16)
}
