/**
 * Rows of tables and files as they stand in what was posted: a row is added or removed, rows without a word are left out, and
 * what remains is numbered from 0. Afterwards row 2 of the texts is entry 2 of the data, so that mistakes find their field.
 */
import { partsOf, type FieldShape } from '../controls/field-shape.ts'
import { rowsIn } from '../controls/rows.ts'
import { byName } from '../controls/typed.ts'
import type { FormAction } from './form-action.ts'

export interface ArrangeOptions {
  readonly action: FormAction | null
  /** Leave out rows in which nothing was entered. */
  readonly tidy: boolean
}

type Texts = ReadonlyMap<string, readonly string[]>

/** @returns the texts with the rows of these fields arranged */
export function arrangeRows(
  typed: URLSearchParams,
  fields: readonly FieldShape[],
  options: ArrangeOptions,
): URLSearchParams {
  const arranged = arrangeAll(byName(typed), fields, options)
  return new URLSearchParams([...arranged].flatMap(([name, texts]) => texts.map((text) => [name, text])))
}

function arrangeAll(typed: Texts, fields: readonly FieldShape[], options: ArrangeOptions): Texts {
  return fields.reduce((texts, field) => arrange(texts, field, options), typed)
}

function arrange(typed: Texts, field: FieldShape, options: ArrangeOptions): Texts {
  const { action, tidy } = options
  if (field.kind === 'object') return arrangeAll(typed, partsOf(field, field.name, undefined), options)
  if (field.kind !== 'table' && field.kind !== 'service-data' && field.kind !== 'files') return typed

  const isHere = action !== null && 'field' in action && action.field === field.name
  const written = rowsIn(typed.get(field.name) ?? [])
  if (written.length === 0 && !(isHere && action.kind === 'add-row')) return typed
  const inside = (row: string): readonly FieldShape[] =>
    field.kind === 'table' ? partsOf(field, `${field.name}/${row}`, undefined) : []
  const within = written.reduce((texts, row) => arrangeAll(texts, inside(row), options), typed)
  const filled = tidy && field.kind === 'table' ? filledPlaces(within) : null
  const removed = isHere && action.kind === 'remove-row' ? String(action.row) : null
  const kept = written.filter((row) => row !== removed && !(filled && isBlank(within, filled, inside(row))))
  const added = isHere && action.kind === 'add-row' && hasRoom(field, kept.length)
  return numbered(within, field.name, written, kept, added ? kept.length + 1 : kept.length)
}

function hasRoom(field: FieldShape, rows: number): boolean {
  const { maxItems } = field.schema
  return typeof maxItems !== 'number' || rows < maxItems
}

/** @returns every name at which, or within which, something was entered */
function filledPlaces(typed: Texts): ReadonlySet<string> {
  const places = new Set<string>()
  for (const [name, texts] of typed) {
    if (texts.every((text) => text.trim() === '')) continue
    for (let end = name.length; end > 0; end = name.lastIndexOf('/', end - 1)) places.add(name.slice(0, end))
  }
  return places
}

/** Nothing typed, nothing chosen; a box without a tick says nothing. */
function isBlank(typed: Texts, filled: ReadonlySet<string>, parts: readonly FieldShape[]): boolean {
  return parts.every((part) => {
    if (part.kind === 'checkbox') return !(typed.get(part.name) ?? []).includes('true')
    if (part.kind === 'object') return isBlank(typed, filled, partsOf(part, part.name, undefined))
    return !filled.has(part.name)
  })
}

/** Names the rows anew, in one pass. */
function numbered(
  typed: Texts,
  table: string,
  written: readonly string[],
  kept: readonly string[],
  count: number,
): Texts {
  const places = new Map(kept.map((row, place) => [row, String(place)]))
  const result = new Map<string, readonly string[]>()
  for (const [name, texts] of typed) {
    if (name === table) continue
    const [row = '', ...rest] = name.startsWith(`${table}/`) ? name.slice(table.length + 1).split('/') : []
    const place = places.get(row)
    if (row === '' || !/^\d+$/.test(row)) result.set(name, texts)
    else if (place !== undefined) result.set([table, place, ...rest].join('/'), texts)
    // Of a row that nobody announced: under a name that no field has, so that it is refused and not taken for another.
    else if (!written.includes(row)) result.set([table, `-${row}`, ...rest].join('/'), texts)
  }
  result.set(
    table,
    Array.from({ length: count }, (_, place) => String(place)),
  )
  return result
}
