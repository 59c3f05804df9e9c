/** Plain tables as spreadsheets write them: RFC 4180, separated by commas or, where decimals have them, semicolons. */
import { CsvError, parse } from 'csv-parse/sync'
import { stringify } from 'csv-stringify/sync'
import type { Cell } from './cells.ts'

/** Rows with their cells; `decimalComma`: numbers may have one. */
export interface CsvTable {
  readonly rows: readonly (readonly Cell[])[]
  readonly decimalComma: boolean
}

/** Why a text is no table, and in which line. */
export interface NoCsvTable {
  readonly why: string
  readonly row: number | null
}

/** @param most rows that are read */
export function readCsvTable(text: string, most: number): CsvTable | NoCsvTable {
  // What stands in the first line tells: names of columns have neither.
  const [line = ''] = text.split(/\r?\n/, 1)
  const delimiter = line.includes(';') ? ';' : ','
  try {
    const rows: Cell[][] = parse(text, {
      delimiter,
      relax_column_count: true,
      to: most,
      cast: (value, { quoting }) => (value === '' && !quoting ? null : value),
    })
    return { rows, decimalComma: delimiter === ';' }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const lines: unknown = error['lines']
    return { why: error.code, row: typeof lines === 'number' ? lines : null }
  }
}

/** In UTF-8, with the mark by which spreadsheets know it. */
export function writeCsvTable(rows: readonly (readonly Cell[])[]): string {
  return `\uFEFF${stringify(
    rows.map((row) => [...row]),
    { record_delimiter: '\r\n', quoted_string: true },
  )}`
}
