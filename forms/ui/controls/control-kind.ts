import { isObject, type Json } from '../../../engine/model/json.ts'
import type { FormFile, Widget } from '../../check/form-file.ts'

/** A part of a schema that is an object. */
export type Schema = { readonly [keyword: string]: Json }

/** What pages can draw: the controls that a form may ask for, and those that only a schema leads to. */
export type ControlKind = Widget | 'money' | 'object' | 'lines' | 'json'

/** Up to so many choices are all seen at once. */
const MANY_CHOICES = 6
/** Texts longer than this get more than one line. */
const ONE_LINE = 300

/**
 * Which control draws a field: the one that the form asks for where it can hold such values, otherwise the first that can.
 *
 * @param path of the field in the form, e.g. `costLines/*` + `/amount`
 */
export function controlKind(form: FormFile, path: string, schema: Schema): ControlKind {
  const possible = possibleKinds(schema)
  // A row with all choices spread out would be a page of its own.
  const inRow = path.includes('/*/') && possible.includes('select') ? 'select' : undefined
  const asked = widgetOf(form, path) ?? schema['x-widget'] ?? inRow
  return possible.find((kind) => kind === asked) ?? possible[0] ?? 'json'
}

function widgetOf(form: FormFile, path: string): Widget | undefined {
  const { widgets } = form.ui
  return widgets && Object.hasOwn(widgets, path) ? widgets[path] : undefined
}

function possibleKinds(schema: Schema): readonly ControlKind[] {
  switch (typeOf(schema)) {
    case 'boolean':
      return ['yes-no', 'checkbox']
    case 'integer':
    case 'number':
      if (schema.enum !== undefined) return choiceKinds(schema.enum)
      return schema.multipleOf === 0.01 ? ['money'] : ['number', 'money']
    case 'string':
      return textKinds(schema)
    case 'array':
      return listKinds(schema)
    case 'object':
      return isObject(schema.properties) ? ['object'] : ['service-data']
    default:
      return ['json']
  }
}

function textKinds(schema: Schema): readonly ControlKind[] {
  if (schema.enum !== undefined) return choiceKinds(schema.enum)
  if (schema['x-ref'] !== undefined) return ['reference', 'text']
  if (schema.format === 'date') return ['date']
  if (schema.format === 'date-time') return ['date-time']
  if (schema.format === 'email') return ['email', 'text']
  if (schema.format === 'phone') return ['phone', 'text']
  const long = typeof schema.maxLength === 'number' && schema.maxLength > ONE_LINE
  return long ? ['textarea', 'text'] : ['text', 'textarea', 'email', 'phone']
}

function choiceKinds(values: Json): readonly ControlKind[] {
  return Array.isArray(values) && values.length < MANY_CHOICES ? ['radio', 'select'] : ['select', 'radio']
}

function listKinds(schema: Schema): readonly ControlKind[] {
  const { items } = schema
  if (!isObject(items)) return ['json']
  const type = typeOf(items)
  if (type === 'string' && items.enum !== undefined) return ['checkboxes']
  if (type === 'string') return registerOf(schema) === null ? ['lines'] : ['references', 'lines']
  if (type !== 'object' || !isObject(items.properties)) return ['json']
  return Object.hasOwn(items.properties, 'name') ? ['table', 'files'] : ['table']
}

/** @returns the one type of a schema, null besides it left out; null where there are several or none */
export function typeOf(schema: Schema): string | null {
  const { type } = schema
  const types = (Array.isArray(type) ? type : [type]).filter((one) => one !== 'null')
  return types.length === 1 && typeof types[0] === 'string' ? types[0] : null
}

/** @returns the register whose records a field names */
export function registerOf(schema: Schema): string | null {
  const own = schema['x-ref'] ?? (isObject(schema.items) ? schema.items['x-ref'] : undefined)
  return typeof own === 'string' ? own : null
}

/** @returns the values to choose from, as texts: of the field itself or, for a list, of its items */
export function codesOf(schema: Schema): readonly string[] {
  const values = schema.enum ?? (isObject(schema.items) ? schema.items.enum : undefined)
  return Array.isArray(values) ? values.filter((value) => value !== null).map(String) : []
}
