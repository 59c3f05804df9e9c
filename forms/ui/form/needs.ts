import { isObject, type Json, type Variables } from '../../../engine/model/json.ts'
import { meets } from './meets.ts'

/** Which fields of an object have to be filled in, as it stands. */
export interface Needs {
  readonly required: ReadonlySet<string>
  /** Fields that other values would make required. */
  readonly sometimes: ReadonlySet<string>
  /** Groups of which one field is enough: "e-mail or telephone". */
  readonly either: readonly (readonly string[])[]
}

/** Conditions within conditions. */
const MAX_DEPTH = 8

/**
 * Reads from a schema what is required for these values: always, because another field is filled in, or because a condition
 * is met.
 */
export function needsOf(schema: Json, values: Variables): Needs {
  const required = new Set<string>()
  const sometimes = new Set<string>()
  const either: (readonly string[])[] = []

  const collect = (part: Json | undefined, depth: number): void => {
    if (!isObject(part) || depth > MAX_DEPTH) return
    for (const name of namesIn(part.required)) required.add(name)
    if (isObject(part.dependentRequired)) {
      for (const [name, others] of Object.entries(part.dependentRequired))
        for (const other of namesIn(others)) (Object.hasOwn(values, name) ? required : sometimes).add(other)
    }
    for (const one of Array.isArray(part.allOf) ? part.allOf : []) collect(one, depth + 1)
    for (const branches of [part.anyOf, part.oneOf]) {
      const names = oneOfThese(branches)
      if (names.length > 0) either.push(names)
    }
    if (part.if !== undefined) {
      const met = meets(part.if, values)
      collect(met ? part.then : part.else, depth + 1)
      for (const name of namesIn(requiredIn(met ? part.else : part.then))) sometimes.add(name)
    }
  }
  collect(schema, 0)

  // What the checker fills in need not be filled in by a person.
  const properties = isObject(schema) && isObject(schema.properties) ? schema.properties : {}
  for (const [name, field] of Object.entries(properties)) if (isFilledIn(field)) required.delete(name)
  return { required, sometimes, either }
}

function isFilledIn(field: Json): boolean {
  return isObject(field) && field['x-default'] === 'now'
}

function requiredIn(branch: Json | undefined): Json | undefined {
  return isObject(branch) ? branch.required : undefined
}

function namesIn(list: Json | undefined): readonly string[] {
  return Array.isArray(list) ? list.filter((name) => typeof name === 'string') : []
}

function oneOfThese(branches: Json | undefined): readonly string[] {
  if (!Array.isArray(branches)) return []
  const names = branches.map((branch: Json) => (isObject(branch) ? namesIn(branch.required) : []))
  return names.every((list) => list.length === 1) ? names.flat() : []
}
