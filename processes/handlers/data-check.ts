/** `data.check`: whether data is what a schema asks for, told field by field, so that people can ask for what is missing. */
import { type Json, type Variables, isObject } from '../../engine/model/json.ts'
import type { FormChecker, Handler } from '../../engine/ports.ts'
import { text } from './input.ts'

/** Judges JSON by a schema, as the forms do. */
export type CheckSchema = FormChecker['checkSchema']

/**
 * {schema, data, language?} → {dataComplete, dataProblems: [{field, message}], dataProblemsText}. `schema` is a JSON
 * Schema, e.g. the `requiredData` of a service; without one anything is complete. A field is called by its `title`
 * ({lv, en} or text) where it has one. The text has one line per field, null where there is nothing to say.
 */
export const checkData =
  (checkSchema: CheckSchema): Handler =>
  async ({ input, now }) => {
    const { schema, data } = input
    const language = text(input, 'language') === 'en' ? 'en' : 'lv'
    const errors = isObject(schema) ? checkSchema(withoutTitles(schema), data ?? {}, language, { now }) : []
    const dataProblems = errors.map(({ pointer, message }) => ({
      field: nameOf(schema ?? null, pointer, language),
      message,
    }))
    return {
      variables: {
        dataComplete: dataProblems.length === 0,
        dataProblems,
        dataProblemsText: dataProblems.map(({ field, message }) => `${field}: ${message}`).join('\n') || null,
      },
    }
  }

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
