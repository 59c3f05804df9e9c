import type { Told } from '../engine.ts'
import type { MeasuringStanding } from '../measuring/sums.ts'
import { keepWalk } from '../store/look-ups/measuring.ts'
import type { Command } from './execute.ts'

/**
 * Has everything measured anew, by the workers and between people's commands; pages show what is known meanwhile. It
 * mends sums after a calendar was changed, or after a database was repaired by hand.
 */
export const remeasure: Command<Told, Pick<MeasuringStanding, 'isWalking'>> = async (_input, unit, { measuring }) => {
  if (!measuring) return { isWalking: false }
  const manager = await unit.flush()
  const { checksum } = measuring
  for (const kind of ['case', 'task', 'record'] as const) await keepWalk(manager, { kind, checksum, after: '' })
  return { isWalking: true }
}
