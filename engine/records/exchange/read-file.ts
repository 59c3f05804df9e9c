/** A file that is to be imported, whatever somebody sent as one: its bytes become rows, or problems. */
import { isUtf8 } from 'node:buffer'
import { isStorableText } from '../../model/storable-text.ts'
import type { Register } from '../register.ts'
import { type Format, type ImportFile, MOST_ROWS } from './import-row.ts'
import { readCsv } from './read-csv.ts'
import { readJsonRecords } from './read-json-records.ts'
import { type Language, problemOf, type ProblemCode } from './sentences.ts'

export function readFile(register: Register, format: Format, bytes: Uint8Array, language: Language): ImportFile {
  const nothing = (code: ProblemCode, facts = {}): ImportFile => ({
    rows: [],
    problems: [problemOf(language, code, { row: null }, facts)],
  })
  if (!isUtf8(bytes)) return nothing('encoding')
  // Without its byte order mark, if it has one.
  const text = new TextDecoder('utf-8').decode(bytes)
  if (!isStorableText(text)) return nothing('characters')
  const file = format === 'csv' ? readCsv(register, text, language) : readJsonRecords(text, language)
  if (file.rows.length > MOST_ROWS) return nothing('too-many-rows', { most: MOST_ROWS })
  if (file.rows.length === 0 && file.problems.length === 0) return nothing('empty')
  return file
}
