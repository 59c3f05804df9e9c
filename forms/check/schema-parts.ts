/** The schemas within a schema, JSON Schema 2020-12 (core and applicator vocabularies). */
import { escapePointer } from '../../engine/model/json-pointer.ts'
import { type Json, isObject } from '../../engine/model/json.ts'

/** A schema that is an object, or a map within one. */
export type Schema = { readonly [keyword: string]: Json }

/** A schema directly within another. */
export interface SchemaPart {
  /** The keyword of the outer schema. */
  readonly keyword: string
  /** JSON pointer from the outer schema. */
  readonly pointer: string
  readonly schema: Json
}

/** Keywords whose value is one schema, whose value is a map of schemas, whose value is a list of schemas. */
const ONE = [
  'items',
  'additionalProperties',
  'unevaluatedProperties',
  'unevaluatedItems',
  'contains',
  'propertyNames',
  'not',
  'if',
  'then',
  'else',
]
const MAP = ['properties', 'patternProperties', '$defs', 'dependentSchemas']
const LIST = ['allOf', 'anyOf', 'oneOf', 'prefixItems']

/** @returns every schema directly within another, named definitions too */
export function schemaParts(schema: Schema): SchemaPart[] {
  const found: SchemaPart[] = []
  for (const keyword of ONE) {
    const part = schema[keyword]
    if (part !== undefined) found.push({ keyword, pointer: `/${keyword}`, schema: part })
  }
  for (const keyword of MAP) {
    const map = schema[keyword]
    if (isSchema(map))
      for (const [name, part] of Object.entries(map))
        found.push({ keyword, pointer: `/${keyword}/${escapePointer(name)}`, schema: part })
  }
  for (const keyword of LIST) {
    const list = schema[keyword]
    if (Array.isArray(list))
      for (const [index, part] of list.entries()) found.push({ keyword, pointer: `/${keyword}/${index}`, schema: part })
  }
  return found
}

/** True for a JSON object: a schema, or a map within one. */
export function isSchema(value: Json | undefined): value is Schema {
  return isObject(value)
}

/** True for what counts something: zero or a positive whole number. */
export function isCount(value: Json | undefined): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0
}
