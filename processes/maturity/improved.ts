/** Improvements of processes that were closed with an evaluated result, asked of the register `improvement`. */
import type { Engine } from '../../engine/engine.ts'
import type { Instant } from '../../engine/model/json.ts'
import { allRecords } from '../all-records.ts'

const IMPROVEMENT = 'improvement'

/** Ends of an improvement whose result was evaluated; rejected and merged ones never had any. */
const EVALUATED = ['achieved', 'partly', 'not_achieved']

/** @returns ids of the improvements by process key, of those closed since an instant */
export async function improvedProcesses(
  engine: Pick<Engine, 'listRecords' | 'listRegisters'>,
  institutionId: string,
  since: Instant,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = new Map<string, string[]>()
  const closed = await allRecords(engine, { institutionId, register: IMPROVEMENT, status: EVALUATED })
  for (const { id, data } of closed) {
    const { processKey, closedAt } = data
    if (typeof processKey !== 'string' || typeof closedAt !== 'string' || closedAt < since) continue
    found.set(processKey, [...(found.get(processKey) ?? []), id])
  }
  return found
}
