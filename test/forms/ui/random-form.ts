/** Random forms out of the keywords that forms use, with data that fit them. */
import fc from 'fast-check'
import type { Json, Variables } from '../../../engine/model/json.ts'
import type { FormFile, FormTexts, Widget } from '../../../forms/check/form-file.ts'

interface RandomField {
  readonly schema: { readonly [keyword: string]: Json }
  readonly widget?: Widget
  readonly data: fc.Arbitrary<Json>
}

/** A form and what somebody entered in it. */
export interface RandomForm {
  readonly form: FormFile
  readonly data: Variables
}

const codes = ['a', 'b_c', 'D', '1']
const trimmed = (text: string): boolean => text !== '' && text.trim() === text
const line = fc.string({ minLength: 1, maxLength: 20, unit: 'grapheme' }).map((text) => text.replaceAll('\r', ''))
const word = line.filter((text) => trimmed(text) && !text.includes('\n'))
const letters = fc.string({ minLength: 1, maxLength: 8, unit: fc.constantFrom(...'abcXYZ09-') })
const instant = fc
  .date({ min: new Date('1990-01-01T00:00:00Z'), max: new Date('2100-01-01T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString())
const number = fc.double({ noNaN: true, noDefaultInfinity: true }).filter((value) => !Object.is(value, -0))
const file = fc.record(
  {
    id: letters,
    name: word,
    mediaType: fc.constantFrom('application/pdf', 'text/plain'),
    size: fc.nat(),
  },
  { requiredKeys: ['name'] },
)
const fileSchema: Json = {
  type: 'object',
  properties: { id: { type: 'string' }, name: { type: 'string' }, mediaType: {}, size: { type: 'integer' } },
}

/** Fields with one value, as they also stand in tables. */
const single: readonly RandomField[] = [
  { schema: { type: 'string', maxLength: 100 }, data: word },
  { schema: { type: 'string', maxLength: 4000 }, data: line.filter(trimmed) },
  { schema: { type: 'string', format: 'email' }, data: word },
  { schema: { type: 'string', format: 'phone' }, data: word },
  { schema: { type: 'string', enum: codes }, data: fc.constantFrom(...codes) },
  { schema: { type: 'string', enum: codes }, widget: 'select', data: fc.constantFrom(...codes) },
  { schema: { type: 'integer', enum: [1, 2, 30] }, data: fc.constantFrom(1, 2, 30) },
  { schema: { type: 'string', 'x-ref': 'service', maxLength: 100 }, data: letters },
  { schema: { type: 'string', format: 'date' }, data: instant.map((at) => at.slice(0, 10)) },
  { schema: { type: 'string', format: 'date-time' }, data: instant },
  { schema: { type: 'integer' }, data: fc.integer() },
  { schema: { type: 'number' }, data: number },
  {
    schema: { type: 'number', multipleOf: 0.01 },
    data: fc.integer({ min: -1e9, max: 1e9 }).map((cents) => cents / 100 + 0),
  },
  { schema: { type: 'boolean' }, data: fc.boolean() },
]

const several: readonly RandomField[] = [
  { schema: { type: 'boolean' }, widget: 'checkbox', data: fc.boolean() },
  {
    schema: { type: 'array', maxItems: 9, items: { type: 'string', enum: codes } },
    data: fc.subarray(codes, { minLength: 1 }),
  },
  {
    schema: { type: 'array', maxItems: 9, 'x-ref': 'service', items: { type: 'string' } },
    data: fc.array(letters, { minLength: 1, maxLength: 5 }),
  },
  { schema: { type: 'array', maxItems: 9, items: { type: 'string' } }, data: fc.array(word, { minLength: 1 }) },
  {
    schema: { type: 'array', maxItems: 20, items: fileSchema },
    widget: 'files',
    data: fc.array(file, { minLength: 1, maxLength: 4 }) as fc.Arbitrary<Json>,
  },
  {
    schema: { type: 'object', maxProperties: 20 },
    data: fc
      .dictionary(
        word.filter((name) => !(name in Object.prototype) && name !== 'prototype'),
        fc.oneof(
          word,
          fc.integer(),
          fc.boolean(),
          fc.constant(null),
          fc.array(fc.integer(), { maxLength: 3 }),
          fc.record({ deep: fc.string() }),
        ),
        { minKeys: 1, maxKeys: 5 },
      )
      // A dictionary has no prototype; what is read is an ordinary object.
      .map((data) => ({ ...data })) as fc.Arbitrary<Json>,
  },
  {
    schema: {},
    // As JSON has it: without a zero below zero.
    data: fc
      .jsonValue()
      .filter((value) => value !== null)
      .map((value) => JSON.parse(JSON.stringify(value)) as Json),
  },
]

/** Fields with random parts, of which at least one is entered. */
function withParts(inner: readonly RandomField[], as: 'table' | 'object'): fc.Arbitrary<RandomField> {
  return fc.array(fc.constantFrom(...inner), { minLength: 1, maxLength: 4 }).map((parts) => {
    const properties = Object.fromEntries(parts.map((part, index) => [`part${index}`, part.schema]))
    const row = fc
      .record(Object.fromEntries(parts.map((part, index) => [`part${index}`, part.data])), { requiredKeys: [] })
      .filter((value) => Object.keys(value).length > 0)
      .map((value) => ({ ...value })) as fc.Arbitrary<Json>
    const schema = { type: 'object', properties }
    return as === 'object'
      ? { schema, data: row }
      : { schema: { type: 'array', maxItems: 20, items: schema }, data: fc.array(row, { minLength: 1, maxLength: 4 }) }
  })
}

const deep = withParts(single, 'table')
const field = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...single) },
  { weight: 3, arbitrary: fc.constantFrom(...several) },
  { weight: 2, arbitrary: deep },
  { weight: 1, arbitrary: withParts(single, 'object') },
  { weight: 1, arbitrary: deep.chain((table) => withParts([...single, table], 'table')) },
)

/** Each with data for some of its fields. */
export const randomForm: fc.Arbitrary<RandomForm> = fc.array(field, { minLength: 1, maxLength: 6 }).chain((fields) => {
  const names = fields.map((_, index) => `field${index}`)
  const texts: FormTexts = {
    title: 'Veidlapa',
    fields: Object.fromEntries(names.map((name) => [name, { label: `Lauks ${name}` }])),
  }
  const form: FormFile = {
    id: 'test/random',
    schema: {
      type: 'object',
      properties: Object.fromEntries(fields.map((one, index) => [`field${index}`, one.schema])),
    },
    ui: {
      order: names,
      widgets: Object.fromEntries(
        fields.flatMap((one, index) => (one.widget === undefined ? [] : [[`field${index}`, one.widget]])),
      ),
    },
    i18n: { lv: texts, en: texts },
  }
  return fc
    .record(Object.fromEntries(fields.map((one, index) => [`field${index}`, one.data])), { requiredKeys: [] })
    .map((data) => ({ form, data: { ...data } as Variables }))
})
