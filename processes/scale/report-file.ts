/**
 * A report as a file. JSON has it as it is; CSV has one row for the report and one for each service, figure and duration, so
 * that an institution may also fill it in with a spreadsheet. Each says what is wrong by row and field.
 */
import { isUtf8 } from 'node:buffer'
import { type Json, isObject, type Variables } from '../../engine/model/json.ts'
import { reasonOf } from '../../engine/model/reason-of.ts'
import { isStorableText } from '../../engine/model/storable-text.ts'
import { type Cell, readCell, writeCell } from '../../engine/records/exchange/cells.ts'
import { readCsvTable, writeCsvTable } from '../../engine/records/exchange/csv-table.ts'
import type { Format, ImportProblem } from '../../engine/records/exchange/import-row.ts'
import { FORMAT, type ScaleReport, VERSION } from './report.ts'
import { scaleSentence, type ScaleSentence } from './sentences.ts'

/** Where something stands in a file: the row of its list, or of the table; null: not in any. */
export interface FilePlace {
  readonly row: number | null
  readonly field: string | null
}

/** What a file holds: fields of a report, not yet judged. */
export interface ReadReport {
  readonly data: Variables
  readonly problems: readonly ImportProblem[]
  /** @param pointer into the data, e.g. `/figures/3/total` */
  placeOf(pointer: string): FilePlace
}

const FIELDS = ['format', 'version', 'regNo', 'period', 'madeAt', 'maturity', 'services', 'figures', 'spreads'] as const
const LISTS = ['services', 'figures', 'spreads'] as const
type List = (typeof LISTS)[number]
const isList = (name: string): name is List => (LISTS as readonly string[]).includes(name)

/** More than a report may have, so that its schema says so. */
const MOST_ROWS = 20_000

export function readReport(format: Format, bytes: Uint8Array, language: 'lv' | 'en'): ReadReport {
  const text = isUtf8(bytes) ? new TextDecoder('utf-8').decode(bytes) : null
  if (text === null || !isStorableText(text)) return unreadable(language, 'UTF-8')
  const read = format === 'csv' ? readCsv(text, language) : readJson(text, language)
  const { format: named, version } = read.data
  if (read.problems.length > 0 || (named === FORMAT && version === VERSION)) return read
  const found = `${String(named ?? '–')} ${String(version ?? '–')}`.slice(0, 100)
  const facts = { format: FORMAT, version: VERSION, found }
  return { ...read, problems: [scaleProblem(language, 'wrong-format', read.placeOf('/format'), facts)] }
}

/** @returns a problem of a file, with its remedy */
export function scaleProblem(
  language: 'lv' | 'en',
  code: ScaleSentence,
  { row, field }: FilePlace,
  facts: Readonly<Record<string, string | number>> = {},
): ImportProblem {
  const [message, remedy] = scaleSentence(language, code, facts)
  return { row, field, code, message, remedy }
}

const NOWHERE: FilePlace = { row: null, field: null }

const unreadable = (language: 'lv' | 'en', why: string, row: number | null = null): ReadReport => ({
  data: {},
  problems: [scaleProblem(language, 'not-readable', { row, field: null }, { why: why.slice(0, 200) })],
  placeOf: () => NOWHERE,
})

function readJson(text: string, language: 'lv' | 'en'): ReadReport {
  let data: Json
  try {
    data = JSON.parse(text) as Json
  } catch (error) {
    return unreadable(language, reasonOf(error))
  }
  if (!isObject(data)) return unreadable(language, 'JSON')
  const problems = Object.keys(data).flatMap((field) => {
    if (!(FIELDS as readonly string[]).includes(field)) {
      const place = { row: null, field: field.slice(0, 100) }
      return [scaleProblem(language, 'unknown-field', place, { field: place.field, known: FIELDS.join(', ') })]
    }
    return isList(field) && !Array.isArray(data[field])
      ? [scaleProblem(language, 'not-a-list', { row: null, field })]
      : []
  })
  return { data, problems, placeOf: placeInJson }
}

/** `/figures/3/total` → row 4, `figures.total`. */
function placeInJson(pointer: string): FilePlace {
  const [, list = '', index = '', ...rest] = pointer.split('/')
  if (isList(list) && /^\d+$/.test(index)) return { row: Number(index) + 1, field: [list, ...rest].join('.') }
  const field = pointer.slice(1).replaceAll('/', '.')
  return { row: null, field: field === '' ? null : field }
}

/** What rows of each kind hold, in the order of the columns; the path is the one in JSON. */
const REPORT_COLUMNS = [
  ['format', 'text'],
  ['version', 'number'],
  ['regNo', 'text'],
  ['period', 'text'],
  ['madeAt', 'text'],
  ['maturity.operational', 'number'],
  ['maturity.formal', 'number'],
  ['maturity.strict', 'number'],
  ['maturity.target', 'number'],
] as const
const SERVICE_COLUMNS = [
  ['code', 'text'],
  ['virsisId', 'text'],
  ['name.lv', 'text'],
  ['name.en', 'text'],
  ['kind', 'text'],
] as const
const FIGURE_COLUMNS = [
  ['indicator', 'text'],
  ['side', 'text'],
  ['by', 'text'],
  ['part', 'text'],
  ['n', 'number'],
  ['total', 'number'],
  ['per', 'number'],
] as const
const SPREAD_COLUMNS = [FIGURE_COLUMNS[0], ['minutes', 'number'], FIGURE_COLUMNS[4]] as const
const COLUMNS = [...REPORT_COLUMNS, ...SERVICE_COLUMNS, ...FIGURE_COLUMNS, SPREAD_COLUMNS[1]]
const ROW = 'row'
type Columns = readonly (readonly [string, 'text' | 'number'])[]

const COLUMNS_OF: Readonly<Record<string, Columns>> = {
  report: REPORT_COLUMNS,
  service: SERVICE_COLUMNS,
  figure: FIGURE_COLUMNS,
  spread: SPREAD_COLUMNS,
}
const LIST_OF: Readonly<Record<string, List>> = { service: 'services', figure: 'figures', spread: 'spreads' }

function readCsv(text: string, language: 'lv' | 'en'): ReadReport {
  const table = readCsvTable(text, MOST_ROWS)
  if ('why' in table) return unreadable(language, table.why, table.row)
  const [heading = [], ...lines] = table.rows
  const names = heading.map((name) => (name ?? '').trim())
  const known = [ROW, ...COLUMNS.map(([name]) => name)]
  const problems: ImportProblem[] = names
    .filter((name, at) => !known.includes(name) || names.indexOf(name) !== at)
    .map((name) => name.slice(0, 100))
    .map((field) => scaleProblem(language, 'unknown-field', { row: 1, field }, { field, known: known.join(', ') }))
  const data: Record<string, Json> = {}
  const lists: Record<List, Variables[]> = { services: [], figures: [], spreads: [] }
  const rows: Record<List, number[]> = { services: [], figures: [], spreads: [] }
  let reportRow: number | null = null
  for (const [at, cells] of lines.entries()) {
    const row = at + 2
    if (cells.every((cell) => cell === null)) continue
    const kind = cells[names.indexOf(ROW)] ?? ''
    const columns = Object.hasOwn(COLUMNS_OF, kind) ? (COLUMNS_OF[kind] ?? []) : null
    if (columns === null || (kind === 'report' && reportRow !== null)) {
      const facts = { field: kind.slice(0, 100), known: Object.keys(COLUMNS_OF).join(', ') }
      problems.push(scaleProblem(language, 'unknown-field', { row, field: ROW }, facts))
      continue
    }
    const read = fieldsOf(columns, (name) => cells[names.indexOf(name)] ?? null, table.decimalComma)
    if (kind === 'report') {
      reportRow = row
      Object.assign(data, read)
      continue
    }
    const list = LIST_OF[kind] ?? 'figures'
    // A spreadsheet has no empty text: an empty cell is one.
    lists[list].push(list === 'figures' ? { part: '', ...read } : read)
    rows[list].push(row)
  }
  return {
    data: { ...data, ...lists },
    problems,
    placeOf(pointer) {
      const [, list = '', index = '', ...rest] = pointer.split('/')
      if (isList(list)) return { row: rows[list][Number(index)] ?? null, field: rest.join('.') || list }
      return { row: reportRow, field: pointer.slice(1).replaceAll('/', '.') || null }
    },
  }
}

/** Empty cells say nothing; `name.lv` goes into an object. */
function fieldsOf(columns: Columns, cellOf: (name: string) => Cell, decimalComma: boolean): Variables {
  const data: Record<string, Json> = {}
  for (const [name, kind] of columns) {
    const cell = cellOf(name)
    const value = readCell(cell, kind, decimalComma)
    if (value === null || value === undefined) continue
    const [field = '', part] = name.split('.')
    data[field] = part === undefined ? value : { ...(data[field] as Variables | undefined), [part]: value }
  }
  return data
}

/** The same report for systems. */
export const reportAsJson = (report: ScaleReport): Variables =>
  ({ format: FORMAT, version: VERSION, ...report }) as never

/** And for spreadsheets: RFC 4180 in UTF-8, with the mark by which they know it. */
export function reportAsCsv(report: ScaleReport): string {
  const { services, figures, spreads, ...rest } = reportAsJson(report) as Variables & ScaleReport
  const line = (kind: string, columns: Columns, data: Variables): readonly Cell[] => [
    kind,
    ...COLUMNS.map((column) => (columns.includes(column) ? writeCell(valueAt(data, column[0]), column[1]) : null)),
  ]
  const rows = [
    [ROW, ...COLUMNS.map(([name]) => name)],
    line('report', REPORT_COLUMNS, rest),
    ...services.map((one) => line('service', SERVICE_COLUMNS, one as unknown as Variables)),
    ...figures.map((one) => line('figure', FIGURE_COLUMNS, one as unknown as Variables)),
    ...spreads.map((one) => line('spread', SPREAD_COLUMNS, one as unknown as Variables)),
  ]
  return writeCsvTable(rows)
}

function valueAt(data: Variables, path: string): Json | undefined {
  let value: Json | undefined = data
  for (const name of path.split('.')) value = isObject(value) ? value[name] : undefined
  return value
}
