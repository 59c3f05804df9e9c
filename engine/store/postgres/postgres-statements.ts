/** The text of PostgreSQL's statements over rows of a table: any number of rows goes in as one list per column. */
import type { ColumnShape, TableShape } from '../writing/table-shape.ts'

const quoted = (name: string): string => `"${name}"`
const listed = (columns: readonly ColumnShape[]): string => columns.map(({ column }) => quoted(column)).join(', ')
const lists = (columns: readonly ColumnShape[]): string =>
  columns.map(({ type }, index) => `$${index + 1}::${type}[]`).join(', ')

const selected = ({ columns }: TableShape): string =>
  columns.map(({ property, column }) => `${quoted(column)} AS ${quoted(property)}`).join(', ')

/** Names of the lists that a statement is given. */
const given = (columns: readonly ColumnShape[]): string =>
  `unnest(${lists(columns)}) AS "given"(${columns.map((_, index) => quoted(`column${index + 1}`)).join(', ')})`
const at = (index: number): string => `"given"."column${index + 1}"`

/** How rows are taken: as they are, locked for us, or locked unless somebody else has them. */
export type Taking = 'as it is' | 'locked' | 'locked or left'

const TAKING: Readonly<Record<Taking, string>> = {
  'as it is': '',
  locked: ' FOR UPDATE',
  'locked or left': ' FOR UPDATE SKIP LOCKED',
}

/** Rows with these values in these columns. */
export function selectText(shape: TableShape, where: readonly ColumnShape[], taking: Taking = 'as it is'): string {
  const wanted = where.map(({ column }, index) => `${quoted(column)} = $${index + 1}`)
  return `SELECT ${selected(shape)} FROM ${quoted(shape.name)} WHERE ${wanted.join(' AND ')}${TAKING[taking]}`
}

/** Rows by lists of their keys; locked in one order, so that those who wait never wait for each other. */
export function selectManyText(shape: TableShape, taking: Taking): string {
  const { name, key } = shape
  const order = taking === 'as it is' ? '' : ` ORDER BY ${listed(key)}`
  return `SELECT ${selected(shape)} FROM ${quoted(name)} WHERE (${listed(key)}) IN (SELECT * FROM unnest(${lists(key)}))${order}${TAKING[taking]}`
}

/**
 * Process instances by a list of their ids, and those that rows of other tables belong to, by one list of ids for each.
 */
export function selectInstancesText(instances: TableShape, others: readonly TableShape[], taking: Taking): string {
  const owners = others.map(
    ({ name }, index) => `SELECT "process_instance_id" FROM ${quoted(name)} WHERE "id" = ANY($${index + 2}::text[])`,
  )
  return `SELECT ${selected(instances)} FROM "process_instance" WHERE "id" IN (${['SELECT unnest($1::text[])', ...owners].join(' UNION ')}) ORDER BY "id"${TAKING[taking]}`
}

/** All columns of each row. */
export const insertText = ({ name, columns }: TableShape): string =>
  `INSERT INTO ${quoted(name)} (${listed(columns)}) SELECT * FROM unnest(${lists(columns)})`

/** Each row has its key, then the new values, then the values expected. */
export function updateText(
  { name, key }: TableShape,
  values: readonly ColumnShape[],
  expected: readonly ColumnShape[],
): string {
  const table = quoted(name)
  const set = values.map(({ column }, index) => `${quoted(column)} = ${at(key.length + index)}`)
  const where = [
    ...key.map(({ column }, index) => `${table}.${quoted(column)} = ${at(index)}`),
    ...expected.map(
      ({ column }, index) =>
        `${table}.${quoted(column)} IS NOT DISTINCT FROM ${at(key.length + values.length + index)}`,
    ),
  ]
  return `UPDATE ${table} SET ${set.join(', ')} FROM ${given([...key, ...values, ...expected])} WHERE ${where.join(' AND ')}`
}

/** Rows by their keys. */
export function deleteText({ name, key }: TableShape): string {
  const table = quoted(name)
  const where = key.map(({ column }, index) => `${table}.${quoted(column)} = ${at(index)}`)
  return `DELETE FROM ${table} USING ${given(key)} WHERE ${where.join(' AND ')}`
}
