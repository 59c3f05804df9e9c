import type { Clock } from '../../../engine/ports.ts'
import { createIdSource } from '../../../engine/store/id-source.ts'
import type { Random } from '../random.ts'

/** Ids as the engine makes them, but with a tail that comes again with the same seed. */
export function seededIds(clock: Clock, random: Random): () => string {
  const digits = (count: number): string => Array.from({ length: count }, () => random.below(16).toString(16)).join('')
  return createIdSource(clock, () => Buffer.from(`8${digits(15)}`, 'hex'))
}
