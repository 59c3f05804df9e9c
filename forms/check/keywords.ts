/** The keywords that our schemas know beyond JSON Schema 2020-12. */
import type { Ajv2020, FuncKeywordDefinition } from 'ajv/dist/2020.js'
import { Temporal } from 'temporal-polyfill'
import type { Instant } from '../../engine/model/json.ts'
import { noOverlap } from './no-overlap.ts'

/** What a check knows beside the data: ajv hands it to keywords as `this`, so that none of them reads a clock. */
export interface CheckContext {
  readonly now: Instant
}

/** Names of fields of the same object. */
export interface SameSum {
  readonly of: readonly string[]
  readonly with: readonly string[]
}

/** Remarks for pages, registers and the law; they never refuse anything. */
const ANNOTATIONS = {
  /** The register whose record id the field holds, e.g. `service`. */
  'x-ref': 'string',
  /** The id may also be of a record that is still to come: what the form leads to makes it. */
  'x-ref-new': 'boolean',
  /** The code list (`processes/codes.json`) that the field's `enum` was copied from. */
  'x-code-list': 'string',
  /** The field holds personal data. */
  'x-personal': 'boolean',
  /** How a page draws it, where `ui.widgets` says nothing. */
  'x-widget': 'string',
  /** What a text is the key of: `process`, `role`; pages show its name. */
  'x-names': 'string',
  /** `now`: the moment of submission stands in for a missing value. */
  'x-default': 'string',
} as const

/** Values of other fields of the same object with which the id need not be there yet: `{ "action": ["create"] }`. */
const REF_UNLESS = {
  keyword: 'x-ref-unless',
  schemaType: 'object',
  metaSchema: { type: 'object', additionalProperties: { type: 'array' } },
} as const

const judging: readonly FuncKeywordDefinition[] = [
  {
    // A text of spaces is no answer.
    keyword: 'notBlank',
    type: 'string',
    schemaType: 'boolean',
    validate: (wanted: boolean, text: string) => !wanted || text.trim() !== '',
  },
  {
    keyword: 'notInFuture',
    type: 'string',
    schemaType: 'boolean',
    validate(this: CheckContext, wanted: boolean, text: string) {
      return !wanted || !(Date.parse(text) > Date.parse(this.now))
    },
  },
  {
    keyword: 'inFuture',
    type: 'string',
    schemaType: 'boolean',
    validate(this: CheckContext, wanted: boolean, text: string) {
      return !wanted || !(Date.parse(text) <= Date.parse(this.now))
    },
  },
  {
    // A date; the value names the time zone whose calendar tells which day it is, e.g. `Europe/Riga`: just after midnight
    // there, UTC still has the day before.
    keyword: 'notBeforeToday',
    type: 'string',
    schemaType: 'string',
    validate(this: CheckContext, timezone: string, text: string) {
      const today = Temporal.Instant.from(this.now).toZonedDateTimeISO(timezone).toPlainDate().toString()
      return text >= today
    },
  },
  {
    // Names another field of the same object that must hold a later moment or the same one.
    keyword: 'notAfterField',
    type: 'string',
    schemaType: 'string',
    validate(field: string, text: string, _schema, place) {
      const other: unknown = place?.parentData?.[field]
      return typeof other !== 'string' || !(Date.parse(text) > Date.parse(other))
    },
  },
  {
    // Money told two ways: this field and the fields `with` are together as much as the fields `of` together.
    keyword: 'completesSum',
    type: 'number',
    schemaType: 'object',
    validate(fields: SameSum, amount: number, _schema, place) {
      const hundredths = (name: string) => Math.round(Number(place?.parentData?.[name] ?? 0) * 100)
      const sum = (names: readonly string[]) => names.reduce((all, name) => all + hundredths(name), 0)
      return Math.round(amount * 100) + sum(fields.with) === sum(fields.of)
    },
  },
  {
    // `{ "field": "validFrom", "months": 12 }`: a date at most so many months after the date in another field.
    keyword: 'withinMonthsOf',
    type: 'string',
    schemaType: 'object',
    metaSchema: {
      type: 'object',
      properties: { field: { type: 'string' }, months: { type: 'integer', minimum: 0, maximum: 1200 } },
      required: ['field', 'months'],
      additionalProperties: false,
    },
    validate({ field, months }: { readonly field: string; readonly months: number }, text: string, _schema, place) {
      const from = dateOf(place?.parentData?.[field])
      const date = dateOf(text)
      return !from || !date || Temporal.PlainDate.compare(date, from.add({ months })) <= 0
    },
  },
  {
    // `planMeasures/cost`: the total of this column of a table of the same object, to the cent. Without the table, anything.
    keyword: 'sumOf',
    type: 'number',
    schemaType: 'string',
    validate(column: string, total: number, _schema, place) {
      const [table = '', field = ''] = column.split('/')
      const rows: unknown = place?.parentData?.[table]
      return !Array.isArray(rows) || Math.abs(columnTotal(rows, field) - total) < 0.005
    },
  },
  {
    // Names another field of the same object that must hold a larger number or the same one.
    keyword: 'notAboveField',
    type: 'number',
    schemaType: 'string',
    validate(field: string, number: number, _schema, place) {
      const other: unknown = place?.parentData?.[field]
      return typeof other !== 'number' || number <= other
    },
  },
]

/** Cells without a number count nothing. */
function columnTotal(rows: readonly unknown[], field: string): number {
  return rows.reduce<number>((sum, row) => {
    const cell = typeof row === 'object' && row !== null ? (row as Readonly<Record<string, unknown>>)[field] : null
    return typeof cell === 'number' ? sum + cell : sum
  }, 0)
}

/** Teaches an ajv our keywords. */
export function addKeywords(ajv: Ajv2020): void {
  for (const [keyword, schemaType] of Object.entries(ANNOTATIONS)) ajv.addKeyword({ keyword, schemaType })
  ajv.addKeyword(REF_UNLESS)
  for (const keyword of judging) ajv.addKeyword({ ...keyword, errors: false })
  ajv.addKeyword(noOverlap)
}

function dateOf(value: unknown): Temporal.PlainDate | null {
  // What is no date is told by `format`.
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? readDate(value) : null
}

function readDate(text: string): Temporal.PlainDate | null {
  try {
    return Temporal.PlainDate.from(text)
  } catch {
    return null
  }
}
