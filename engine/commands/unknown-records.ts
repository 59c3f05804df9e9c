/** The door through which ids of records come in with forms and messages: each must be there, when the case goes on with it. */
import type { FieldError } from '../model/errors.ts'
import type { Json, Variables } from '../model/json.ts'
import { missingReferences } from '../records/missing-references.ts'
import { referencesIn } from '../records/references-in.ts'
import type { EngineParts } from './engine-parts.ts'
import type { Unit } from './unit.ts'

/** More than anyone mends at a time. */
const MOST_ERRORS = 100

/**
 * Looks the records up in the transaction of the command, so that what was found is there when the case goes on.
 *
 * @param schema of the form or the message; its `x-ref` says which fields hold ids of which register
 * @returns one sentence per id that is not there
 */
export async function unknownRecords(
  schema: Json,
  data: Variables,
  { plain, by }: Unit,
  parts: EngineParts,
): Promise<readonly FieldError[]> {
  const named = referencesIn(schema, data)
  if (named.length === 0) return []
  const registers = new Map(parts.registers.map((register) => [register.register, register]))
  // A host need not keep every register that a form speaks of.
  const kept = named.filter(({ target }) => registers.has(target))
  const { institutionId, language } = by
  const missing = await missingReferences(kept, { look: plain, registers, institutionId, language })
  return missing.slice(0, MOST_ERRORS)
}
