/** Where a JSON Schema, of a register or of a form, says that ids of records stand. */
import { type Json, isObject } from '../model/json.ts'

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

/** Tables in tables go no deeper; beyond it a schema is not looked at. */
const DEEPEST = 8

const known = new WeakMap<object, readonly ReferencePath[]>()

/** Reads a schema once; the same object gives the same answer. Fields with `x-ref-new` may name what is still to come. */
export function referencePaths(schema: Json): readonly ReferencePath[] {
  if (!isObject(schema)) return []
  const before = known.get(schema)
  if (before) return before
  const paths = [...pathsIn(schema, [])]
  known.set(schema, paths)
  return paths
}

function* pathsIn(schema: Json | undefined, steps: readonly string[]): Generator<ReferencePath> {
  if (!isObject(schema) || steps.length > DEEPEST) return
  const target = schema['x-ref']
  if (typeof target === 'string' && schema['x-ref-new'] !== true) {
    const field = steps.filter((step) => step !== '*').join('.')
    const unless = (schema['x-ref-unless'] ?? {}) as ReferencePath['unless']
    yield { field, target, steps, unless }
  }
  const { properties } = schema
  if (isObject(properties)) {
    for (const [name, property] of Object.entries(properties)) yield* pathsIn(property, [...steps, name])
  }
  yield* pathsIn(schema['items'], [...steps, '*'])
}
