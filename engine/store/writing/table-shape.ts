import type { EntitySchema, ObjectLiteral } from 'typeorm'

/** A row of any table, by property names. */
export type AnyRow = Readonly<Record<string, unknown>>

/** One column: its property in our types, its name and type in the database. */
export interface ColumnShape {
  readonly property: string
  readonly column: string
  readonly type: 'text' | 'integer'
}

/** What statements need to know of a table; read from its entity schema once. */
export interface TableShape {
  readonly name: string
  readonly columns: readonly ColumnShape[]
  /** The primary key, in the order of its columns. */
  readonly key: readonly ColumnShape[]
  /** Text that is equal for equal primary keys. @throws Error when a part of the key is missing */
  idOf(row: AnyRow): string
}

const shapes = new WeakMap<object, TableShape>()

/** The shape of a table. */
export function shapeOf<Row extends ObjectLiteral>(table: EntitySchema<Row>): TableShape {
  const known = shapes.get(table)
  if (known) return known
  const { name, columns: described } = table.options
  const columns: ColumnShape[] = []
  const key: ColumnShape[] = []
  for (const [property, column] of Object.entries(described)) {
    if (!column) continue
    const shape: ColumnShape = {
      property,
      column: column.name ?? property,
      type: column.type === 'integer' ? 'integer' : 'text',
    }
    columns.push(shape)
    if (column.primary) key.push(shape)
  }
  const shape: TableShape = { name, columns, key, idOf: idReader(name, key) }
  shapes.set(table, shape)
  return shape
}

function idReader(table: string, key: readonly ColumnShape[]): (row: AnyRow) => string {
  const part = (row: AnyRow, property: string): string => {
    const value = row[property]
    if (typeof value === 'string') return value
    if (typeof value === 'number') return String(value)
    throw new Error(`Expected a whole primary key of "${table}", but "${property}" is missing.`)
  }
  const [only] = key
  if (key.length === 1 && only) return (row) => part(row, only.property)
  // No stored text holds this character, so that no two keys give the same id.
  return (row) => key.map(({ property }) => part(row, property)).join('\u0000')
}
