/** JSON as the export writes it: a list of records. */
import { type Json, isObject } from '../../model/json.ts'
import { reasonOf } from '../../model/reason-of.ts'
import { type ImportFile, type ImportProblem, type ImportRow, MOST_ROWS } from './import-row.ts'
import { ownFields } from './own-fields.ts'
import { type Language, problemOf } from './sentences.ts'

const MEMBERS = new Set(['id', 'number', 'status', 'version', 'data'])

export function readJsonRecords(text: string, language: Language): ImportFile {
  const wrong = (why: string): ImportFile => ({
    rows: [],
    problems: [problemOf(language, 'not-json', { row: null }, { why: why.slice(0, 200) })],
  })
  let list: Json
  try {
    list = JSON.parse(text) as Json
  } catch (error) {
    return wrong(reasonOf(error))
  }
  if (!Array.isArray(list)) return wrong(language === 'lv' ? 'tas nav saraksts' : 'it is no list')
  const problems: ImportProblem[] = []
  const rows: ImportRow[] = []
  for (const [at, record] of (list as readonly Json[]).slice(0, MOST_ROWS + 1).entries()) {
    const row = at + 1
    if (!isObject(record) || !isObject(record['data'])) {
      problems.push(problemOf(language, 'not-record', { row }))
      continue
    }
    const unknown = Object.keys(record).filter((name) => !MEMBERS.has(name))
    for (const column of unknown) {
      const field = column.slice(0, 100)
      const facts = { column: field, columns: [...MEMBERS].join(', ') }
      problems.push(problemOf(language, 'unknown-column', { row, field }, facts))
    }
    const own = ownFields(record, row, language)
    problems.push(...own.problems)
    if (unknown.length === 0 && own.problems.length === 0) rows.push({ row, ...own.fields, data: record['data'] })
  }
  return { rows, problems }
}
