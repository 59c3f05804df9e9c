/** What the store needs to know of a register's schema: its fields, which refer to records, which are personal data. */
import { type Json, isObject } from '../model/json.ts'
import { type ReferencePath, referencePaths } from './reference-paths.ts'
import type { Register } from './register.ts'

/** The fields of a register. */
export interface RegisterFields {
  /** Top-level fields that the schema names. */
  readonly names: ReadonlySet<string>
  readonly references: readonly ReferencePath[]
  /** Some field, at whatever depth, is marked `x-personal`. */
  readonly isPersonal: boolean
}

/** Tables in tables go no deeper; beyond it a schema is not looked at. */
const DEEPEST = 8

const known = new WeakMap<Register, RegisterFields>()

/** Reads a register's schema once; the same register gives the same answer. */
export function registerFields(register: Register): RegisterFields {
  const before = known.get(register)
  if (before) return before
  const properties = isObject(register.schema) ? register.schema['properties'] : undefined
  const fields = {
    names: new Set(isObject(properties) ? Object.keys(properties) : []),
    references: referencePaths(register.schema),
    isPersonal: isPersonal(register.schema, 0),
  }
  known.set(register, fields)
  return fields
}

function isPersonal(schema: Json | undefined, depth: number): boolean {
  if (!isObject(schema) || depth > DEEPEST) return false
  if (schema['x-personal'] === true) return true
  const { properties } = schema
  const inner = [...(isObject(properties) ? Object.values(properties) : []), schema['items']]
  return inner.some((property) => isPersonal(property, depth + 1))
}
