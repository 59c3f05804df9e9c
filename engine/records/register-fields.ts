/** What the store needs to know of a register's schema: which fields there are and which of them refer to records. */
import { type Json, isObject } from '../model/json.ts'
import type { Register } from './register.ts'

/** The fields of a register. */
export interface RegisterFields {
  /** Top-level fields that the schema names. */
  readonly names: ReadonlySet<string>
  /** Field → register that its id (or each id of its list) must be found in. */
  readonly references: ReadonlyMap<string, string>
}

const known = new WeakMap<Register, RegisterFields>()

/** Reads a register's schema once; the same register gives the same answer. */
export function registerFields(register: Register): RegisterFields {
  const before = known.get(register)
  if (before) return before
  const properties = isObject(register.schema) ? register.schema['properties'] : undefined
  const names = new Set<string>()
  const references = new Map<string, string>()
  if (isObject(properties)) {
    for (const [name, property] of Object.entries(properties)) {
      names.add(name)
      const target = referenceOf(property)
      if (target) references.set(name, target)
    }
  }
  const fields = { names, references }
  known.set(register, fields)
  return fields
}

function referenceOf(property: Json | undefined): string | null {
  if (!isObject(property)) return null
  const target = property['x-ref']
  if (typeof target === 'string') return target
  return referenceOf(property['items'])
}
