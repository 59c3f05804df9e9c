/**
 * A field as a page sees it: its name in what is posted, its control, its texts and whether it is needed. Names are paths in
 * the data, `costLines/0/amount`; ids are the same with hyphens.
 */
import { escapePointer } from '../../../engine/model/json-pointer.ts'
import { isObject, type Json, type Variables } from '../../../engine/model/json.ts'
import type { FieldTexts, FormFile, Language } from '../../check/form-file.ts'
import { needsOf, type Needs } from '../form/needs.ts'
import { conditionsOf, isShown } from '../form/shown-fields.ts'
import { controlKind, type ControlKind, type Schema } from './control-kind.ts'

/** The form of a page, in a language. */
export interface FormView {
  readonly form: FormFile
  readonly language: Language
  /** The form of the chosen service, for `requestData`. */
  readonly requestForm?: FormFile | null | undefined
}

/** `either`: one of several is enough. `sometimes`: other answers would make it required; its hint says which. */
export type Need = 'required' | 'optional' | 'either' | 'sometimes'

export interface FieldShape {
  /** e.g. `costLines/0/amount`, its parts escaped as in a JSON pointer. */
  readonly name: string
  readonly kind: ControlKind
  readonly schema: Schema
  readonly texts: FieldTexts
  readonly need: Need
  /** Labels of the fields of which one is enough. */
  readonly either: readonly string[]
  readonly readOnly: boolean
  readonly view: FormView
  /** Pointer within `view.form`; the same as `/${name}` but in the form of a service. */
  readonly pointer: string
  /** The form that draws its parts, where that is another one. */
  readonly inner: FormFile | null
}

/** The field in which an application keeps what its service asks for. */
export const REQUEST_DATA = 'requestData'
/** Objects within each other that are still drawn field by field. */
const MAX_DEPTH = 10
/** `$ref` to `$ref`. */
const MAX_HOPS = 10

/** @returns the fields of a form in its order, needed as the values say */
export function fieldsOf(view: FormView, values: Variables, base = ''): readonly FieldShape[] {
  const { form } = view
  const readOnly = new Set(form.ui.readOnly ?? [])
  const needs = needsOf(form.schema, values)
  return form.ui.order
    .filter((name) => Object.hasOwn(form.schema.properties, name))
    .map((name) => ({
      ...shapeOf(view, `${base}${escapePointer(name)}`, `/${escapePointer(name)}`, form.schema.properties[name] ?? {}),
      ...needOf(name, isShown(form, name, values) ? needs : needsWhenShown(form, name, values), view, ''),
      readOnly: readOnly.has(name),
    }))
}

/** @returns the columns of a row, or the parts of an object; `name` is that of the row or the object */
export function partsOf(field: FieldShape, name: string, value: Json | undefined): readonly FieldShape[] {
  const values = isObject(value) ? value : {}
  const { view, inner, pointer } = field
  if (inner) return fieldsOf({ ...view, form: inner, requestForm: null }, values, `${name}/`)
  const inRow = name !== field.name
  const schema = inRow ? resolve(view.form, field.schema.items) : field.schema
  const properties = isObject(schema.properties) ? schema.properties : {}
  const here = inRow ? `${pointer}/${name.split('/').at(-1) ?? ''}` : pointer
  const needs = needsOf(schema, values)
  return Object.entries(properties).map(([part, own]) => ({
    ...shapeOf(view, `${name}/${escapePointer(part)}`, `${here}/${escapePointer(part)}`, own),
    ...needOf(part, needs, view, pathOf(here)),
    readOnly: field.readOnly,
  }))
}

function shapeOf(view: FormView, name: string, pointer: string, own: Json): FieldShape {
  const schema = resolve(view.form, own)
  const path = pathOf(pointer)
  const inner = name === REQUEST_DATA ? (view.requestForm ?? null) : null
  const kind = inner ? 'object' : controlKind(view.form, path, schema)
  return {
    name,
    kind: name.split('/').length > MAX_DEPTH && (kind === 'object' || kind === 'table') ? 'json' : kind,
    schema,
    texts: textsOf(view, path),
    need: 'optional',
    either: [],
    readOnly: false,
    view,
    pointer,
    inner,
  }
}

/** A text of its own for every field: an object's parts have none in a form file, so their names stand in. */
function textsOf({ form, language }: FormView, path: string): FieldTexts {
  const { fields } = form.i18n[language]
  const own = Object.hasOwn(fields, path) ? fields[path] : undefined
  return own ?? { label: wordsOf(path.split('/').at(-1) ?? path) }
}

/** @returns e.g. `Contact email` of `contactEmail` */
export function wordsOf(name: string): string {
  const words = name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll('_', ' ')
    .trim()
    .toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

function needOf(
  name: string,
  { required, sometimes, either }: Needs,
  view: FormView,
  path: string,
): Pick<FieldShape, 'need' | 'either'> {
  const group = either.find((names) => names.includes(name))
  if (required.has(name)) return { need: 'required', either: [] }
  if (!group) return { need: sometimes.has(name) ? 'sometimes' : 'optional', either: [] }
  const labels = group.map((one) => textsOf(view, path === '' ? one : `${path}/${one}`).label)
  return { need: 'either', either: labels }
}

/** What is needed once a field is shown: only what is needed whichever value brings it out. */
function needsWhenShown(form: FormFile, name: string, values: Variables): Needs {
  const [condition] = Object.entries(conditionsOf(form, name))
  if (!condition) return needsOf(form.schema, values)
  const [other, wanted] = condition
  const each = wanted.map((value) => needsOf(form.schema, { ...values, [other]: value }))
  const required = each.length > 0 && each.every((needs) => needs.required.has(name))
  return { required: new Set(required ? [name] : []), sometimes: new Set(), either: [] }
}

/** Follows `#/$defs/…`. */
function resolve(form: FormFile, schema: Json | undefined): Schema {
  let found = schema
  for (let hops = 0; hops < MAX_HOPS && isObject(found) && typeof found.$ref === 'string'; hops += 1) {
    const definitions = form.schema.$defs
    const name = found.$ref.replace(/^#\/\$defs\//, '')
    const { $ref: _, ...rest } = found
    const target = isObject(definitions) && Object.hasOwn(definitions, name) ? definitions[name] : undefined
    found = isObject(target) ? { ...target, ...rest } : rest
  }
  return isObject(found) ? found : {}
}

/** `/costLines/2/amount` → the key of its texts, `costLines/*` + `/amount`. */
function pathOf(pointer: string): string {
  return pointer
    .slice(1)
    .split('/')
    .map((part) => (/^\d+$/.test(part) ? '*' : part))
    .join('/')
}

/** @returns the id of a field's first control */
export function idOf(name: string): string {
  return `f-${name.replaceAll('/', '-').replaceAll(/[^A-Za-z0-9_-]/g, '_')}`
}
