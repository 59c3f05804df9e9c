import { escapePointer } from '../../engine/model/json-pointer.ts'
import type { Json } from '../../engine/model/json.ts'
import { formFields, type FormFile } from './form-file.ts'
import type { FormProblem, ProblemAt } from './inspect-form.ts'
import { isSchema } from './schema-parts.ts'

/** A field becomes a variable, so its name must be one that expressions can say. */
const FIELD_NAME = /^[A-Za-z][A-Za-z0-9_]{0,63}$/

/** What is wrong between the fields of the schema and how the form lays them out. */
export function layoutProblems(file: FormFile, at: ProblemAt): FormProblem[] {
  const found: FormProblem[] = []
  const fields = formFields(file.schema)
  const paths = new Set(fields.map((field) => field.path))
  const names = Object.keys(file.schema.properties)
  const unknown = (pointer: string, name: string): void => {
    found.push(
      at(
        'unknown-field',
        pointer,
        `Expected names of fields that the schema has, but "${name}" at "${pointer}" is none.`,
      ),
    )
  }

  for (const field of fields) {
    const own = field.path.split('/').at(-1) ?? ''
    if (!FIELD_NAME.test(own))
      found.push(
        at(
          'field-name-invalid',
          field.pointer,
          `Expected field names of letters, digits and "_" that begin with a letter, but one is "${own.slice(0, 80)}".`,
        ),
      )
    if (isFreeText(field.schema) || (isSchema(field.schema.items) && isFreeText(field.schema.items)))
      found.push(
        at('text-unbounded', field.pointer, `Expected "maxLength" with the text "${field.path}", but there is none.`),
      )
  }
  for (const [index, name] of file.ui.order.entries()) if (!names.includes(name)) unknown(`/ui/order/${index}`, name)
  for (const name of names) {
    if (!file.ui.order.includes(name))
      found.push(
        at(
          'field-not-shown',
          `/schema/properties/${escapePointer(name)}`,
          `Expected every field in "ui.order", but "${name}" is missing there.`,
        ),
      )
  }
  for (const name of file.ui.readOnly ?? []) if (!names.includes(name)) unknown('/ui/readOnly', name)
  for (const path of Object.keys(file.ui.widgets ?? {}))
    if (!paths.has(path)) unknown(`/ui/widgets/${escapePointer(path)}`, path)
  for (const name of requiredNames(file.schema)) if (!names.includes(name)) unknown('/schema', name)
  if (file.ui.sections) {
    const inSections = file.ui.sections.flatMap((section) => section.fields)
    if (inSections.join('\n') !== file.ui.order.join('\n'))
      found.push(
        at(
          'sections-differ',
          '/ui/sections',
          'Expected the sections to hold the fields of "ui.order" in the same order, each once, but they differ.',
        ),
      )
  }
  for (const name of file.ui.readOnly ?? []) {
    if (requiredNames(file.schema).includes(name))
      found.push(
        at(
          'read-only-required',
          '/ui/readOnly',
          `Expected fields that a person may fill in to be required, but "${name}" is read-only.`,
        ),
      )
  }
  return found
}

/** A text that nothing else bounds: no enumeration, no constant, no format (formats bound themselves). */
function isFreeText(schema: { readonly [keyword: string]: Json }): boolean {
  return (
    schema.type === 'string' &&
    schema.maxLength === undefined &&
    schema.enum === undefined &&
    schema.const === undefined &&
    schema.format === undefined
  )
}

/** Fields that the root or one of its branches requires, or that a branch judges. */
function requiredNames(schema: Json | undefined): string[] {
  if (Array.isArray(schema)) return schema.flatMap(requiredNames)
  if (!isSchema(schema)) return []
  const own = Array.isArray(schema.required) ? schema.required : []
  const dependent = isSchema(schema.dependentRequired) ? Object.entries(schema.dependentRequired).flat(2) : []
  const branches = ['allOf', 'anyOf', 'oneOf', 'if', 'then', 'else', 'not'].flatMap((keyword) => {
    const branch = schema[keyword]
    const judged = [branch]
      .flat()
      .flatMap((one) => (isSchema(one) && isSchema(one.properties) ? Object.keys(one.properties) : []))
    return [...requiredNames(branch), ...judged]
  })
  return [...new Set([...own, ...dependent, ...branches])].filter((name) => typeof name === 'string')
}
