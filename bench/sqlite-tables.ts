/** The tables of a database as it describes them itself: the benchmarks know no table of the engine by name. */
import type { Database } from 'better-sqlite3'

export interface Table {
  readonly name: string
  readonly columns: readonly string[]
  /** Columns of the primary key. */
  readonly key: readonly string[]
  /** The one column of a key that SQLite counts by itself; null where there is none. */
  readonly counted: string | null
}

interface ColumnInfo {
  readonly name: string
  readonly type: string
  readonly pk: number
}

/** Every ordinary table of the program; none of SQLite's own and none that a virtual table keeps. */
export function tablesOf(database: Database): readonly Table[] {
  const list = database
    .prepare<[], { name: string }>(
      `SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite~_%' ESCAPE '~'`,
    )
    .all()
  return list.map(({ name }) => {
    const columns = database.prepare<[string], ColumnInfo>('SELECT name, type, pk FROM pragma_table_info(?)').all(name)
    const key = columns.filter(({ pk }) => pk > 0).sort((a, b) => a.pk - b.pk)
    const [only] = key
    const counted = key.length === 1 && only?.type.toUpperCase() === 'INTEGER' ? only.name : null
    return { name, columns: columns.map((column) => column.name), key: key.map((column) => column.name), counted }
  })
}

/** A name as SQL takes it, whatever it is. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** An insert of a whole row, with a place for every column. */
export function insertInto({ name, columns }: Table): string {
  return `INSERT OR REPLACE INTO ${quoted(name)} (${columns.map(quoted).join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`
}
