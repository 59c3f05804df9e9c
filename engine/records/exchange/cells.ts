/**
 * Values in the cells of a table, and back. Always true: what `writeCell` makes of a value `readCell` makes into the same
 * value, and no cell is taken for a formula by a spreadsheet.
 */
import type { Json } from '../../model/json.ts'
import type { CellKind } from './columns.ts'

/** A cell as CSV has it; null: there is nothing in it, not even quotes. */
export type Cell = string | null

/** What a spreadsheet would compute, and what we wrote to keep it from that; wide forms count like plain ones. */
const FORMULA = /^'*[=+\-@\t\r\n＝＋－＠]/

/** Stands between the items of a list. */
const BETWEEN = '|'

const NUMBER = /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/

/** The cell of a value; what does not fit its kind is written as JSON, for the schema to judge where it is read. */
export function writeCell(value: Json | undefined, kind: CellKind): Cell {
  if (value === undefined || value === null) return null
  // A number alone is no formula.
  if (kind === 'number' && typeof value === 'number') return JSON.stringify(value)
  return guarded(textOf(value, kind))
}

function textOf(value: Json, kind: CellKind): string {
  if (kind === 'text' && typeof value === 'string') return value
  if (kind === 'texts' && isPlainList(value)) return value.join(BETWEEN)
  return JSON.stringify(value)
}

/** Whether a list can be told from its items between bars. */
function isPlainList(value: Json): value is readonly string[] {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((item: Json) => typeof item === 'string' && item !== '' && !item.includes(BETWEEN)) &&
    !String(value[0]).startsWith('[')
  )
}

/**
 * @param decimalComma whether numbers may have a comma, as spreadsheets of Latvia write them
 * @returns the value; undefined where a cell must hold JSON and does not
 */
export function readCell(cell: Cell, kind: CellKind, decimalComma: boolean): Json | undefined {
  if (cell === null) return null
  const text = FORMULA.test(cell) && cell.startsWith("'") ? cell.slice(1) : cell
  switch (kind) {
    case 'text':
      return text
    case 'number':
      return readNumber(text.trim(), decimalComma)
    case 'boolean':
      return TRUTH.get(text.trim().toLowerCase()) ?? text
    case 'texts':
      return text.startsWith('[') ? readJson(text) : text.split(BETWEEN)
    case 'numbers':
      return text.startsWith('[')
        ? readJson(text)
        : text.split(BETWEEN).map((item) => readNumber(item.trim(), decimalComma))
    case 'json':
      return readJson(text)
  }
}

/** Spreadsheets write truth values in capitals. */
const TRUTH: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['false', false],
])

/** What is no number stays the text that it is, for the schema to refuse by name. */
function readNumber(text: string, decimalComma: boolean): Json {
  const plain = decimalComma ? text.replace(',', '.') : text
  return NUMBER.test(plain) ? Number(plain) : text
}

function readJson(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json
  } catch {
    return undefined
  }
}

function guarded(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text
}
