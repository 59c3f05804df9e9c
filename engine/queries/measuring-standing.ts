import type { EntityManager } from 'typeorm'
import type { MeasuringStanding } from '../measuring/sums.ts'
import { countDue, walks } from '../store/look-ups/measuring.ts'

const COUNTED_UP_TO = 1000

/** How far measuring has come. */
export async function getMeasuringStanding(manager: EntityManager): Promise<MeasuringStanding> {
  const due = await countDue(manager, COUNTED_UP_TO)
  return { due, isWalking: (await walks(manager)).some(({ after }) => after !== null) }
}
