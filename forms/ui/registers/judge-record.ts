/** Judges a record before it is sent to the engine, which judges again: here mistakes speak of fields by their labels. */
import type { FieldError } from '../../../engine/model/errors.ts'
import type { Instant, Variables } from '../../../engine/model/json.ts'
import { createSchemaCompiler, type CompiledSchema } from '../../check/compile-schema.ts'
import { explainErrors } from '../../check/explain-errors.ts'
import type { FormFile, Language } from '../../check/form-file.ts'

const compiler = createSchemaCompiler()
const compiled = new WeakMap<FormFile, CompiledSchema>()

/** @returns what the register's schema refuses, in the order of the form; empty where it refuses nothing */
export function judgeRecord(form: FormFile, language: Language, data: Variables, now: Instant): readonly FieldError[] {
  let schema = compiled.get(form)
  if (!schema) {
    const { compiled: made } = compiler.compile(form.schema)
    // The schemas of registers are inspected at start.
    if (!made) throw new Error(`Expected a schema that passed its inspection, but that of "${form.id}" did not.`)
    compiled.set(form, (schema = made))
  }
  const source = { schema: form.schema, texts: form.i18n[language], language }
  const errors = explainErrors(schema.check(structuredClone(data), { now }), source)
  const placeOf = ({ pointer }: FieldError): number => form.ui.order.indexOf(pointer.split('/')[1] ?? '')
  return errors.toSorted((one, other) => placeOf(one) - placeOf(other))
}
