import type { Clock } from '../../../engine/ports.ts'
import type { Random } from '../random.ts'

/**
 * Ids as the engine makes them (UUIDv7 with a counter, engine/store/id-source.ts), but with a tail that comes again with
 * the same seed. Like there, a new process begins to count anew.
 */
export function seededIds(clock: Clock, random: Random): () => string {
  let last = 0
  let counter = 0
  return () => {
    const now = clock.now().getTime()
    if (now > last) {
      last = now
      counter = 0
    } else counter += 1
    const time = last.toString(16).padStart(12, '0')
    const digits = (count: number): string =>
      Array.from({ length: count }, () => random.below(16).toString(16)).join('')
    return `${time.slice(0, 8)}-${time.slice(8)}-7${counter.toString(16).padStart(3, '0')}-8${digits(3)}-${digits(12)}`
  }
}
