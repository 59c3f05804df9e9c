import type { Json } from '../../engine/model/json.ts'
import { escapePointer } from './read-json.ts'
import { compilePattern } from './regular-expressions.ts'
import { schemaLimits as limits } from './schema-limits.ts'

/** One thing wrong with a schema. */
export interface SchemaProblem {
  /** Stable, kebab-case, e.g. `array-unbounded`. */
  readonly code: string
  /** JSON pointer into the schema. */
  readonly pointer: string
  /** One sentence. */
  readonly message: string
}

/** What is wrong with a schema, and how wide it is. */
export interface SchemaInspection {
  readonly problems: readonly SchemaProblem[]
  /** Schemas that one value can meet at most, every `$ref` followed; 0 when there are problems. */
  readonly width: number
}

type Schema = { readonly [keyword: string]: Json }

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

/** Schemas with names of their own could shadow each other or point outside; `#/$defs/x` is all that a form needs. */
const REFUSED = [
  '$id',
  '$anchor',
  '$dynamicRef',
  '$dynamicAnchor',
  '$recursiveRef',
  '$recursiveAnchor',
  '$vocabulary',
  'definitions',
  'dependencies',
]
const DIALECT = 'https://json-schema.org/draft/2020-12/schema'
const LOCAL_REF = /^#\/\$defs\/([A-Za-z0-9_-]{1,64})$/

/** True for names that every JavaScript object answers to; data must not carry them. */
export function isReservedName(name: string): boolean {
  return name === 'prototype' || name in Object.prototype
}

/**
 * Looks at an untrusted JSON Schema 2020-12 without compiling it: its size, depth and width, what its references fan
 * out to, that arrays and patterns are bounded, and that patterns run in linear time.
 */
export function inspectSchema(schema: Json): SchemaInspection {
  const oversize = sizeProblem(schema)
  if (oversize) return { problems: [oversize], width: 0 }
  if (!isSchema(schema))
    return {
      problems: [problem('schema-not-an-object', '', 'Expected a schema that is an object, but it is something else.')],
      width: 0,
    }

  const problems: SchemaProblem[] = []
  let count = 0
  const pending: { readonly schema: Schema; readonly pointer: string; readonly depth: number }[] = [
    { schema, pointer: '', depth: 1 },
  ]
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    count += 1
    if (count > limits.maxSchemas) {
      problems.push(
        problem(
          'schema-too-many-parts',
          '',
          `Expected at most ${limits.maxSchemas} schemas in one, but there are more.`,
        ),
      )
      break
    }
    if (next.depth > limits.maxDepth) {
      problems.push(
        problem(
          'schema-too-deep',
          next.pointer,
          `Expected at most ${limits.maxDepth} schemas within each other, but "${next.pointer}" lies deeper.`,
        ),
      )
      break
    }
    problems.push(...keywordProblems(next.schema, next.pointer))
    for (const part of parts(next.schema)) {
      if (isSchema(part.schema))
        pending.push({ schema: part.schema, pointer: next.pointer + part.pointer, depth: next.depth + 1 })
    }
  }
  if (problems.length > 0) return { problems, width: 0 }
  return measure(schema)
}

function sizeProblem(schema: Json): SchemaProblem | null {
  let values = 0
  const pending: { readonly value: Json; readonly depth: number }[] = [{ value: schema, depth: 0 }]
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    values += 1
    if (values > limits.maxValues)
      return problem(
        'schema-too-many-parts',
        '',
        `Expected at most ${limits.maxValues} values in a schema, but there are more.`,
      )
    // A schema lies at most two levels of JSON below the one around it (`properties`, then its name).
    if (next.depth > limits.maxDepth * 3)
      return problem(
        'schema-too-deep',
        '',
        `Expected at most ${limits.maxDepth} schemas within each other, but it nests deeper.`,
      )
    if (next.value !== null && typeof next.value === 'object') {
      for (const value of Object.values(next.value)) pending.push({ value, depth: next.depth + 1 })
    }
  }
  const bytes = Buffer.byteLength(JSON.stringify(schema) ?? '')
  if (bytes > limits.maxBytes)
    return problem(
      'schema-too-large',
      '',
      `Expected a schema of at most ${limits.maxBytes} bytes, but it has ${bytes}.`,
    )
  return null
}

function keywordProblems(schema: Schema, pointer: string): SchemaProblem[] {
  const found: SchemaProblem[] = []
  const report = (code: string, keyword: string, message: string): void => {
    found.push(problem(code, `${pointer}/${escapePointer(keyword)}`, message))
  }
  const place = pointer === '' ? 'the schema' : `"${pointer}"`

  for (const keyword of REFUSED) {
    if (Object.hasOwn(schema, keyword))
      report(
        'schema-keyword-refused',
        keyword,
        `Expected no "${keyword}" in ${place}; name shared parts in "$defs" of the root and use "$ref": "#/$defs/…".`,
      )
  }
  if (Object.hasOwn(schema, '$schema') && schema.$schema !== DIALECT)
    report('schema-dialect', '$schema', `Expected "$schema" to be ${DIALECT}, but it is another dialect.`)
  if (Object.hasOwn(schema, '$defs') && pointer !== '')
    report('schema-keyword-refused', '$defs', `Expected "$defs" only in the root of the schema, but ${place} has some.`)

  for (const name of namesIn(schema)) {
    if (isReservedName(name))
      report(
        'name-reserved',
        'properties',
        `Expected field names that are not built into the language, but ${place} names "${name}".`,
      )
  }
  if (Array.isArray(schema.enum) && schema.enum.length > limits.maxEnum)
    report(
      'enum-too-long',
      'enum',
      `Expected at most ${limits.maxEnum} values in an enumeration, but ${place} has ${schema.enum.length}; use a register instead.`,
    )

  const type = schema.type
  if ((type === 'array' || (Array.isArray(type) && type.includes('array'))) && !isCount(schema.maxItems))
    report('array-unbounded', 'maxItems', `Expected "maxItems" with the list ${place}, but there is none.`)
  if (schema.uniqueItems === true && !(isCount(schema.maxItems) && schema.maxItems <= limits.maxUniqueItems))
    report(
      'array-unbounded',
      'maxItems',
      `Expected "maxItems" of at most ${limits.maxUniqueItems} with "uniqueItems" in ${place}, but there is none.`,
    )

  if (typeof schema.pattern === 'string') {
    if (!isCount(schema.maxLength))
      report('pattern-unbounded', 'maxLength', `Expected "maxLength" with "pattern" in ${place}, but there is none.`)
    const reason = patternProblem(schema.pattern)
    if (reason)
      report(
        'pattern-unsupported',
        'pattern',
        `Expected a pattern that runs in linear time in ${place}, but ${reason}.`,
      )
  }
  if (isSchema(schema.patternProperties)) {
    for (const pattern of Object.keys(schema.patternProperties)) {
      const reason = patternProblem(pattern)
      if (reason)
        report(
          'pattern-unsupported',
          'patternProperties',
          `Expected a pattern that runs in linear time in ${place}, but ${reason}.`,
        )
    }
  }
  return found
}

/** Every field name that a schema speaks of. */
function namesIn(schema: Schema): string[] {
  const maps = ['properties', 'dependentRequired', 'dependentSchemas', '$defs'].flatMap((keyword) => {
    const map = schema[keyword]
    return isSchema(map) ? Object.keys(map) : []
  })
  const lists = [
    schema.required,
    ...(isSchema(schema.dependentRequired) ? Object.values(schema.dependentRequired) : []),
  ]
  return [
    ...maps,
    ...lists.flatMap((list) => (Array.isArray(list) ? list.filter((name) => typeof name === 'string') : [])),
  ]
}

function patternProblem(pattern: string): string | null {
  if (pattern.length > limits.maxPatternLength)
    return `it has ${pattern.length} characters; the limit is ${limits.maxPatternLength}`
  try {
    compilePattern(pattern)
    return null
  } catch (error) {
    return `"${pattern.slice(0, 60)}" is refused: ${error instanceof Error ? error.message : 'unknown syntax'}`
  }
}

/** Follows every `$ref` and adds up; a recursive reference has no end and is refused. */
function measure(root: Schema): SchemaInspection {
  const definitions = isSchema(root.$defs) ? root.$defs : {}
  const known = new Map<string, { readonly width: number; readonly steps: number; readonly depth: number }>()
  const open = new Set<string>()
  let failure: SchemaProblem | null = null

  const followRef = (ref: string, pointer: string): { width: number; steps: number; depth: number } => {
    const name = LOCAL_REF.exec(ref)?.[1]
    const target = name !== undefined && Object.hasOwn(definitions, name) ? definitions[name] : undefined
    if (name === undefined)
      failure ??= problem(
        'ref-not-local',
        pointer,
        `Expected "$ref" to look like "#/$defs/name", but it is "${ref.slice(0, 80)}".`,
      )
    else if (target === undefined)
      failure ??= problem('ref-unknown', pointer, `Expected "${name}" in "$defs", but there is none.`)
    else if (open.has(name))
      failure ??= problem(
        'ref-recursive',
        pointer,
        `Expected "$ref" that come to an end, but "${name}" leads back to itself.`,
      )
    if (failure || name === undefined || target === undefined) return { width: 1, steps: 1, depth: 1 }
    const seen = known.get(name)
    if (seen) return seen
    open.add(name)
    const result = walk(target, `/$defs/${name}`)
    open.delete(name)
    known.set(name, result)
    return result
  }

  const walk = (schema: Json, pointer: string): { width: number; steps: number; depth: number } => {
    if (!isSchema(schema) || failure) return { width: 1, steps: 1, depth: 1 }
    let width = 1
    let steps = 1
    let depth = 1
    const add = (part: { width: number; steps: number; depth: number }, times: number): void => {
      width += part.width
      steps += part.steps * times
      depth = Math.max(depth, part.depth + 1)
    }
    // A chain of references is as deep for the compiler as schemas written into each other.
    if (open.size > limits.maxDepth)
      failure ??= problem(
        'schema-too-deep',
        pointer,
        `Expected at most ${limits.maxDepth} schemas within each other, but "$ref" lead deeper.`,
      )
    if (typeof schema.$ref === 'string') add(followRef(schema.$ref, `${pointer}/$ref`), 1)
    for (const part of parts(schema)) {
      // `additionalProperties: false` costs nothing.
      if (part.keyword !== '$defs' && isSchema(part.schema))
        add(walk(part.schema, pointer + part.pointer), repetitions(schema, part.keyword))
    }
    if (depth > limits.maxDepth)
      failure ??= problem(
        'schema-too-deep',
        pointer,
        `Expected at most ${limits.maxDepth} schemas within each other, but "$ref" lead deeper.`,
      )
    return { width, steps, depth }
  }

  const total = walk(root, '')
  // What no reference leads to is still compiled and can still be wrong.
  for (const name of Object.keys(definitions)) followRef(`#/$defs/${name}`, `/$defs/${name}`)
  if (failure) return { problems: [failure], width: 0 }
  if (total.width > limits.maxFanOut)
    return {
      problems: [
        problem(
          'schema-too-wide',
          '',
          `Expected at most ${limits.maxFanOut} schemas when every "$ref" is followed, but there are ${total.width}.`,
        ),
      ],
      width: 0,
    }
  if (total.steps > limits.maxSteps)
    return {
      problems: [
        problem(
          'schema-too-costly',
          '',
          `Expected a check of at most ${limits.maxSteps} steps, but the lists of this schema allow ${total.steps}; lower "maxItems".`,
        ),
      ],
      width: 0,
    }
  return { problems: [], width: total.width }
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

function parts(schema: Schema): { readonly keyword: string; readonly pointer: string; readonly schema: Json }[] {
  const found: { keyword: string; pointer: string; schema: Json }[] = []
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
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isCount(value: Json | undefined): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0
}

function problem(code: string, pointer: string, message: string): SchemaProblem {
  return { code, pointer, message }
}
