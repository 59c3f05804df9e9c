import { escapePointer } from '../../engine/model/json-pointer.ts'
import type { Json } from '../../engine/model/json.ts'
import { isStorableText } from '../../engine/model/storable-text.ts'
import { isReservedName } from './keyword-problems.ts'

/** Levels of lists and objects within each other. */
export const MAX_DATA_DEPTH = 32

/** One thing that no form data may have, whatever the schema says. */
export interface DataProblem {
  readonly code: 'reserved-name' | 'too-deep' | 'invalid-text'
  readonly pointer: string
}

/**
 * Finds what the database or the language would stumble over: names such as `__proto__`, NUL characters, halves of a
 * surrogate pair, and nesting without end.
 */
export function findDataProblem(data: Json): DataProblem | null {
  const pending: { readonly value: Json; readonly pointer: string; readonly depth: number }[] = [
    { value: data, pointer: '', depth: 0 },
  ]
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { value, pointer, depth } = next
    if (typeof value === 'string' && !isStorableText(value)) return { code: 'invalid-text', pointer }
    if (value === null || typeof value !== 'object') continue
    if (depth >= MAX_DATA_DEPTH) return { code: 'too-deep', pointer }
    for (const [name, part] of Object.entries(value)) {
      const inner = `${pointer}/${escapePointer(name)}`
      if (!Array.isArray(value) && isReservedName(name)) return { code: 'reserved-name', pointer: inner }
      if (!isStorableText(name)) return { code: 'invalid-text', pointer }
      pending.push({ value: part, pointer: inner, depth: depth + 1 })
    }
  }
  return null
}
