/** Which records data name by their schema, of a register or of a form, and where. */
import { type Json, type Variables, isObject } from '../model/json.ts'
import { referencePaths } from './reference-paths.ts'

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
export function referencesIn(schema: Json, data: Variables): readonly Reference[] {
  return referencePaths(schema).flatMap(({ field, target, steps, unless }) => {
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
    // Forms mark a list of ids as a whole.
    if (Array.isArray(value)) yield* idsAt(value as Json, ['*'], pointer, beside)
  } else if (step !== '*') {
    if (isObject(value)) yield* idsAt(value[step], rest, `${pointer}/${step}`, value)
  } else if (Array.isArray(value)) {
    for (const [at, item] of value.entries()) yield* idsAt(item as Json, rest, `${pointer}/${at}`, beside)
  }
}
