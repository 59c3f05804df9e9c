/** Reading a handler's input: plain JSON that a diagram put together. */
import { readInstant } from '../../engine/time/iso8601.ts'
import { type Instant, type Json, type Variables, isObject } from '../../engine/model/json.ts'

/** A text that is there, trimmed; null otherwise. */
export function text(input: Variables, name: string): string | null {
  const value = input[name]
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null
}

/** @throws Error when the diagram does not give it */
export function requiredText(input: Variables, name: string): string {
  const value = text(input, name)
  if (value === null) throw new Error(`Expected the input "${name}" to be a text, but it is ${shown(input[name])}.`)
  return value
}

/** An instant in UTC; null when there is none. @throws Error when it is something else */
export function instant(input: Variables, name: string): Instant | null {
  const given = text(input, name)
  if (given === null) return null
  const read = readInstant(given)
  if (read === null) throw new Error(`Expected the input "${name}" to be an instant, but it is ${shown(given)}.`)
  return read
}

/** A finite number; null otherwise. */
export function number(input: Variables, name: string): number | null {
  const value = input[name]
  return typeof value === 'number' && Number.isFinite(value) ? value : null
}

/** A JSON object; `{}` when there is none. */
export function object(input: Variables, name: string): Variables {
  const value = input[name]
  return isObject(value) ? value : {}
}

/** The objects of a list; `[]` when there is none. */
export function objects(input: Variables, name: string): readonly Variables[] {
  const value = input[name]
  return Array.isArray(value) ? value.filter(isObject) : []
}

/** The texts of a list; `[]` when there is none. */
export function texts(value: Json | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((one: Json): one is string => typeof one === 'string') : []
}

/** The fields that have a value. */
export function present(fields: Variables): Variables {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && value !== undefined))
}

function shown(value: Json | undefined): string {
  return value === undefined ? 'missing' : JSON.stringify(value)
}

/** Rows of tables with the cells that have a value: FEEL knows no field that is missing. */
export function withoutEmptyCells(data: Variables): Variables {
  const rowOf = (row: Json): Json => (isObject(row) ? present(row) : row)
  return Object.fromEntries(
    Object.entries(data).map(([field, value]) => [
      field,
      Array.isArray(value) ? value.map((row: Json) => rowOf(row)) : (value ?? null),
    ]),
  )
}
