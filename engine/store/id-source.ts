import { randomBytes } from 'node:crypto'
import type { Clock } from '../ports.ts'

const COUNTER_LIMIT = 0x1000

/**
 * Makes UUIDv7 ids (RFC 9562 §5.7) that never sort backwards: a 12-bit counter follows the milliseconds, and a clock
 * that is set back is ignored until it has caught up.
 *
 * @param tail eight random bytes
 */
export function createIdSource(clock: Clock, tail: () => Buffer = () => randomBytes(8)): () => string {
  let last = 0
  let counter = 0
  return () => {
    const now = clock.now().getTime()
    if (now > last) {
      last = now
      counter = 0
    } else if (++counter === COUNTER_LIMIT) {
      last += 1
      counter = 0
    }
    const time = last.toString(16).padStart(12, '0')
    const random = tail()
    random.writeUInt8(0x80 | (random.readUInt8(0) & 0x3f), 0)
    const end = random.toString('hex')
    return `${time.slice(0, 8)}-${time.slice(8)}-7${counter.toString(16).padStart(3, '0')}-${end.slice(0, 4)}-${end.slice(4)}`
  }
}
