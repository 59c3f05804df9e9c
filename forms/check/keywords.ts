/** The keywords that our schemas know beyond JSON Schema 2020-12. */
import type { Ajv2020, FuncKeywordDefinition } from 'ajv/dist/2020.js'
import { Temporal } from 'temporal-polyfill'
import type { Instant } from '../../engine/model/json.ts'

/** What a check knows beside the data: ajv hands it to keywords as `this`, so that none of them reads a clock. */
export interface CheckContext {
  readonly now: Instant
}

/** Remarks for pages, registers and the law; they never refuse anything. */
const ANNOTATIONS = {
  /** The register whose record id the field holds, e.g. `service`. */
  'x-ref': 'string',
  /** Values of other fields of the same object with which the id need not be there yet: `{ "action": ["create"] }`. */
  'x-ref-unless': 'object',
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
    // Names another field of the same object that must hold a larger number or the same one.
    keyword: 'notMoreThanField',
    type: 'number',
    schemaType: 'string',
    validate(field: string, number: number, _schema, place) {
      const other: unknown = place?.parentData?.[field]
      return typeof other !== 'number' || number <= other
    },
  },
]

/** Teaches an ajv our keywords. */
export function addKeywords(ajv: Ajv2020): void {
  for (const [keyword, schemaType] of Object.entries(ANNOTATIONS)) ajv.addKeyword({ keyword, schemaType })
  for (const keyword of judging) ajv.addKeyword({ ...keyword, errors: false })
}
