/** Records as a file, piece by piece, so that a large register never stands in memory. */
import { stringify } from 'csv-stringify/sync'
import { isObject, type Json } from '../../model/json.ts'
import type { RecordView } from '../record-unit.ts'
import type { Register } from '../register.ts'
import { type Cell, writeCell } from './cells.ts'
import { type Column, columnsOf, OWN_COLUMNS } from './columns.ts'
import type { Format } from './import-row.ts'

/** A file that is written page by page. */
export interface RecordWriter {
  start(): string
  page(records: readonly RecordView[]): string
  end(): string
}

export function recordWriter(register: Register, format: Format): RecordWriter {
  return format === 'csv' ? csvWriter(columnsOf(register)) : jsonWriter()
}

/** RFC 4180 in UTF-8, with the mark by which spreadsheets know it. */
function csvWriter(columns: readonly Column[]): RecordWriter {
  const lines = (rows: readonly (readonly Cell[])[]): string =>
    // In quotes, so that an empty text is not taken for no value.
    stringify(
      rows.map((row) => [...row]),
      { record_delimiter: '\r\n', quoted_string: true },
    )
  return {
    start: () => `\uFEFF${lines([[...OWN_COLUMNS, ...columns.map(({ name }) => name)]])}`,
    page: (records) => lines(records.map((record) => cellsOf(record, columns))),
    end: () => '',
  }
}

function cellsOf({ id, number, status, version, data }: RecordView, columns: readonly Column[]): readonly Cell[] {
  const own = [id, number, status].map((value) => writeCell(value, 'text'))
  const fields = columns.map(({ field, part, kind }) => {
    const value = data[field]
    return writeCell(part === null ? value : partOf(value, part), kind)
  })
  return [...own, String(version), ...fields]
}

function partOf(value: Json | undefined, part: string): Json | undefined {
  return isObject(value) ? value[part] : undefined
}

/** A list of `{ id, number, status, version, data }`, one record a line. */
function jsonWriter(): RecordWriter {
  let isFirst = true
  return {
    start: () => '[',
    page: (records) =>
      records
        .map(({ id, number, status, version, data }) => {
          const before = isFirst ? '\n' : ',\n'
          isFirst = false
          return before + JSON.stringify({ id, number, status, version, data })
        })
        .join(''),
    end: () => '\n]\n',
  }
}
