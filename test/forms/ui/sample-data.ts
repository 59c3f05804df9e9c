/** Data of the shape of a schema, always the same: every field filled in, lists with two entries. */
import { isObject, type Json, type Variables } from '../../../engine/model/json.ts'
import type { FormFile } from '../../../forms/check/form-file.ts'

/** @returns a value for every field of a form, those that only show as well */
export function sampleOf(form: FormFile): Variables {
  return Object.fromEntries(
    Object.entries(form.schema.properties).map(([name, schema]) => [name, sampleValue(schema, name)]),
  )
}

function sampleValue(schema: Json, name: string): Json {
  if (!isObject(schema)) return 'x'
  if (Array.isArray(schema.enum)) return schema.enum[0] ?? null
  switch (schema.type) {
    case 'boolean':
      return true
    case 'integer':
      return 12
    case 'number':
      return 1234.5
    case 'array':
      return schema.items === undefined
        ? []
        : [sampleValue(schema.items, name), sampleValue(schema.items, name)].slice(
            0,
            isObject(schema.items) && schema.items.type === 'string' ? 1 : 2,
          )
    case 'object':
      return isObject(schema.properties)
        ? Object.fromEntries(Object.entries(schema.properties).map(([part, own]) => [part, sampleValue(own, part)]))
        : {
            ciId: 'ci-1',
            movedAt: '2026-03-12',
            notedAt: '2026-03-12T07:02:00.000Z',
            person: { name: 'Anna', codes: [1, 2] },
          }
    default:
      return sampleText(schema, name)
  }
}

function sampleText(schema: { readonly [keyword: string]: Json }, name: string): string {
  if (schema.format === 'date') return '2026-03-12'
  if (schema.format === 'date-time') return '2026-03-12T07:02:00.000Z'
  if (schema.format === 'email') return 'anna@iestade.lv'
  if (schema.format === 'phone') return '+371 67000000'
  if (schema['x-ref'] !== undefined) return 'rec-1'
  // As long as a sentence, so that a narrow page shows whether it breaks.
  return `Ieraksts ${name}, kas ir pietiekami garš, lai redzētu`.slice(0, Number(schema.maxLength ?? 60)).trim()
}
