/** Checks what came against the contract. Only own members count, so that `toString` is not a name that everybody has. */
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import type { TSchema } from 'typebox'
import type { FieldError } from '../../engine/model/errors.ts'

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
  addFormats.default(ajv, ['date-time'])
  return ajv
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
