/**
 * What a form of a page has sent, as data: each field of the schema is read by its control, nothing is guessed from what was
 * posted. What cannot be read is refused with a sentence, and stays as it was typed. What is read, the checker judges.
 */
import { escapePointer } from '../../../engine/model/json-pointer.ts'
import type { FieldError } from '../../../engine/model/errors.ts'
import type { Json, Variables } from '../../../engine/model/json.ts'
import { fieldError, type ExplainSource } from '../../check/explain-errors.ts'
import type { FormFile, Language } from '../../check/form-file.ts'
import { isReservedName } from '../../check/keyword-problems.ts'
import { CONTROLS } from '../controls/all-controls.ts'
import type { FileLookUp, Reading } from '../controls/control.ts'
import { fieldsOf, type FieldShape, type FormView } from '../controls/field-shape.ts'
import { rowsIn } from '../controls/rows.ts'
import { typedOf, type Typed } from '../controls/typed.ts'
import type { Posted } from '../shared/posted.ts'
import { arrangeRows } from './arrange-rows.ts'
import { ACTION_FIELD, readAction, type FormAction } from './form-action.ts'
import { isShown, shownValues } from './shown-fields.ts'

export interface DecodeOptions {
  readonly language: Language
  /** The form of the chosen service, for `requestData`. */
  readonly requestForm?: FormFile | null | undefined
  /** Without it the post is believed. */
  readonly file?: FileLookUp
}

export interface DecodedForm {
  /** Only what was entered in fields that are shown. */
  readonly data: Variables
  /** Empty where a button asked for a change of the form: then nothing is judged yet. */
  readonly errors: readonly FieldError[]
  readonly asked: FormAction | null
  /** What was typed, rows arranged as the data are; to be drawn again, or kept as a draft. */
  readonly entered: URLSearchParams
}

/** Names of the page's own fields: tokens, buttons. */
const PAGES_OWN = /^_(?!_)/
/** Names in one post; a form with full tables has fewer. */
const MAX_NAMES = 5000
/** More than a person will read. */
const MAX_ERRORS = 100

/** Reads what a form has sent. Never throws, whatever was posted. */
export function decodeForm(form: FormFile, posted: Posted, options: DecodeOptions): DecodedForm {
  const { language } = options
  const view: FormView = { form, language, requestForm: options.requestForm }
  const source = sourceOf(view)
  const own = new URLSearchParams([...posted.fields].filter(([name]) => !PAGES_OWN.test(name)))
  const asked = readAction(posted.fields.get(ACTION_FIELD))
  if (own.size > MAX_NAMES) {
    const error = fieldError('too-many-fields', '', source, { limit: String(MAX_NAMES) })
    return { data: {}, errors: [error], asked: null, entered: own }
  }

  const fields = fieldsOf(view, {})
  const writable = fields.filter((field) => !field.readOnly)
  const { typed, errors: fileErrors } = withFiles(own, writable, posted)
  const entered = arrangeRows(typed, writable, { action: asked, tidy: asked === null })

  const known = new Set<string>()
  const texts = typedOf(entered)
  const read = writable.map((field) => ({ field, ...readField(field, texts, known, options) }))
  const all = Object.fromEntries(
    read.flatMap(({ field, value }): [string, Json][] => (value === undefined ? [] : [[field.name, value]])),
  )
  const shown = read.filter(({ field }) => isShown(form, field.name, all))
  const data = shownValues(form, all)

  const searches = shown.flatMap((one) => one.searches)
  const search =
    asked?.kind === 'find'
      ? searches.find(({ field }) => field === asked.field)
      : asked === null
        ? searches.find(({ settled, words }) => !settled && words !== '')
        : undefined
  if (search) {
    const { field, register, words } = search
    return { data, errors: [], asked: { kind: 'find', field, register, words }, entered }
  }
  if (asked !== null && asked.kind !== 'find') return { data, errors: [], asked, entered }

  const strange = [...new Set(entered.keys())].filter((name) => !known.has(name)).slice(0, MAX_ERRORS)
  const errors = [
    ...fileErrors,
    ...shown.flatMap((one) => one.errors),
    ...strange.map((name) => strangeName(name, fields, source)),
  ].slice(0, MAX_ERRORS)
  return { data, errors, asked: null, entered }
}

interface Search {
  readonly field: string
  readonly register: string
  readonly words: string
  readonly settled: boolean
}

function readField(field: FieldShape, entered: Typed, known: Set<string>, options: DecodeOptions) {
  const errors: FieldError[] = []
  const searches: Search[] = []
  const texts = (name: string): readonly string[] => {
    known.add(name)
    return entered.getAll(name).map((text) => text.replaceAll('\r\n', '\n'))
  }
  const reading: Reading = {
    language: options.language,
    texts,
    text: (name) => texts(name).at(-1)?.trim() ?? '',
    read: (part) => CONTROLS[part.kind].read(part, reading),
    refuse: (part, code, kind = code, facts = {}) => {
      const { pointer, ...error } = fieldError(code, part.pointer, sourceOf(part.view), facts, kind)
      // The form of a service does not know where its data lie in the application.
      errors.push({ ...error, pointer: pointer === part.pointer ? `/${part.name}` : pointer })
    },
    search: (part, register, words, settled) => searches.push({ field: part.name, register, words, settled }),
    file: options.file,
  }
  return { value: reading.read(field), errors, searches }
}

function sourceOf({ form, language }: FormView): ExplainSource {
  return { schema: form.schema, texts: form.i18n[language], language }
}

/** Files that came with the form become rows like those that were stored before. */
function withFiles(own: URLSearchParams, fields: readonly FieldShape[], { files }: Posted) {
  const typed = new URLSearchParams(own)
  const errors: FieldError[] = []
  for (const field of fields) {
    if (field.kind !== 'files') continue
    // Rows are named by at most four digits; what a hostile post calls its rows does not matter.
    let row = Math.max(-1, ...rowsIn(typed.getAll(field.name)).map(Number)) + 1
    for (const file of files) {
      if (file.field !== field.name || (file.name === '' && file.size === 0)) continue
      if (file.problem) {
        const facts = { actual: file.name.slice(0, 200) }
        errors.push(fieldError('file', field.pointer, sourceOf(field.view), facts, `file:${file.problem}`))
        continue
      }
      typed.append(field.name, String(row))
      for (const fact of ['id', 'name', 'mediaType', 'size'] as const)
        typed.append(`${field.name}/${row}/${fact}`, String(file[fact]))
      row += 1
    }
  }
  return { typed, errors }
}

function strangeName(name: string, fields: readonly FieldShape[], source: ExplainSource): FieldError {
  const parts = name.split('/')
  const pointer = `/${parts.map((part) => escapePointer(part.slice(0, 100))).join('/')}`
  if (parts.some(isReservedName)) return fieldError('reserved-name', pointer, source)
  const readOnly = fields.some((field) => field.readOnly && field.name === parts[0])
  return fieldError(readOnly ? 'read-only' : 'unknown-field', pointer, source)
}
