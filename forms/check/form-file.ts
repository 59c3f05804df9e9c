/**
 * A form file: what may be filled in (`schema`), in which order and with which controls (`ui`), and every text a
 * person reads (`i18n`). Fields are named by their path in the data: `kind`, `costLines`, and `costLines/*` + `/amount`
 * for a column of a table, where `*` stands for any row.
 */
import { type Json, isObject } from '../../engine/model/json.ts'

/** Languages that every form speaks. */
export type Language = 'lv' | 'en'

/** All of them, the main one first. */
export const LANGUAGES: readonly Language[] = ['lv', 'en']

/** Controls that pages know. */
export const WIDGETS = [
  'text',
  'textarea',
  'number',
  'yes-no',
  'checkbox',
  'radio',
  'select',
  'checkboxes',
  'date',
  'date-time',
  'email',
  'phone',
  'reference',
  'references',
  'files',
  'table',
  'service-data',
] as const

/** One of `WIDGETS`. */
export type Widget = (typeof WIDGETS)[number]

/** A whole form file. */
export interface FormFile {
  /** `<process-key>/<form>`, as in `camunda:formKey`. */
  readonly id: string
  readonly schema: FormSchema
  readonly ui: FormLayout
  readonly i18n: { readonly [language in Language]: FormTexts }
}

/** A form's schema: always an object with named fields. */
export interface FormSchema {
  readonly type: 'object'
  readonly properties: { readonly [name: string]: { readonly [keyword: string]: Json } }
  readonly [keyword: string]: Json
}

/** How a page lays the fields out. */
export interface FormLayout {
  /** Every field once, as a page shows them. */
  readonly order: readonly string[]
  /** The same fields in groups, each under a heading. */
  readonly sections?: readonly { readonly id: string; readonly fields: readonly string[] }[]
  /** Field path → control; without one the schema decides. */
  readonly widgets?: { readonly [field: string]: Widget }
  /** Fields that only show what the case knows; a submission must not carry them. */
  readonly readOnly?: readonly string[]
  /**
   * Field → other field → values with which the first is asked for: `{ "question": { "admissibility": ["incomplete"] } }`.
   * With several others each must have one of its values. What is not asked for is not submitted.
   */
  readonly showWhen?: { readonly [field: string]: { readonly [other: string]: readonly Json[] } }
}

/** A form's texts in one language. */
export interface FormTexts {
  readonly title: string
  /** One or two sentences under the title. */
  readonly intro?: string
  /** Section id → heading. */
  readonly sections?: { readonly [id: string]: string }
  readonly fields: { readonly [field: string]: FieldTexts }
}

/** The texts of one field in one language. */
export interface FieldTexts {
  readonly label: string
  readonly hint?: string
  /** Code of an enumeration → what a person reads. */
  readonly options?: { readonly [code: string]: string }
  /** Error code → sentence instead of the usual one, e.g. what a `pattern` asks for. */
  readonly errors?: { readonly [code: string]: string }
}

const text = (maxLength: number) => ({ type: 'string', notBlank: true, maxLength })
const texts = (maxLength: number, maxProperties: number) => ({
  type: 'object',
  maxProperties,
  additionalProperties: text(maxLength),
})
const fieldList = { type: 'array', maxItems: 300, uniqueItems: true, items: text(200) }

/** The shape of a form file. Its `schema` and its completeness are looked at elsewhere. */
export const formFileSchema: Json = {
  $defs: {
    texts: {
      type: 'object',
      required: ['title', 'fields'],
      additionalProperties: false,
      properties: {
        title: text(200),
        intro: text(1000),
        sections: texts(200, 50),
        fields: {
          type: 'object',
          maxProperties: 300,
          additionalProperties: {
            type: 'object',
            required: ['label'],
            additionalProperties: false,
            properties: { label: text(200), hint: text(500), options: texts(200, 1000), errors: texts(500, 50) },
          },
        },
      },
    },
  },
  type: 'object',
  required: ['id', 'schema', 'ui', 'i18n'],
  additionalProperties: false,
  properties: {
    id: { type: 'string', maxLength: 200, pattern: '^[a-z0-9][a-z0-9-]*/[a-z0-9][a-z0-9-]*$' },
    schema: {
      type: 'object',
      required: ['type', 'properties'],
      properties: {
        type: { const: 'object' },
        properties: { type: 'object', maxProperties: 300, additionalProperties: { type: 'object' } },
      },
    },
    ui: {
      type: 'object',
      required: ['order'],
      additionalProperties: false,
      properties: {
        order: fieldList,
        sections: {
          type: 'array',
          maxItems: 50,
          items: {
            type: 'object',
            required: ['id', 'fields'],
            additionalProperties: false,
            properties: { id: text(100), fields: fieldList },
          },
        },
        widgets: { type: 'object', maxProperties: 300, additionalProperties: { enum: [...WIDGETS] } },
        readOnly: fieldList,
        showWhen: {
          type: 'object',
          maxProperties: 300,
          additionalProperties: {
            type: 'object',
            minProperties: 1,
            maxProperties: 10,
            additionalProperties: {
              type: 'array',
              minItems: 1,
              maxItems: 100,
              items: { type: ['string', 'boolean', 'number'], maxLength: 200 },
            },
          },
        },
      },
    },
    i18n: {
      type: 'object',
      required: ['lv', 'en'],
      additionalProperties: false,
      properties: { lv: { $ref: '#/$defs/texts' }, en: { $ref: '#/$defs/texts' } },
    },
  },
}

/** One field or column of a form with the part of the schema that describes it. */
export interface FormField {
  /** e.g. `costLines/*` + `/amount`. */
  readonly path: string
  /** JSON pointer into the form file, of the schema. */
  readonly pointer: string
  readonly schema: { readonly [keyword: string]: Json }
}

/** @returns every field of a form in the order of the schema, the columns of a table after it */
export function formFields(schema: FormSchema): FormField[] {
  return Object.entries(schema.properties).flatMap(([name, part]) =>
    withColumns(name, `/schema/properties/${name}`, part),
  )
}

function withColumns(path: string, pointer: string, schema: Json): FormField[] {
  if (!isObject(schema)) return []
  const items = schema.items
  const columns = isObject(items) && isObject(items.properties) ? Object.entries(items.properties) : []
  return [
    { path, pointer, schema },
    ...columns.flatMap(([name, part]) => withColumns(`${path}/*/${name}`, `${pointer}/items/properties/${name}`, part)),
  ]
}

/** @returns the codes that a field offers: of its own enumeration or, for a list, of its items */
export function fieldOptions(schema: { readonly [keyword: string]: Json }): readonly string[] {
  const values = schema.enum ?? (isObject(schema.items) ? schema.items.enum : undefined)
  return Array.isArray(values) ? values.filter((value) => typeof value === 'string') : []
}
