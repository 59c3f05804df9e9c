import { isObject, type Json } from '../../../engine/model/json.ts'

type Judge = (wanted: Json, value: Json) => boolean

const meetsAll = (schemas: Json, value: Json): boolean =>
  !Array.isArray(schemas) || schemas.every((schema: Json) => meets(schema, value))
const count = (schemas: Json, value: Json): number =>
  Array.isArray(schemas) ? schemas.filter((schema: Json) => meets(schema, value)).length : 0

const JUDGES: Readonly<Record<string, Judge>> = {
  type: (wanted, value) => [wanted].flat().some((type) => isOfType(value, type)),
  const: (wanted, value) => same(wanted, value),
  enum: (wanted, value) => Array.isArray(wanted) && wanted.some((one) => same(one, value)),
  required: (wanted, value) =>
    !isObject(value) || !Array.isArray(wanted) || wanted.every((name) => Object.hasOwn(value, String(name))),
  properties: (wanted, value) =>
    !isObject(value) ||
    !isObject(wanted) ||
    Object.entries(wanted).every(([name, schema]) => !Object.hasOwn(value, name) || meets(schema, value[name] ?? null)),
  minItems: (wanted, value) => !Array.isArray(value) || value.length >= Number(wanted),
  maxItems: (wanted, value) => !Array.isArray(value) || value.length <= Number(wanted),
  minLength: (wanted, value) => typeof value !== 'string' || value.length >= Number(wanted),
  minimum: (wanted, value) => typeof value !== 'number' || value >= Number(wanted),
  maximum: (wanted, value) => typeof value !== 'number' || value <= Number(wanted),
  contains: (wanted, value) => !Array.isArray(value) || value.some((one: Json) => meets(wanted, one)),
  not: (wanted, value) => !meets(wanted, value),
  allOf: meetsAll,
  anyOf: (wanted, value) => count(wanted, value) > 0,
  oneOf: (wanted, value) => count(wanted, value) === 1,
}

/**
 * Whether a value meets what a condition of a form asks. Knows the keywords that conditions are made of; others are taken as
 * met. It only steers what a page marks as needed: what is accepted, the checker decides.
 */
export function meets(schema: Json, value: Json): boolean {
  if (!isObject(schema)) return schema !== false
  return Object.entries(schema).every(([keyword, wanted]) => {
    const judge = Object.hasOwn(JUDGES, keyword) ? JUDGES[keyword] : undefined
    return judge === undefined || judge(wanted, value)
  })
}

function isOfType(value: Json, type: Json): boolean {
  if (type === 'null') return value === null
  if (type === 'array') return Array.isArray(value)
  if (type === 'object') return isObject(value)
  if (type === 'integer') return Number.isInteger(value)
  return typeof value === type
}

function same(one: Json, other: Json): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other)
}
