/**
 * Variables between two ways of writing them: plain JSON, which is ours, and `{ "value": …, "type": … }` per variable,
 * which clients of other engines send and their external task workers expect.
 */
import { DataRejected } from '../../engine/model/errors.ts'
import type { Json, Variables } from '../../engine/model/json.ts'
import { parseSafeJson } from '../safe-json.ts'

const WRAPPER_MEMBERS = new Set(['value', 'type', 'valueInfo'])

type JsonObject = { readonly [name: string]: Json }

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isWrapper(value: Json): value is JsonObject & { readonly value: Json } {
  return (
    isObject(value) && Object.hasOwn(value, 'value') && Object.keys(value).every((name) => WRAPPER_MEMBERS.has(name))
  )
}

/**
 * @returns plain JSON. Only when every member is a wrapper are they unwrapped: one that is not shows that a `value` is
 * the caller's own word.
 * @throws {DataRejected} for a value of type Json or Object whose text is no JSON
 */
export function plainVariables(variables: Variables = {}): Variables {
  const members = Object.entries(variables)
  if (members.length === 0 || !members.every(([, value]) => isWrapper(value))) return variables
  return Object.fromEntries(members.map(([name, wrapper]) => [name, unwrap(name, wrapper as JsonObject)]))
}

function unwrap(name: string, { value = null, type }: JsonObject): Json {
  if ((type !== 'Json' && type !== 'Object') || typeof value !== 'string') return value
  try {
    return parseSafeJson(Buffer.from(value))
  } catch {
    const message = `Expected variable "${name}" of type ${type} to hold JSON that can be kept, but it does not.`
    throw new DataRejected(message, [{ pointer: `/${name}/value`, code: 'json', message }])
  }
}

/** @returns each variable as `{ value, type, valueInfo }`. */
export function typedVariables(variables: Variables): Record<string, { value: Json; type: string; valueInfo: object }> {
  return Object.fromEntries(
    Object.entries(variables).map(([name, value]) => [name, { ...typed(value), valueInfo: {} }]),
  )
}

function typed(value: Json): { value: Json; type: string } {
  if (value === null) return { value, type: 'Null' }
  if (typeof value === 'string') return { value, type: 'String' }
  if (typeof value === 'boolean') return { value, type: 'Boolean' }
  if (typeof value === 'number')
    return { value, type: Number.isSafeInteger(value) ? (Math.abs(value) < 2 ** 31 ? 'Integer' : 'Long') : 'Double' }
  return { value: JSON.stringify(value), type: 'Json' }
}
