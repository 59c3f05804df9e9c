/**
 * The text of SQLite's statements over rows of a table; several rows go into one statement. One that meets a conflict rolls
 * the whole transaction back (`OR ROLLBACK`): the writer does that in any case, and SQLite need not keep a copy of
 * every page that the statement touches to undo it alone.
 */
import type { ColumnShape, TableShape } from '../writing/table-shape.ts'

const quoted = (name: string): string => `"${name}"`
const marks = (count: number): string => `(${Array(count).fill('?').join(',')})`
const repeated = (text: string, count: number): string => Array(count).fill(text).join(',')

const selected = ({ columns }: TableShape): string =>
  columns.map(({ property, column }) => `${quoted(column)} AS ${quoted(property)}`).join(', ')

/** Rows with these values in these columns. */
export const selectText = (shape: TableShape, where: readonly ColumnShape[]): string =>
  `SELECT ${selected(shape)} FROM ${quoted(shape.name)} WHERE ${where.map(({ column }) => `${quoted(column)} = ?`).join(' AND ')}`

/** `rows` rows, all columns of each. */
export const insertText = ({ name, columns }: TableShape, rows: number): string =>
  `INSERT OR ROLLBACK INTO ${quoted(name)} (${columns.map(({ column }) => quoted(column)).join(', ')}) VALUES ${repeated(marks(columns.length), rows)}`

/** `rows` rows: each has its key, then the new values, then the values expected. */
export function updateText(
  { name, key }: TableShape,
  values: readonly ColumnShape[],
  expected: readonly ColumnShape[],
  rows: number,
): string {
  const at = (index: number): string => `"given"."column${index + 1}"`
  const table = quoted(name)
  const set = values.map(({ column }, index) => `${quoted(column)} = ${at(key.length + index)}`)
  const where = [
    ...key.map(({ column }, index) => `${table}.${quoted(column)} = ${at(index)}`),
    ...expected.map(({ column }, index) => `${table}.${quoted(column)} IS ${at(key.length + values.length + index)}`),
  ]
  const given = repeated(marks(key.length + values.length + expected.length), rows)
  return `UPDATE OR ROLLBACK ${table} SET ${set.join(', ')} FROM (VALUES ${given}) AS "given" WHERE ${where.join(' AND ')}`
}

/** `rows` rows by their keys. */
export const deleteText = (shape: TableShape, rows: number): string =>
  `DELETE FROM ${quoted(shape.name)} WHERE ${isOneOf(shape, rows)}`

/** Those of `rows` rows that are there, by their keys. */
export const selectManyText = (shape: TableShape, rows: number): string =>
  `SELECT ${selected(shape)} FROM ${quoted(shape.name)} WHERE ${isOneOf(shape, rows)}`

function isOneOf({ key }: TableShape, rows: number): string {
  const [only] = key
  return key.length === 1 && only
    ? `${quoted(only.column)} IN ${marks(rows)}`
    : `(${key.map(({ column }) => quoted(column)).join(', ')}) IN (VALUES ${repeated(marks(key.length), rows)})`
}
