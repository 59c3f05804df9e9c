import type { HandlerRegistry } from '../../../engine/ports.ts'
import { LEDGER } from './processes.ts'
import type { Random } from './random.ts'

/** How often a handler fails after it has written its record: what it wrote must be gone then. */
const STUMBLES = 0.15

/** Tries enough that no job of any run ever uses them up. */
export const RETRY_PAUSES_MS: readonly number[] = Array<number>(20).fill(5)

/** The handlers of the workload: `book` writes one record, and stumbles now and then. */
export function createHandlers(random: Random): HandlerRegistry {
  return {
    names: () => ['book'],
    get: () => async (call) => {
      const { jobId, processInstanceId } = call.facts
      const record = await call.records.create(LEDGER.register, { jobId, processInstanceId })
      if (random.chance(STUMBLES)) throw new Error('Stumbled after writing, as it is meant to.')
      return { history: [{ type: 'booked', data: { recordId: record.id, jobId } }] }
    },
  }
}
