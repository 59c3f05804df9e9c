/** Trying a change whose refusal the reader can mend. */
import { HttpRefusal } from '../../../api/http-refusal.ts'
import { DataRejected, EngineError } from '../../../engine/model/errors.ts'
import type { SummaryError } from './parts/error-summary.tsx'

/** Sentences by the code of a refusal; of a refused value by its place and code, e.g. `/email format`. */
export type Sentences = Readonly<Record<string, SummaryError>>

/**
 * @returns nothing when it was done, else what is wrong, in words
 * @throws whatever there is no sentence for
 */
export async function tried(work: () => Promise<unknown>, sentences: Sentences): Promise<readonly SummaryError[]> {
  try {
    await work()
    return []
  } catch (error) {
    const found = codesOf(error).map((code) => sentences[code])
    if (found.length === 0 || found.includes(undefined)) throw error
    return found.flatMap((one) => one ?? [])
  }
}

function codesOf(error: unknown): readonly string[] {
  if (error instanceof DataRejected) return error.errors.map(({ pointer, code }) => `${pointer} ${code}`)
  if (error instanceof EngineError) return [error.code]
  if (error instanceof HttpRefusal) return [error.facts.code]
  return []
}
