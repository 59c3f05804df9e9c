/** `data.check`: whether data is what a schema asks for, told field by field, so that people can ask for what is missing. */
import { type Json, type Variables, isObject } from '../../engine/model/json.ts'
import type { FormChecker, Handler, HandlerCall } from '../../engine/ports.ts'
import { text } from './input.ts'

/** Judges JSON by a schema, as the forms do. */
export type SchemaChecker = Pick<FormChecker, 'checkSchema' | 'inspectSchema'>

/**
 * {schema, data, language?} → {dataComplete, dataProblems: [{field, message}], dataProblemsText}. `schema` is a JSON
 * Schema, e.g. the `requiredData` of a service; without one anything is complete. A field is called by its `title`
 * ({lv, en} or text) where it has one. The text has one line per field, null where there is nothing to say. A schema that
 * cannot be used is itself what is told: whoever writes the catalogue must not stop the work.
 */
export const checkData =
  (checker: SchemaChecker): Handler =>
  async (call) => {
    const dataProblems = problemsOf(checker, call)
    return {
      variables: {
        dataComplete: dataProblems.length === 0,
        dataProblems,
        dataProblemsText: dataProblems.map(({ field, message }) => `${field}: ${message}`).join('\n') || null,
      },
    }
  }

function problemsOf(checker: SchemaChecker, { input, now }: HandlerCall): readonly Problem[] {
  const { data } = input
  if (!isObject(input['schema'])) return []
  const language = text(input, 'language') === 'en' ? 'en' : 'lv'
  const schema = withoutTitles(input['schema'])
  const unusable = checker.inspectSchema(schema)
  if (unusable.length > 0) return unusable.map((message) => ({ field: 'schema', message }))
  return checker.checkSchema(schema, data ?? {}, language, { now }).map(({ pointer, message }) => ({
    field: nameOf(input['schema'] ?? null, pointer, language),
    message,
  }))
}

type Problem = { readonly field: string; readonly message: string }

/** JSON Schema knows titles as texts only; ours may have two languages. */
function withoutTitles(schema: Variables): Variables {
  const { properties } = schema
  if (!isObject(properties)) return schema
  const plain = Object.entries(properties).map(([name, one]) => {
    if (!isObject(one)) return [name, one] as const
    const { title: _title, ...rest } = one
    return [name, rest] as const
  })
  return { ...schema, properties: Object.fromEntries(plain) }
}

function nameOf(schema: Json, pointer: string, language: 'lv' | 'en'): string {
  const [, first = ''] = pointer.split('/')
  const properties = isObject(schema) ? schema['properties'] : null
  const field = isObject(properties) ? properties[first] : null
  const title = isObject(field) ? field['title'] : null
  if (typeof title === 'string') return title
  return (isObject(title) ? (text(title, language) ?? text(title, 'lv')) : null) ?? first
}
