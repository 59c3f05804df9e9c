import { escapePointer } from '../../engine/model/json-pointer.ts'
import { isTimeZone } from '../../engine/time/working-calendar-json.ts'
import { compilePattern } from './regular-expressions.ts'
import { schemaLimits as limits } from './schema-limits.ts'
import { isCount, isSchema, type Schema } from './schema-parts.ts'
import { schemaProblem, type SchemaProblem } from './schema-problem.ts'

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
/** True for names that every JavaScript object answers to; data must not carry them. */
export function isReservedName(name: string): boolean {
  return name === 'prototype' || name in Object.prototype
}

/** What the keywords of one schema ask for that we refuse; schemas within it are looked at on their own. */
export function keywordProblems(schema: Schema, pointer: string): SchemaProblem[] {
  const found: SchemaProblem[] = []
  const report = (code: string, keyword: string, message: string): void => {
    found.push(schemaProblem(code, `${pointer}/${escapePointer(keyword)}`, message))
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

  const { notBeforeToday: zone } = schema
  if (typeof zone === 'string' && !isTimeZone(zone))
    report(
      'time-zone',
      'notBeforeToday',
      `Expected "notBeforeToday" in ${place} to name a time zone such as "Europe/Riga", but "${zone.slice(0, 60)}" is none.`,
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
