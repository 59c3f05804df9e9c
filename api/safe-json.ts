/**
 * Reads JSON that strangers wrote. Refused is what is JSON but breaks something later on: keys that reach a prototype,
 * NUL characters and lone surrogates (which one of our databases stores and the other does not), numbers without a
 * value, nesting without end.
 */
import { HttpRefusal } from './http-refusal.ts'
import type { Json } from '../engine/model/json.ts'

export const MAX_DEPTH = 32

const FORBIDDEN_KEYS = new Set(['__proto__', 'constructor', 'prototype'])
/** With the `u` flag a surrogate matches only when it has no other half. */
const LONE_SURROGATE = /\p{Surrogate}/u

/** @throws {HttpRefusal} 400 `json-unreadable`, 422 `json-refused` with a pointer */
export function parseSafeJson(bytes: Buffer): Json {
  const text = decode(bytes)
  // Before parsing, because what walks a value that is nested without end falls over.
  refuseDepth(text)
  let value: Json
  try {
    value = JSON.parse(text) as Json
  } catch (cause) {
    throw unreadable(cause instanceof Error ? cause.message : String(cause))
  }
  refuseHostile(value, '')
  return value
}

/** @throws {HttpRefusal} 400 when the bytes are no UTF-8 */
export function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw unreadable('the bytes are no UTF-8')
  }
}

/** @returns whether a database of ours would refuse the text. */
export function isUnstorable(text: string): boolean {
  return text.includes('\0') || LONE_SURROGATE.test(text)
}

function refuseDepth(text: string): void {
  let depth = 0
  let inString = false
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charCodeAt(at)
    if (inString) {
      if (character === 0x5c) at += 1
      else if (character === 0x22) inString = false
    } else if (character === 0x22) inString = true
    else if (character === 0x7b || character === 0x5b) depth += 1
    else if (character === 0x7d || character === 0x5d) depth -= 1
    if (depth > MAX_DEPTH)
      throw refused('', 'depth', `Expected at most ${MAX_DEPTH} levels of nesting, but there are more.`)
  }
}

function refuseHostile(value: Json, pointer: string): void {
  if (typeof value === 'string') {
    if (isUnstorable(value))
      throw refused(
        pointer,
        'characters',
        'Expected a text that can be stored, but it has a NUL character or half a surrogate pair.',
      )
  } else if (typeof value === 'number') {
    if (!Number.isFinite(value))
      throw refused(pointer, 'number', 'Expected a number that can be represented, but it is too large.')
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, member] of Object.entries(value)) {
      if (FORBIDDEN_KEYS.has(key))
        throw refused(`${pointer}/${key}`, 'key', `Expected ordinary names, but "${key}" is not allowed.`)
      if (isUnstorable(key))
        throw refused(
          pointer,
          'characters',
          'Expected names that can be stored, but one has a NUL character or half a surrogate pair.',
        )
      refuseHostile(member, `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`)
    }
  }
}

function unreadable(why: string): HttpRefusal {
  return new HttpRefusal({
    status: 400,
    code: 'json-unreadable',
    detail: `Expected JSON in UTF-8, but ${why.slice(0, 200)}.`,
  })
}

function refused(pointer: string, code: string, message: string): HttpRefusal {
  return new HttpRefusal({ status: 422, code: 'json-refused', detail: message, errors: [{ pointer, code, message }] })
}
