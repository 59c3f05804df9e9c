import type { Json } from '../../engine/model/json.ts'
import { keywordProblems } from './keyword-problems.ts'
import { measureSchema } from './measure-schema.ts'
import { schemaLimits as limits } from './schema-limits.ts'
import { isSchema, schemaParts, type Schema } from './schema-parts.ts'
import { schemaProblem, type SchemaProblem } from './schema-problem.ts'

/** What is wrong with a schema, and how wide it is. */
export interface SchemaInspection {
  readonly problems: readonly SchemaProblem[]
  /** Schemas that one value can meet at most, every `$ref` followed; 0 when there are problems. */
  readonly width: number
}

/**
 * Looks at an untrusted JSON Schema 2020-12 without compiling it: its size, depth and width, what its references fan
 * out to, that arrays and patterns are bounded, and that patterns run in linear time.
 */
export function inspectSchema(schema: Json): SchemaInspection {
  const oversize = sizeProblem(schema)
  if (oversize) return { problems: [oversize], width: 0 }
  if (!isSchema(schema))
    return refused('schema-not-an-object', '', 'Expected a schema that is an object, but it is something else.')

  const problems: SchemaProblem[] = []
  const pending: { readonly schema: Schema; readonly pointer: string; readonly depth: number }[] = [
    { schema, pointer: '', depth: 1 },
  ]
  let count = 0
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    count += 1
    if (count > limits.maxSchemas)
      return refused(
        'schema-too-many-parts',
        '',
        `Expected at most ${limits.maxSchemas} schemas in one, but there are more.`,
      )
    if (next.depth > limits.maxDepth) return refused('schema-too-deep', next.pointer, TOO_DEEP)
    problems.push(...keywordProblems(next.schema, next.pointer))
    for (const part of schemaParts(next.schema)) {
      if (isSchema(part.schema))
        pending.push({ schema: part.schema, pointer: next.pointer + part.pointer, depth: next.depth + 1 })
    }
  }
  if (problems.length > 0) return { problems, width: 0 }
  const { problem, width } = measureSchema(schema)
  return problem ? { problems: [problem], width: 0 } : { problems: [], width }
}

const TOO_DEEP = `Expected at most ${limits.maxDepth} schemas within each other, but it nests deeper.`

function refused(code: string, pointer: string, message: string): SchemaInspection {
  return { problems: [schemaProblem(code, pointer, message)], width: 0 }
}

/** Walks without recursion and stops early: nothing is known yet about how large or deep the thing is. */
function sizeProblem(schema: Json): SchemaProblem | null {
  const pending: { readonly value: Json; readonly depth: number }[] = [{ value: schema, depth: 0 }]
  let values = 0
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    values += 1
    if (values > limits.maxValues)
      return schemaProblem(
        'schema-too-many-parts',
        '',
        `Expected at most ${limits.maxValues} values in a schema, but there are more.`,
      )
    // A schema lies at most two levels of JSON below the one around it (`properties`, then its name).
    if (next.depth > limits.maxDepth * 3) return schemaProblem('schema-too-deep', '', TOO_DEEP)
    if (next.value !== null && typeof next.value === 'object') {
      for (const value of Object.values(next.value)) pending.push({ value, depth: next.depth + 1 })
    }
  }
  const bytes = Buffer.byteLength(JSON.stringify(schema) ?? '')
  return bytes > limits.maxBytes
    ? schemaProblem(
        'schema-too-large',
        '',
        `Expected a schema of at most ${limits.maxBytes} bytes, but it has ${bytes}.`,
      )
    : null
}
