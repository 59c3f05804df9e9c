/** CSV as spreadsheets write it: RFC 4180, separated by commas or, where decimals have them, semicolons. */
import type { Json, Variables } from '../../model/json.ts'
import type { Register } from '../register.ts'
import { type Cell, readCell } from './cells.ts'
import { type Column, columnsOf, OWN_COLUMNS } from './columns.ts'
import { readCsvTable } from './csv-table.ts'
import { type ImportFile, type ImportProblem, type ImportRow, MOST_ROWS } from './import-row.ts'
import { ownFields } from './own-fields.ts'
import { type Language, problemOf } from './sentences.ts'

export function readCsv(register: Register, text: string, language: Language): ImportFile {
  // One more than there may be, so that it shows.
  const table = readCsvTable(text, MOST_ROWS + 2)
  if ('why' in table)
    return { rows: [], problems: [problemOf(language, 'not-csv', { row: table.row }, { why: table.why })] }
  const [heading = [], ...lines] = table.rows
  const names = heading.map((name) => (name ?? '').trim())
  const columns = columnsOf(register)
  const wrong = headingProblems(names, columns, language)
  if (wrong.length > 0) return { rows: [], problems: wrong }

  const problems: ImportProblem[] = []
  const rows: ImportRow[] = []
  for (const [at, cells] of lines.entries()) {
    const row = at + 2
    if (cells.every((cell) => cell === null)) continue
    if (cells.slice(names.length).some((cell) => cell !== null)) {
      problems.push(problemOf(language, 'too-many-cells', { row }))
      continue
    }
    const { read, failed } = readLine(names, cells, columns, table.decimalComma)
    const own = ownFields(read.own, row, language)
    problems.push(...failed.map((field) => problemOf(language, 'bad-cell', { row, field })), ...own.problems)
    if (failed.length === 0 && own.problems.length === 0) rows.push({ row, ...own.fields, data: read.data })
  }
  return { rows, problems }
}

function headingProblems(
  names: readonly string[],
  columns: readonly Column[],
  language: Language,
): readonly ImportProblem[] {
  const known = new Set<string>([...OWN_COLUMNS, ...columns.map(({ name }) => name)])
  const all = [...known].join(', ')
  const halves = new Map(columns.filter(({ part }) => part !== null).map(({ name, field }) => [name, field]))
  const parts = (field: string | undefined): number => names.filter((name) => halves.get(name) === field).length
  const seen = new Set<string>()
  return names.flatMap((column) => {
    const place = { row: 1, field: column.slice(0, 100) }
    const facts = { column: place.field, columns: all }
    if (!known.has(column)) return [problemOf(language, 'unknown-column', place, facts)]
    if (seen.has(column)) return [problemOf(language, 'doubled-column', place, facts)]
    seen.add(column)
    // Without the other half nobody could tell whether it stays or goes.
    if (halves.has(column) && parts(halves.get(column)) < 2) return [problemOf(language, 'half-column', place, facts)]
    return []
  })
}

interface Line {
  readonly own: Readonly<Record<string, Json>>
  readonly data: Variables
}

function readLine(
  names: readonly string[],
  cells: readonly Cell[],
  columns: readonly Column[],
  decimalComma: boolean,
): { readonly read: Line; readonly failed: readonly string[] } {
  const cellOf = (name: string): Cell | undefined => {
    const at = names.indexOf(name)
    return at < 0 ? undefined : (cells[at] ?? null)
  }
  const failed: string[] = []
  const data: Record<string, Json> = {}
  for (const { name, field, part, kind } of columns) {
    const cell = cellOf(name)
    if (cell === undefined) continue
    const value = readCell(cell, kind, decimalComma)
    if (value === undefined) failed.push(name)
    else if (part === null) data[field] = value
    else if (value !== null) data[field] = { ...(data[field] as Variables | null | undefined), [part]: value }
    else data[field] ??= null
  }
  const own = Object.fromEntries(
    OWN_COLUMNS.map((name) => [
      name,
      readCell(cellOf(name) ?? null, name === 'version' ? 'number' : 'text', false) ?? null,
    ]),
  )
  return { read: { own, data }, failed }
}
