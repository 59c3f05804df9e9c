/** What a file says of a record beside its data. */
import type { Json } from '../../model/json.ts'
import type { ImportProblem, ImportRow } from './import-row.ts'
import { type Language, problemOf } from './sentences.ts'

type OwnFields = Pick<ImportRow, 'id' | 'number' | 'status' | 'version'>

/** As the contract of the API wants ids. */
// oxlint-disable-next-line no-control-regex
const ID = /^[^\u0000-\u001f\u007f]{1,200}$/

/** Empty texts are none. */
export function ownFields(
  given: Readonly<Record<string, Json | undefined>>,
  row: number,
  language: Language,
): { readonly fields: OwnFields; readonly problems: readonly ImportProblem[] } {
  const problems: ImportProblem[] = []
  const text = (field: string): string | null => {
    const value = given[field] ?? ''
    if (value === '') return null
    if (typeof value === 'string' && ID.test(value)) return value
    problems.push(
      field === 'id'
        ? problemOf(language, 'bad-id', { row, field })
        : problemOf(language, 'refused', { row, field }, { message: NOT_TEXT[language] }),
    )
    return null
  }
  const { version } = given
  const isVersion = typeof version === 'number' && Number.isInteger(version) && version > 0
  if (version !== undefined && version !== null && version !== '' && !isVersion) {
    problems.push(problemOf(language, 'refused', { row, field: 'version' }, { message: NOT_VERSION[language] }))
  }
  const fields = { id: text('id'), number: text('number'), status: text('status'), version: isVersion ? version : null }
  return { fields, problems }
}

const NOT_TEXT = { lv: 'Jābūt īsam tekstam.', en: 'It must be a short text.' }
const NOT_VERSION = { lv: 'Versijai jābūt veselam skaitlim no 1.', en: 'The version must be a whole number from 1.' }
