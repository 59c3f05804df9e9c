import { escapePointer } from '../../engine/model/json-pointer.ts'
import type { Json } from '../../engine/model/json.ts'
import type { CompiledSchema, SchemaCompiler } from './compile-schema.ts'
import { formFileSchema, type FormFile } from './form-file.ts'
import { layoutProblems } from './form-layout.ts'
import { textProblems } from './form-texts.ts'
import { showConditionProblems } from './show-conditions.ts'
import { isSchema } from './schema-parts.ts'
import { JsonSyntaxError, readJson, type JsonDocument } from './read-json.ts'

/** One thing wrong with a form file. */
export interface FormProblem {
  /** Stable, kebab-case, e.g. `label-missing`. */
  readonly code: string
  /** One sentence: what is wrong and what to do. */
  readonly message: string
  /** 1-based; null where no place is known. */
  readonly line: number | null
}

/** Makes a problem of what is wrong at a JSON pointer into the form file. */
export type ProblemAt = (code: string, pointer: string, message: string) => FormProblem

/** A form that may be deployed. */
export interface ReadyForm {
  readonly file: FormFile
  readonly compiled: CompiledSchema
}

/** What a look at a form file found. */
export interface FormInspection {
  /** Null when the file does not say it. */
  readonly formId: string | null
  /** Null when there are problems. */
  readonly form: ReadyForm | null
  readonly problems: readonly FormProblem[]
}

/** Bytes of a whole form file: a schema of the largest size and as much again for texts. */
const MAX_BYTES = 131_072

/** More than anyone mends at a time. */
const MAX_PROBLEMS = 100

/** Judges form files: JSON, shape, schema, and whether every field and option can be shown in both languages. */
export function createFormInspector(compiler: SchemaCompiler): (content: string) => FormInspection {
  const { compiled, problems } = compiler.compile(formFileSchema)
  if (!compiled) throw new Error(`Expected the schema of form files to compile, but: ${problems[0]?.message ?? ''}`)
  return (content) => inspectForm(content, compiler, compiled)
}

function inspectForm(content: string, compiler: SchemaCompiler, shapeOfForms: CompiledSchema): FormInspection {
  const bytes = Buffer.byteLength(content)
  if (bytes > MAX_BYTES)
    return {
      formId: null,
      form: null,
      problems: [
        {
          code: 'form-too-large',
          message: `Expected a form of at most ${MAX_BYTES} bytes, but it has ${bytes}.`,
          line: null,
        },
      ],
    }

  const document = parse(content)
  if ('code' in document) return { formId: null, form: null, problems: [document] }
  const formId = isSchema(document.value) && typeof document.value.id === 'string' ? document.value.id : null

  const at: ProblemAt = (code, pointer, message) => ({
    code,
    message,
    line: lineOf(document, pointer),
  })
  const shape = shapeProblems(document.value, shapeOfForms, at)
  if (shape.length > 0) return { formId, form: null, problems: shape }

  const file = document.value as unknown as FormFile
  const { compiled, problems } = compiler.compile(file.schema)
  const found = [
    ...problems.map((one) => at(one.code, `/schema${one.pointer}`, one.message)),
    ...layoutProblems(file, at),
    ...showConditionProblems(file, at),
    ...textProblems(file, at),
  ]
  return compiled && found.length === 0
    ? { formId, form: { file, compiled }, problems: [] }
    : { formId, form: null, problems: found.slice(0, MAX_PROBLEMS) }
}

function parse(content: string): JsonDocument | FormProblem {
  try {
    return readJson(content)
  } catch (error) {
    if (error instanceof JsonSyntaxError) return { code: 'json-syntax', message: error.message, line: error.line }
    throw error
  }
}

/** The line of a place, or of the nearest thing around it that is there. */
function lineOf(document: JsonDocument, pointer: string): number | null {
  for (let place = pointer; ; place = place.slice(0, place.lastIndexOf('/'))) {
    const line = document.lines.get(place)
    if (line !== undefined) return line
    if (place === '') return null
  }
}

function shapeProblems(value: Json, shapeOfForms: CompiledSchema, at: ProblemAt): FormProblem[] {
  return shapeOfForms.check(value, { now: '1970-01-01T00:00:00.000Z' }).map((error) => {
    const missing = error.keyword === 'required' ? String(error.params.missingProperty) : null
    const surplus = error.keyword === 'additionalProperties' ? String(error.params.additionalProperty) : null
    const place = error.instancePath === '' ? 'the form' : `"${error.instancePath}"`
    if (missing === 'id')
      return at('form-id-missing', '', 'Expected an "id" such as "application/classify", but the form has none.')
    if (missing) return at('form-shape', error.instancePath, `Expected "${missing}" in ${place}, but it is missing.`)
    if (surplus)
      return at(
        'form-shape',
        `${error.instancePath}/${escapePointer(surplus)}`,
        `Expected only known keys in ${place}, but it has "${surplus}".`,
      )
    if (error.instancePath.startsWith('/ui/widgets/'))
      return at(
        'unknown-widget',
        error.instancePath,
        `Expected a known control for ${place}, but "${String(error.data)}" is none; known are ${error.params.allowedValues?.join(', ')}.`,
      )
    if (error.instancePath === '/id')
      return at(
        'form-id-invalid',
        '/id',
        'Expected an "id" of two parts in small letters, digits and hyphens, such as "application/classify", but it is another text.',
      )
    return at(
      'form-shape',
      error.instancePath,
      `Expected another value of ${place}, but it ${error.message ?? 'is refused'}.`,
    )
  })
}
