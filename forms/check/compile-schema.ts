import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js'
import type { Json } from '../../engine/model/json.ts'
import { formats } from './formats.ts'
import { inspectSchema } from './inspect-schema.ts'
import { isSchema } from './schema-parts.ts'
import type { SchemaProblem } from './schema-problem.ts'
import { addKeywords, type CheckContext } from './keywords.ts'
import { linearRegExp } from './regular-expressions.ts'

/** A schema ready to judge data. */
export interface CompiledSchema {
  /**
   * @param data is changed: defaults are filled in
   * @returns every error where that is cheap, otherwise the first one
   */
  check(data: Json, context: CheckContext): readonly ErrorObject[]
}

/** Compiles schemas that it has found harmless. */
export interface SchemaCompiler {
  /** @returns the compiled schema, or what is wrong with it */
  compile(schema: Json): { readonly compiled: CompiledSchema | null; readonly problems: readonly SchemaProblem[] }
}

/** An ajv keeps a little of everything it compiled; a fresh one now and then keeps a long-lived server small. */
const COMPILATIONS_PER_AJV = 200
/** A list of all errors is made for data of at most this many values … */
const VALUES_FOR_ALL_ERRORS = 5_000
/** … that meet at most this many schemas together; beyond that a check stops at its first error. */
const STEPS_FOR_ALL_ERRORS = 500_000

/** Makes a compiler with ajv instances of its own. */
export function createSchemaCompiler(): SchemaCompiler {
  const first = renewing(() => createAjv(false))
  const all = renewing(() => createAjv(true))

  return {
    compile(schema) {
      const { problems, width } = inspectSchema(schema)
      if (problems.length > 0 || !isSchema(schema)) return { compiled: null, problems }
      let quick: ValidateFunction
      try {
        quick = first(schema)
        // One trial, so that what fails only at work fails here.
        quick.call({ now: '1970-01-01T00:00:00.000Z' }, {})
      } catch (error) {
        const reason = error instanceof Error ? error.message : 'ajv refuses it'
        return {
          compiled: null,
          problems: [
            { code: 'schema-invalid', pointer: '', message: `Expected a JSON Schema 2020-12, but ${reason}.` },
          ],
        }
      }
      let thorough: ValidateFunction | null = null
      const compiled: CompiledSchema = {
        check(data, context) {
          if (quick.call(context, data)) return []
          const found = quick.errors ?? []
          const values = countValues(data)
          if (values > VALUES_FOR_ALL_ERRORS || values * width > STEPS_FOR_ALL_ERRORS) return found
          // Compiled a second time only for the schemas whose data is refused at all.
          thorough ??= all(schema)
          return thorough.call(context, data) ? found : (thorough.errors ?? found)
        },
      }
      return { compiled, problems: [] }
    },
  }
}

function createAjv(allErrors: boolean): Ajv2020 {
  const ajv = new Ajv2020({
    allErrors,
    // Errors then carry the schema that refused, which the sentences need.
    verbose: true,
    strict: true,
    strictTypes: true,
    allowUnionTypes: true,
    strictRequired: false,
    useDefaults: true,
    // `required: ["toString"]` must not be met by what every object inherits.
    ownProperties: true,
    passContext: true,
    multipleOfPrecision: 6,
    // Copying what `$ref` names into each place would make compiling as slow as the fan-out is wide.
    inlineRefs: false,
    addUsedSchema: false,
    logger: false,
    // Tidying the code of every schema up takes half of compiling it, and V8 does that for the few that are busy.
    code: { regExp: linearRegExp, optimize: false },
    formats: { ...formats },
  })
  addKeywords(ajv)
  return ajv
}

function renewing(create: () => Ajv2020): (schema: { readonly [keyword: string]: Json }) => ValidateFunction {
  let ajv = create()
  let compilations = 0
  return (schema) => {
    if (compilations >= COMPILATIONS_PER_AJV) {
      ajv = create()
      compilations = 0
    }
    compilations += 1
    const validate = ajv.compile(schema)
    ajv.removeSchema(schema)
    return validate
  }
}

function countValues(data: Json): number {
  let count = 0
  const pending: Json[] = [data]
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    count += 1
    if (next !== null && typeof next === 'object') for (const value of Object.values(next)) pending.push(value)
  }
  return count
}
