import type { Json } from '../../engine/model/json.ts'
import { schemaLimits as limits } from './schema-limits.ts'
import { isCount, isSchema, schemaParts, type Schema } from './schema-parts.ts'
import { schemaProblem, type SchemaProblem } from './schema-problem.ts'

const LOCAL_REF = /^#\/\$defs\/([A-Za-z0-9_-]{1,64})$/

/** What checking with a schema, or with a part of it, can cost. */
interface Measure {
  /** Schemas that one value can meet, every `$ref` followed. */
  readonly width: number
  /** The same with lists at their `maxItems`. */
  readonly steps: number
  /** Schemas within each other. */
  readonly depth: number
}

const NOTHING: Measure = { width: 1, steps: 1, depth: 1 }
const TOO_DEEP = `Expected at most ${limits.maxDepth} schemas within each other, but "$ref" lead deeper.`

/**
 * Follows every `$ref` and adds up; a reference that leads back to itself has no end and is refused.
 *
 * @returns the width of the schema, or the first thing that makes it too wide, too deep or too costly
 */
export function measureSchema(root: Schema): { readonly problem: SchemaProblem | null; readonly width: number } {
  const definitions = isSchema(root.$defs) ? root.$defs : {}
  const known = new Map<string, Measure>()
  const open = new Set<string>()
  let problem: SchemaProblem | null = null

  const fail = (code: string, pointer: string, message: string): Measure => {
    problem ??= schemaProblem(code, pointer, message)
    return NOTHING
  }

  const followRef = (ref: string, pointer: string): Measure => {
    const name = LOCAL_REF.exec(ref)?.[1]
    if (name === undefined)
      return fail(
        'ref-not-local',
        pointer,
        `Expected "$ref" to look like "#/$defs/name", but it is "${ref.slice(0, 80)}".`,
      )
    const target = Object.hasOwn(definitions, name) ? definitions[name] : undefined
    if (target === undefined) return fail('ref-unknown', pointer, `Expected "${name}" in "$defs", but there is none.`)
    if (open.has(name))
      return fail('ref-recursive', pointer, `Expected "$ref" that come to an end, but "${name}" leads back to itself.`)
    // A chain of references is as deep for the compiler as schemas written into each other.
    if (open.size >= limits.maxDepth) return fail('schema-too-deep', pointer, TOO_DEEP)
    const seen = known.get(name)
    if (seen) return seen
    open.add(name)
    const result = walk(target, `/$defs/${name}`)
    open.delete(name)
    known.set(name, result)
    return result
  }

  const walk = (schema: Json, pointer: string): Measure => {
    if (!isSchema(schema) || problem) return NOTHING
    let { width, steps, depth } = NOTHING
    const add = (part: Measure, times: number): void => {
      width += part.width
      steps += part.steps * times
      depth = Math.max(depth, part.depth + 1)
    }
    if (typeof schema.$ref === 'string') add(followRef(schema.$ref, `${pointer}/$ref`), 1)
    for (const part of schemaParts(schema)) {
      // `additionalProperties: false` costs nothing; definitions cost where they are referred to.
      if (part.keyword !== '$defs' && isSchema(part.schema))
        add(walk(part.schema, pointer + part.pointer), repetitions(schema, part.keyword))
    }
    return depth > limits.maxDepth ? fail('schema-too-deep', pointer, TOO_DEEP) : { width, steps, depth }
  }

  const { width, steps } = walk(root, '')
  for (const name of Object.keys(definitions)) followRef(`#/$defs/${name}`, `/$defs/${name}`)
  if (width > limits.maxFanOut)
    fail(
      'schema-too-wide',
      '',
      `Expected at most ${limits.maxFanOut} schemas when every "$ref" is followed, but there are ${width}.`,
    )
  if (steps > limits.maxSteps)
    fail(
      'schema-too-costly',
      '',
      `Expected a check of at most ${limits.maxSteps} steps, but the lists of this schema allow ${steps}; lower "maxItems".`,
    )
  return { problem, width }
}

/** How often one value can make ajv look at a part: once per item or per free name. */
function repetitions(schema: Schema, keyword: string): number {
  if (keyword === 'items' || keyword === 'contains' || keyword === 'unevaluatedItems')
    return isCount(schema.maxItems) ? Math.max(1, schema.maxItems) : limits.assumedProperties
  if (
    keyword === 'additionalProperties' ||
    keyword === 'patternProperties' ||
    keyword === 'unevaluatedProperties' ||
    keyword === 'propertyNames'
  )
    return isCount(schema.maxProperties) ? Math.max(1, schema.maxProperties) : limits.assumedProperties
  return 1
}
