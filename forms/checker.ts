/**
 * The engine's FormChecker, on ajv. A submission passes: general limits on data, unknown and read-only fields, defaults,
 * the form's schema; out come either the data as the process gets it or one sentence per refused field. Form files and
 * message schemas are uploads: they are judged before they are compiled, compiled once, and kept in a bounded cache.
 */
import { createHash } from 'node:crypto'
import { createLru } from '../engine/lru.ts'
import type { FieldError } from '../engine/model/errors.ts'
import { escapePointer } from '../engine/model/json-pointer.ts'
import type { Instant, Json, Variables } from '../engine/model/json.ts'
import type { FormChecker } from '../engine/ports.ts'
import { createSchemaCompiler, type CompiledSchema } from './check/compile-schema.ts'
import { findDataProblem, MAX_DATA_DEPTH } from './check/data-problems.ts'
import { explainErrors, fieldError, type ExplainSource } from './check/explain-errors.ts'
import { createFormInspector, type FormInspection, type ReadyForm } from './check/inspect-form.ts'
import type { SchemaProblem } from './check/schema-problem.ts'

/** What `createFormChecker` may be told. */
export interface FormCheckerOptions {
  /**
   * Compiled forms and schemas kept in memory, of each kind, by this checker alone. Default: 500 that all checkers of
   * the process share.
   */
  readonly cacheSize?: number
}

/** What has been read. It follows from the text alone, so it does not matter who read it. */
interface Readings {
  formOf(content: string): FormInspection
  schemaOf(schema: Json): SchemaInspection
}

type SchemaInspection = { readonly compiled: CompiledSchema | null; readonly problems: readonly SchemaProblem[] }

let shared: Readings | null = null

/** Makes the checker that `main.ts` gives the engine. It reads no clock and does no I/O. */
export function createFormChecker({ cacheSize }: FormCheckerOptions = {}): FormChecker {
  const { formOf, schemaOf } = cacheSize === undefined ? (shared ??= createReadings(500)) : createReadings(cacheSize)

  return {
    inspect(_name, content) {
      const { formId, problems } = formOf(content)
      return { formId, problems }
    },

    check(content, data, language, context) {
      const { form, problems, formId } = formOf(content)
      if (!form)
        throw new Error(
          `Expected a form that passed its inspection, but "${formId ?? 'without id'}" has problems: ${problems[0]?.message ?? ''}`,
        )
      const source: ExplainSource = { schema: form.file.schema, texts: form.file.i18n[language], language }
      const foreign = findDataProblem(data)
      if (foreign)
        return {
          data: {},
          errors: [fieldError(foreign.code, foreign.pointer, source, { limit: String(MAX_DATA_DEPTH) })],
        }
      return { ...checkSubmission(form, data, source, context.now), schema: form.file.schema }
    },

    checkSchema(schema, data, language, context) {
      const { compiled, problems } = schemaOf(schema)
      if (!compiled)
        throw new Error(
          `Expected a schema that passed its inspection, but it has problems: ${problems[0]?.message ?? ''}`,
        )
      const source: ExplainSource = { schema, texts: null, language }
      const foreign = findDataProblem(data)
      if (foreign) return [fieldError(foreign.code, foreign.pointer, source, { limit: String(MAX_DATA_DEPTH) })]
      // ajv writes defaults into what it checks; the caller's data stay as they are.
      return explainErrors(compiled.check(structuredClone(data), context), source)
    },

    inspectSchema(schema) {
      return schemaOf(schema).problems.map((problem) => problem.message)
    },
  }
}

function createReadings(size: number): Readings {
  const compiler = createSchemaCompiler()
  const inspectForm = createFormInspector(compiler)
  const forms = createLru<FormInspection>(size)
  const schemas = createLru<SchemaInspection>(size)
  // Pinned contracts are the same objects each time: no need to write them out to know them again.
  const known = new WeakMap<object, SchemaInspection>()

  return {
    formOf: (content) => forms.getOrMake(sha256(content), () => inspectForm(content)),
    schemaOf(schema) {
      if (schema === null || typeof schema !== 'object') return compiler.compile(schema)
      const kept = known.get(schema)
      if (kept) return kept
      const text = written(schema)
      const inspection =
        text === null ? compiler.compile(schema) : schemas.getOrMake(sha256(text), () => compiler.compile(schema))
      known.set(schema, inspection)
      return inspection
    },
  }
}

function checkSubmission(
  form: ReadyForm,
  data: Variables,
  source: ExplainSource,
  now: Instant,
): { data: Variables; errors: readonly FieldError[] } {
  const { properties } = form.file.schema
  const readOnly = new Set(form.file.ui.readOnly ?? [])
  const refused: FieldError[] = []
  const given: Record<string, Json> = {}
  for (const [name, value] of Object.entries(data)) {
    if (!Object.hasOwn(properties, name)) refused.push(fieldError('unknown-field', `/${escapePointer(name)}`, source))
    else if (readOnly.has(name)) refused.push(fieldError('read-only', `/${escapePointer(name)}`, source))
    else if (!isLeftEmpty(value)) given[name] = structuredClone(value)
  }
  for (const [name, field] of Object.entries(properties)) {
    if (field['x-default'] === 'now' && !Object.hasOwn(given, name)) given[name] = now
  }

  const errors = [...refused.slice(0, 100), ...explainErrors(form.compiled.check(given, { now }), source)].slice(0, 100)
  if (errors.length > 0) return { data: {}, errors: inOrder(errors, form.file.ui.order) }

  // A submission speaks for every field of its form: what was left empty is null, so that an earlier round's answer
  // (a duplicate found, an incident linked) does not steer this one.
  const names = Object.keys(properties).filter((name) => !readOnly.has(name))
  return { data: Object.fromEntries(names.map((name) => [name, given[name] ?? null])), errors: [] }
}

/** Null is how JSON says it, an empty text how a page does; the schema then decides whether the field may be left empty. */
function isLeftEmpty(value: Json): boolean {
  return value === null || (typeof value === 'string' && value.trim() === '')
}

/** As the page shows the fields, so that a summary of errors reads from top to bottom. */
function inOrder(errors: readonly FieldError[], order: readonly string[]): readonly FieldError[] {
  const place = (error: FieldError): number => {
    const found = order.indexOf(error.pointer.split('/')[1] ?? '')
    return found < 0 ? order.length : found
  }
  return errors.toSorted((one, other) => place(one) - place(other))
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** Null when it nests too deep to be written out; the compiler then says so. */
function written(schema: Json): string | null {
  try {
    return JSON.stringify(schema)
  } catch {
    return null
  }
}
