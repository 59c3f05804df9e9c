import { BpmnError, type Handler } from '../../../engine/index.ts'
import type { Random } from '../random.ts'
import { LEDGER } from '../world/ledger.ts'

/** How a handler's failure is told from every other. */
export const ON_PURPOSE = 'The handler fails on purpose.'

/** What stands behind service tasks: each writes a record for its job; the brittle one fails now and then, by the seed. */
export function createHandlers(random: Random): Readonly<Record<string, Handler>> {
  const book: Handler = async ({ records, facts }) => {
    await records.create(LEDGER.register, { jobId: facts.jobId })
    return { variables: { booked: facts.elementId } }
  }
  const brittle: Handler = async (call) => {
    if (random.chance(0.15)) throw new BpmnError('REFUSED', 'Refused by the seed.')
    const outcome = await book(call)
    // Its record must go with it.
    if (random.chance(0.35)) throw new Error(ON_PURPOSE)
    return outcome
  }
  return { book, brittle }
}
