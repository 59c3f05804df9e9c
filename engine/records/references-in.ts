/** Which records a record's data names, and where. */
import { type Json, type Variables, isObject } from '../model/json.ts'
import type { Register } from './register.ts'
import { registerFields } from './register-fields.ts'

/** One id that the data holds. */
export interface Reference {
  /** As in `ReferencePath`. */
  readonly field: string
  readonly target: string
  readonly id: string
  /** JSON pointer to the id: `/updates/0/ciId`. */
  readonly pointer: string
}

/** Every id once per field, in the order of the schema. */
export function referencesIn(register: Register, data: Variables): readonly Reference[] {
  return registerFields(register).references.flatMap(({ field, target, steps, unless }) => {
    const seen = new Map<string, Reference>()
    for (const { pointer, id, beside } of idsAt(data, steps, '', data)) {
      const isToCome = Object.entries(unless).some(([name, values]) => values.includes(beside[name] ?? null))
      if (!isToCome && !seen.has(id)) seen.set(id, { field, target, id, pointer })
    }
    return [...seen.values()]
  })
}

interface Found {
  readonly pointer: string
  readonly id: string
  /** The object that the id, or its list, is a field of. */
  readonly beside: Variables
}

function* idsAt(
  value: Json | undefined,
  steps: readonly string[],
  pointer: string,
  beside: Variables,
): Generator<Found> {
  const [step, ...rest] = steps
  if (step === undefined) {
    if (typeof value === 'string') yield { pointer, id: value, beside }
  } else if (step !== '*') {
    if (isObject(value)) yield* idsAt(value[step], rest, `${pointer}/${step}`, value)
  } else if (Array.isArray(value)) {
    for (const [at, item] of value.entries()) yield* idsAt(item as Json, rest, `${pointer}/${at}`, beside)
  }
}
