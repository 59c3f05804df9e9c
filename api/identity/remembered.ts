/** What was read of a session or an API key a moment ago, so that not every request of a busy client asks the database. */
import type { Clock } from '../../engine/ports.ts'

/**
 * A change made here is known here at once (`forget`); one made by another node on the same database after this time.
 * So long a session that was ended there, or a key that was revoked there, still works here.
 */
export const REMEMBERED_MS = 2_000
const MOST = 2_000

export class Remembered<T> {
  private readonly clock: Clock
  private readonly entries = new Map<string, { readonly value: T; readonly readAt: number }>()
  private generation = 0

  constructor(clock: Clock) {
    this.clock = clock
  }

  /** @param read asks the database; null where there is nothing, which is never remembered */
  async get(key: string, read: () => Promise<T | null>): Promise<T | null> {
    const now = this.clock.now().getTime()
    const known = this.entries.get(key)
    // A clock that was set back must not keep anything alive.
    if (known && now >= known.readAt && now - known.readAt < REMEMBERED_MS) return known.value
    const { generation } = this
    const value = await read()
    this.entries.delete(key)
    // What was read while somebody changed it is good for this request only.
    if (value === null || generation !== this.generation) return value
    if (this.entries.size >= MOST) this.entries.clear()
    this.entries.set(key, { value, readAt: now })
    return value
  }

  /** To be called after every change made here. */
  forget(): void {
    this.generation += 1
    this.entries.clear()
  }
}
