import type { EngineParts } from '../commands/engine-parts.ts'
import {
  type Forgettable,
  forgetBatch,
  nextInstitution,
  readTraces,
  sentOutboxItems,
} from '../store/look-ups/past-keeping.ts'
import { addDuration } from '../time/iso8601.ts'

const BATCH = 200
/** Of one kind and institution in one go; what is left comes a minute later. */
const MOST_BATCHES = 25

/**
 * Removes what is kept no longer: sent entries of the outbox and traces of reads, each after its days; 0 keeps for ever.
 * Commands pass between the batches.
 *
 * @param goesOn false: the engine stops, and so does this
 */
export async function forgetOld(parts: EngineParts, goesOn: () => boolean): Promise<void> {
  const { outboxKeptDays, readTracesKeptDays } = parts.limits
  await forget(sentOutboxItems, outboxKeptDays, parts, goesOn)
  await forget(readTraces, readTracesKeptDays, parts, goesOn)
}

async function forget(kind: Forgettable, days: number, parts: EngineParts, goesOn: () => boolean): Promise<void> {
  if (days === 0) return
  const { store, log } = parts
  const before = addDuration(parts.clock.now().toISOString(), `-P${days}D`)
  const institutionAfter = (last: string | null) => store.read((manager) => nextInstitution(manager, kind, last))
  let removed = 0
  for (let at = await institutionAfter(null); at !== null; at = await institutionAfter(at)) {
    const institutionId = at
    for (let batch = 0; batch < MOST_BATCHES && goesOn(); batch++) {
      const found = await store.write((manager) => forgetBatch(manager, kind, institutionId, before, BATCH))
      removed += found
      if (found < BATCH) break
    }
    if (!goesOn()) break
  }
  if (removed > 0) log.info({ table: kind.name, removed, before }, 'what is kept no longer was removed')
}
