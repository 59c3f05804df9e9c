/** Improvements of processes that were closed with an evaluated result, asked of the register `improvement`. */
import type { Engine } from '../../engine/engine.ts'
import type { Instant } from '../../engine/model/json.ts'
import { allRecords } from '../all-records.ts'

const IMPROVEMENT = 'improvement'

/** @returns ids of the improvements by process key, of those closed since an instant */
export async function improvedProcesses(
  engine: Pick<Engine, 'listRecords' | 'listRegisters'>,
  institutionId: string,
  since: Instant,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = new Map<string, string[]>()
  for (const { id, data, updatedAt } of await allRecords(engine, { institutionId, register: IMPROVEMENT })) {
    const { processKey, objectivesMet } = data
    if (typeof processKey !== 'string' || typeof objectivesMet !== 'string') continue
    const closedAt = data['closedAt'] ?? null
    if (closedAt === null || updatedAt < since) continue
    found.set(processKey, [...(found.get(processKey) ?? []), id])
  }
  return found
}
