/** Checks what came against the contract. Only own members count, so that `toString` is not a name that everybody has. */
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import type { TSchema } from 'typebox'
import type { FieldError } from '../../engine/model/errors.ts'
import type { Instant } from '../../engine/model/json.ts'

const MOST_ERRORS = 20

function checker(coerceTypes: boolean): Ajv2020 {
  const ajv = new Ajv2020({
    allErrors: true,
    ownProperties: true,
    strict: true,
    allowUnionTypes: true,
    unicodeRegExp: true,
    coerceTypes,
  })
  ajv.addFormat('date-time', (text) => isRfc3339(text) && isOnOurClock(text))
  return ajv
}

const isRfc3339 = addFormats
  .default(new Ajv2020(), ['date-time'])
  .compile<string>({ type: 'string', format: 'date-time' })

/** Leap seconds are none of a computer's instants; what is after the year 9999 in UTC could not be written as RFC 3339. */
function isOnOurClock(text: string): boolean {
  return Date.parse(text) < Date.parse('9999-12-31T23:59:59.999Z')
}

/** @param instant RFC 3339 with any offset @returns the same in UTC, so that the order of texts is the order of time */
export function inUtc(instant: Instant): Instant {
  return new Date(instant).toISOString()
}

/** Bodies: exactly as they are. */
const exact = checker(false)
/** Queries and paths: texts that stand for numbers and truth values become them. */
const coercing = checker(true)

const compiled = new WeakMap<TSchema, ValidateFunction>()

function check(ajv: Ajv2020, schema: TSchema, value: unknown): readonly FieldError[] {
  let validate = compiled.get(schema)
  if (!validate) compiled.set(schema, (validate = ajv.compile(schema)))
  if (validate(value)) return []
  return (validate.errors ?? []).slice(0, MOST_ERRORS).map(asFieldError)
}

/** @returns what is wrong with a body or answer; empty when nothing is. */
export function checkBody(schema: TSchema, value: unknown): readonly FieldError[] {
  return check(exact, schema, value)
}

/** Changes `values` in place: `"5"` becomes 5 where the schema asks for a number. @returns what is wrong */
export function checkTexts(schema: TSchema, values: Record<string, unknown>): readonly FieldError[] {
  return check(coercing, schema, values)
}

function asFieldError({ instancePath, keyword, params, message }: ErrorObject): FieldError {
  const facts = params as Readonly<Record<string, unknown>>
  if (keyword === 'additionalProperties') {
    const name = String(facts['additionalProperty'])
    return {
      pointer: `${instancePath}/${name}`,
      code: 'unknown',
      message: `Expected only members that are known, but "${name}" is not.`,
    }
  }
  if (keyword === 'required') {
    const name = String(facts['missingProperty'])
    return { pointer: `${instancePath}/${name}`, code: 'required', message: `Expected "${name}", but it is missing.` }
  }
  if (keyword === 'enum') {
    const values = (facts['allowedValues'] as readonly unknown[]).join(', ')
    return { pointer: instancePath, code: 'enum', message: `Expected one of ${values}.` }
  }
  return { pointer: instancePath, code: keyword, message: `Expected that this ${message ?? 'is accepted'}.` }
}
