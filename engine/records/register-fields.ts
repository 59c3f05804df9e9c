/** What the store needs to know of a register's schema: its fields, which refer to records, which are personal data. */
import { type Json, isObject } from '../model/json.ts'
import type { Register } from './register.ts'

/** Where in the data ids of another register's records stand, however deep. */
export interface ReferencePath {
  /** Names joined by dots, without the positions in lists: `serviceId`, `updates.ciId`. */
  readonly field: string
  /** The register that each id must be found in. */
  readonly target: string
  /** From the top, `*` for every item of a list: `['updates', '*', 'ciId']`. */
  readonly steps: readonly string[]
  /** `x-ref-unless`: values of fields beside it with which the id may be of a record that is still to come. */
  readonly unless: { readonly [field: string]: readonly Json[] }
}

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
    references: [...referencePaths(register.schema, [])],
    isPersonal: isPersonal(register.schema, 0),
  }
  known.set(register, fields)
  return fields
}

function* referencePaths(schema: Json | undefined, steps: readonly string[]): Generator<ReferencePath> {
  if (!isObject(schema) || steps.length > DEEPEST) return
  const target = schema['x-ref']
  if (typeof target === 'string') {
    const field = steps.filter((step) => step !== '*').join('.')
    const unless = (schema['x-ref-unless'] ?? {}) as ReferencePath['unless']
    yield { field, target, steps, unless }
  }
  const { properties } = schema
  if (isObject(properties)) {
    for (const [name, property] of Object.entries(properties)) yield* referencePaths(property, [...steps, name])
  }
  yield* referencePaths(schema['items'], [...steps, '*'])
}

function isPersonal(schema: Json | undefined, depth: number): boolean {
  if (!isObject(schema) || depth > DEEPEST) return false
  if (schema['x-personal'] === true) return true
  const { properties } = schema
  const inner = [...(isObject(properties) ? Object.values(properties) : []), schema['items']]
  return inner.some((property) => isPersonal(property, depth + 1))
}
