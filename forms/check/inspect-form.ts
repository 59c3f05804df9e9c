import type { Json } from '../../engine/model/json.ts'
import type { CompiledSchema, SchemaCompiler } from './compile-schema.ts'
import { fieldOptions, formFields, formFileSchema, LANGUAGES, type FormFile } from './form-file.ts'
import { isSchema } from './inspect-schema.ts'
import { escapePointer, JsonSyntaxError, readJson, type JsonDocument } from './read-json.ts'

/** One thing wrong with a form file. */
export interface FormProblem {
  /** Stable, kebab-case, e.g. `label-missing`. */
  readonly code: string
  /** One sentence: what is wrong and what to do. */
  readonly message: string
  /** 1-based; null where no place is known. */
  readonly line: number | null
}

/** A form that may be deployed. */
export interface ReadyForm {
  readonly file: FormFile
  readonly compiled: CompiledSchema
}

export interface FormInspection {
  /** Null when the file does not say it. */
  readonly formId: string | null
  /** Null when there are problems. */
  readonly form: ReadyForm | null
  readonly problems: readonly FormProblem[]
}

/** Bytes of a whole form file: a schema of the largest size and as much again for texts. */
const MAX_BYTES = 131_072
/** A field becomes a variable, so its name must be one that expressions can say. */
const FIELD_NAME = /^[A-Za-z][A-Za-z0-9_]{0,63}$/

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

  const at = (code: string, pointer: string, message: string): FormProblem => ({
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
    ...textProblems(file, at),
  ]
  return compiled && found.length === 0
    ? { formId, form: { file, compiled }, problems: [] }
    : { formId, form: null, problems: found }
}

type At = (code: string, pointer: string, message: string) => FormProblem

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

function shapeProblems(value: Json, shapeOfForms: CompiledSchema, at: At): FormProblem[] {
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

function layoutProblems(file: FormFile, at: At): FormProblem[] {
  const found: FormProblem[] = []
  const fields = formFields(file.schema)
  const paths = new Set(fields.map((field) => field.path))
  const names = Object.keys(file.schema.properties)
  const unknown = (pointer: string, name: string): void => {
    found.push(
      at(
        'unknown-field',
        pointer,
        `Expected names of fields that the schema has, but "${name}" at "${pointer}" is none.`,
      ),
    )
  }

  for (const field of fields) {
    const own = field.path.split('/').at(-1) ?? ''
    if (!FIELD_NAME.test(own))
      found.push(
        at(
          'field-name-invalid',
          field.pointer,
          `Expected field names of letters, digits and "_" that begin with a letter, but one is "${own.slice(0, 80)}".`,
        ),
      )
    if (isFreeText(field.schema) || (isSchema(field.schema.items) && isFreeText(field.schema.items)))
      found.push(
        at('text-unbounded', field.pointer, `Expected "maxLength" with the text "${field.path}", but there is none.`),
      )
  }
  for (const [index, name] of file.ui.order.entries()) if (!names.includes(name)) unknown(`/ui/order/${index}`, name)
  for (const name of names) {
    if (!file.ui.order.includes(name))
      found.push(
        at(
          'field-not-shown',
          `/schema/properties/${escapePointer(name)}`,
          `Expected every field in "ui.order", but "${name}" is missing there.`,
        ),
      )
  }
  for (const name of file.ui.readOnly ?? []) if (!names.includes(name)) unknown('/ui/readOnly', name)
  for (const path of Object.keys(file.ui.widgets ?? {}))
    if (!paths.has(path)) unknown(`/ui/widgets/${escapePointer(path)}`, path)
  for (const name of requiredNames(file.schema)) if (!names.includes(name)) unknown('/schema', name)
  if (file.ui.sections) {
    const inSections = file.ui.sections.flatMap((section) => section.fields)
    if (inSections.join('\n') !== file.ui.order.join('\n'))
      found.push(
        at(
          'sections-differ',
          '/ui/sections',
          'Expected the sections to hold the fields of "ui.order" in the same order, each once, but they differ.',
        ),
      )
  }
  for (const name of file.ui.readOnly ?? []) {
    if (requiredNames(file.schema).includes(name))
      found.push(
        at(
          'read-only-required',
          '/ui/readOnly',
          `Expected fields that a person may fill in to be required, but "${name}" is read-only.`,
        ),
      )
  }
  return found
}

/** A text that nothing else bounds: no enumeration, no constant, no format (formats bound themselves). */
function isFreeText(schema: { readonly [keyword: string]: Json }): boolean {
  return (
    schema.type === 'string' &&
    schema.maxLength === undefined &&
    schema.enum === undefined &&
    schema.const === undefined &&
    schema.format === undefined
  )
}

/** Fields that the root or one of its branches requires, or that a branch judges. */
function requiredNames(schema: Json | undefined): string[] {
  if (Array.isArray(schema)) return schema.flatMap(requiredNames)
  if (!isSchema(schema)) return []
  const own = Array.isArray(schema.required) ? schema.required : []
  const dependent = isSchema(schema.dependentRequired) ? Object.entries(schema.dependentRequired).flat(2) : []
  const branches = ['allOf', 'anyOf', 'oneOf', 'if', 'then', 'else', 'not'].flatMap((keyword) => {
    const branch = schema[keyword]
    const judged = [branch]
      .flat()
      .flatMap((one) => (isSchema(one) && isSchema(one.properties) ? Object.keys(one.properties) : []))
    return [...requiredNames(branch), ...judged]
  })
  return [...new Set([...own, ...dependent, ...branches])].filter((name) => typeof name === 'string')
}

function textProblems(file: FormFile, at: At): FormProblem[] {
  const fields = formFields(file.schema)
  const paths = new Set(fields.map((field) => field.path))
  return LANGUAGES.flatMap((language) => {
    const texts = file.i18n[language]
    const found: FormProblem[] = []
    for (const { path, schema } of fields) {
      const own = Object.hasOwn(texts.fields, path) ? texts.fields[path] : undefined
      const pointer = `/i18n/${language}/fields/${escapePointer(path)}`
      if (!own) {
        found.push(
          at(
            'label-missing',
            `/i18n/${language}/fields`,
            `Expected a label of field "${path}" in language "${language}", but there is none.`,
          ),
        )
        continue
      }
      const codes = fieldOptions(schema)
      for (const code of codes) {
        if (!Object.hasOwn(own.options ?? {}, code))
          found.push(
            at(
              'option-label-missing',
              pointer,
              `Expected a label of option "${code}" of field "${path}" in language "${language}", but there is none.`,
            ),
          )
      }
      for (const code of Object.keys(own.options ?? {})) {
        if (!codes.includes(code))
          found.push(
            at(
              'unknown-option',
              `${pointer}/options/${escapePointer(code)}`,
              `Expected labels of options that field "${path}" has, but "${code}" is none.`,
            ),
          )
      }
    }
    for (const path of Object.keys(texts.fields)) {
      if (!paths.has(path))
        found.push(
          at(
            'unknown-field',
            `/i18n/${language}/fields/${escapePointer(path)}`,
            `Expected texts of fields that the schema has, but "${path}" is none.`,
          ),
        )
    }
    for (const { id } of file.ui.sections ?? []) {
      if (!Object.hasOwn(texts.sections ?? {}, id))
        found.push(
          at(
            'section-title-missing',
            `/i18n/${language}`,
            `Expected a heading of section "${id}" in language "${language}", but there is none.`,
          ),
        )
    }
    return found
  })
}
