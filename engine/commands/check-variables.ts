import { DataRejected, type FieldError } from '../model/errors.ts'
import { escapePointer } from '../model/json-pointer.ts'
import type { Variables } from '../model/json.ts'
import { isStorableText } from '../model/storable-text.ts'

const MAX_DEPTH = 32
const MAX_KEYS = 1000
const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype'])

const SENTENCES = {
  'not-json': { en: 'Expected plain JSON data.', lv: 'Jābūt vienkāršiem JSON datiem.' },
  'not-object': { en: 'Expected an object with named values.', lv: 'Jābūt objektam ar nosauktām vērtībām.' },
  'not-finite': { en: 'Expected a finite number.', lv: 'Jābūt galīgam skaitlim.' },
  'forbidden-key': { en: 'This name may not be used.', lv: 'Šādu nosaukumu nedrīkst lietot.' },
  'too-deep': { en: `Expected at most ${MAX_DEPTH} levels.`, lv: `Drīkst būt ne vairāk kā ${MAX_DEPTH} līmeņi.` },
  'too-many-keys': {
    en: `Expected at most ${MAX_KEYS} names in one object.`,
    lv: `Vienā objektā drīkst būt ne vairāk kā ${MAX_KEYS} nosaukumi.`,
  },
  'bad-characters': {
    en: 'The text holds characters that cannot be stored.',
    lv: 'Tekstā ir rakstzīmes, ko nevar saglabāt.',
  },
  'too-large': { en: 'The data is too large.', lv: 'Datu ir par daudz.' },
} as const

type Code = keyof typeof SENTENCES

/**
 * The general limits on data that comes in, whatever its schema says: what one of our databases, or a later
 * `Object.assign`, would choke on stays outside.
 *
 * @throws DataRejected with the pointer of the first thing refused
 */
export function checkVariables(
  data: unknown,
  limits: { readonly maxBytes: number; readonly language: 'lv' | 'en' },
): asserts data is Variables {
  const found =
    findRefusal(data, '', 1) ??
    (Buffer.byteLength(JSON.stringify(data)) > limits.maxBytes ? refuse('', 'too-large') : null)
  if (!found) return
  const error: FieldError = { ...found, message: SENTENCES[found.code][limits.language] }
  throw new DataRejected(
    `Expected data within the general limits, but "${found.pointer || '/'}" is refused: ${SENTENCES[found.code].en}`,
    [error],
  )
}

interface Refusal {
  readonly pointer: string
  readonly code: Code
}

function refuse(pointer: string, code: Code): Refusal {
  return { pointer, code }
}

/** Recursion is bounded by the depth limit. */
function findRefusal(value: unknown, pointer: string, depth: number): Refusal | null {
  if (depth === 1 && (typeof value !== 'object' || value === null || Array.isArray(value)))
    return refuse(pointer, 'not-object')
  if (value === null || typeof value === 'boolean') return null
  if (typeof value === 'number') return Number.isFinite(value) ? null : refuse(pointer, 'not-finite')
  if (typeof value === 'string') return isStorableText(value) ? null : refuse(pointer, 'bad-characters')
  if (typeof value !== 'object') return refuse(pointer, 'not-json')
  if (depth > MAX_DEPTH) return refuse(pointer, 'too-deep')
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      const found = findRefusal(item, `${pointer}/${index}`, depth + 1)
      if (found) return found
    }
    return null
  }
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null) return refuse(pointer, 'not-json')
  const entries = Object.entries(value)
  if (entries.length > MAX_KEYS) return refuse(pointer, 'too-many-keys')
  for (const [key, item] of entries) {
    const at = `${pointer}/${escapePointer(key)}`
    if (FORBIDDEN.has(key)) return refuse(at, 'forbidden-key')
    if (!isStorableText(key)) return refuse(pointer, 'bad-characters')
    const found = findRefusal(item, at, depth + 1)
    if (found) return found
  }
  return null
}
