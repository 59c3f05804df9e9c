import type { ErrorObject } from 'ajv/dist/2020.js'
import type { FieldError } from '../../engine/model/errors.ts'
import { escapePointer, pointerParts } from '../../engine/model/json-pointer.ts'
import type { Json } from '../../engine/model/json.ts'
import type { FieldTexts, FormTexts, Language } from './form-file.ts'
import { isSchema } from './schema-parts.ts'
import { sentence, type SentenceFacts } from './sentences.ts'

/** Where the words come from: the schema that judged, and the texts of the form if it is one. */
export interface ExplainSource {
  readonly schema: Json
  readonly texts: FormTexts | null
  readonly language: Language
}

/** More than a person will read, and a bound on every answer. */
const MAX_ERRORS = 100
/** Longer enumerations are not listed in a sentence. */
const MAX_CHOICES = 12

/** Turns what ajv found into one error per field, at most 100. */
export function explainErrors(errors: readonly ErrorObject[], source: ExplainSource): FieldError[] {
  const alternatives = errors.filter(isAlternative)
  const seen = new Map<string, FieldError>()
  for (const error of errors) {
    // `if` only says that `then` refused, which says so itself; the branches of alternatives are told in one sentence.
    if (
      error.keyword === 'if' ||
      alternatives.some((one) => one !== error && error.schemaPath.startsWith(`${one.schemaPath}/`))
    )
      continue
    const explained = explain(error, source)
    if (!seen.has(explained.pointer)) seen.set(explained.pointer, explained)
    if (seen.size >= MAX_ERRORS) break
  }
  return [...seen.values()]
}

/**
 * An error that our own checks found, in the words of the form.
 *
 * @param kind of the sentence, where one code has several
 */
export function fieldError(
  code: string,
  pointer: string,
  source: ExplainSource,
  facts: Partial<SentenceFacts> = {},
  kind: string = code,
): FieldError {
  return { pointer, code, message: write(code, kind, pointer, source, facts) }
}

function explain(error: ErrorObject, source: ExplainSource): FieldError {
  const params: Readonly<Record<string, unknown>> = error.params
  const at = (code: string, kind: string, pointer: string, facts: Partial<SentenceFacts>): FieldError => ({
    pointer,
    code,
    message: write(code, kind, pointer, source, facts),
  })
  const inside = (name: unknown): string => `${error.instancePath}/${escapePointer(String(name))}`
  const here = error.instancePath
  const limit = String(params.limit ?? params.multipleOf ?? '')
  const data: unknown = error.data

  switch (error.keyword) {
    case 'required':
      return at('required', 'required', inside(params.missingProperty), {})
    case 'notBlank':
      return at('required', 'required', here, {})
    case 'minLength':
      return data === ''
        ? at('required', 'required', here, {})
        : at('minLength', 'minLength', here, { limit, actual: String(lengthOf(data)) })
    case 'dependentRequired':
      return at('required', 'dependentRequired', inside(params.missingProperty), {
        others: [labelOf(inside(params.property), source)],
      })
    case 'additionalProperties':
      return at('unknown-field', 'unknown-field', inside(params.additionalProperty), {})
    case 'unevaluatedProperties':
      return at('unknown-field', 'unknown-field', inside(params.unevaluatedProperty), {})
    case 'anyOf':
    case 'oneOf': {
      // `oneOf` also fails when more than one branch is met; that is another sentence.
      const names = params.passingSchemas ? null : requiredInBranches(error.schema)
      if (!names) return at(error.keyword, 'other', here, {})
      return at('required-one-of', 'required-one-of', inside(names[0]), {
        others: names.map((name) => labelOf(inside(name), source)),
      })
    }
    case 'type':
      return at('type', `type:${String(params.type)}`, here, {})
    case 'format':
      return at('format', `format:${String(params.format)}`, here, {})
    case 'enum':
      return at('enum', 'enum', here, { choices: choicesOf(here, error.schema, source) })
    case 'const':
      return at('const', 'const', here, { limit: optionLabel(here, String(params.allowedValue), source) })
    case 'multipleOf':
      return at('multipleOf', `multipleOf:${limit}`, here, { limit })
    case 'notAfterField':
    case 'notMoreThanField':
      return at(error.keyword, error.keyword, here, {
        others: [labelOf(`${here.slice(0, here.lastIndexOf('/'))}/${escapePointer(String(error.schema))}`, source)],
      })
    default:
      return at(error.keyword, error.keyword, here, { limit, actual: String(lengthOf(data)) })
  }
}

function write(
  code: string,
  kind: string,
  pointer: string,
  source: ExplainSource,
  facts: Partial<SentenceFacts>,
): string {
  const own = textsAt(pathOf(pointer), source)?.errors
  if (own && Object.hasOwn(own, code)) return own[code] ?? ''
  return sentence(kind, source.language, {
    label: labelOf(pointer, source),
    others: [],
    limit: '',
    actual: '',
    choices: [],
    chosen: isChosen(schemaAt(source.schema, pointer)),
    ...facts,
  })
}

/** The label of a field; within a list the label of the list and the row come first. */
function labelOf(pointer: string, source: ExplainSource): string {
  const parts = pointerParts(pointer)
  const row =
    source.language === 'lv' ? (index: number) => `${index + 1}. rinda` : (index: number) => `row ${index + 1}`
  const words = parts.map((part, place) => {
    if (/^\d+$/.test(part)) return row(Number(part))
    const path = pathOf(
      `/${parts
        .slice(0, place + 1)
        .map(escapePointer)
        .join('/')}`,
    )
    return textsAt(path, source)?.label ?? part.slice(0, 80)
  })
  return words.length > 0 ? words.join(', ') : (source.texts?.title ?? (source.language === 'lv' ? 'dati' : 'data'))
}

function textsAt(path: string, source: ExplainSource): FieldTexts | undefined {
  return source.texts && Object.hasOwn(source.texts.fields, path) ? source.texts.fields[path] : undefined
}

/** `/costLines/2/amount` → the key of its texts, with `*` for the row. */
function pathOf(pointer: string): string {
  return pointerParts(pointer)
    .map((part) => (/^\d+$/.test(part) ? '*' : part))
    .join('/')
}

function schemaAt(root: Json, pointer: string): Json | undefined {
  let schema: Json | undefined = root
  for (const part of pointerParts(pointer)) {
    if (!isSchema(schema)) return undefined
    const properties: Json | undefined = schema.properties
    schema =
      isSchema(properties) && Object.hasOwn(properties, part)
        ? properties[part]
        : /^\d+$/.test(part)
          ? schema.items
          : undefined
  }
  return schema
}

function isChosen(schema: Json | undefined): boolean {
  return isSchema(schema) && (schema.enum !== undefined || schema.type === 'boolean' || schema['x-ref'] !== undefined)
}

function choicesOf(pointer: string, values: unknown, source: ExplainSource): string[] {
  if (!Array.isArray(values) || values.length > MAX_CHOICES) return []
  return values.map((value) => optionLabel(pointer, String(value), source))
}

function optionLabel(pointer: string, code: string, source: ExplainSource): string {
  // The options of a list belong to the list, not to its rows.
  const texts = textsAt(pathOf(pointer), source) ?? textsAt(pathOf(pointer.slice(0, pointer.lastIndexOf('/'))), source)
  const options = texts?.options
  return options && Object.hasOwn(options, code) ? (options[code] ?? code) : code
}

/** Alternatives of which each asks for one field: "e-mail or telephone". */
function isAlternative(error: ErrorObject): boolean {
  return error.keyword === 'anyOf' || error.keyword === 'oneOf'
}

function requiredInBranches(branches: unknown): string[] | null {
  if (!Array.isArray(branches)) return null
  const names = branches.map((branch: unknown) =>
    typeof branch === 'object' && branch !== null && 'required' in branch && Array.isArray(branch.required)
      ? branch.required
      : [],
  )
  return names.every((list) => list.length === 1 && typeof list[0] === 'string')
    ? names.map((list) => String(list[0]))
    : null
}

function lengthOf(data: unknown): number {
  // Characters as a person counts them, as `maxLength` does: not the halves of an emoji.
  return typeof data === 'string' ? [...data].length : Array.isArray(data) ? data.length : 0
}
