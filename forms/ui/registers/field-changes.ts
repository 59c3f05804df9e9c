/** What is different between two versions of a record, field by field. */
import { isDeepStrictEqual } from 'node:util'
import type { Json, Variables } from '../../../engine/model/json.ts'
import { fieldsOf, type FieldShape } from '../controls/field-shape.ts'
import type { FormFile, Language } from '../../check/form-file.ts'

/** One field that changed. */
export interface FieldChange {
  readonly field: FieldShape
  /** Null: there was none, or there is none any more. */
  readonly before: Json
  readonly after: Json
}

/** @returns the fields in the order of the form whose values differ */
export function fieldChanges(
  form: FormFile,
  language: Language,
  before: Variables,
  after: Variables,
): readonly FieldChange[] {
  return fieldsOf({ form, language }, {})
    .map((field) => ({ field, before: before[field.name] ?? null, after: after[field.name] ?? null }))
    .filter((change) => !isDeepStrictEqual(change.before, change.after))
}
