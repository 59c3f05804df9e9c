/** How many notices a person has not read: one look every few seconds, however many pages they open. */
import { createLru } from '../../../../engine/lru.ts'
import type { Workplace } from '../../../../api/workplace/index.ts'

const KEPT_MS = 3000
const REMEMBERED = 2000

export interface Unread {
  of(institutionId: string, login: string): Promise<number>
  /** Something is new, or was read. */
  forget(): void
}

export function createUnread({ notices }: Pick<Workplace, 'notices'>): Unread {
  let kept = createLru<{ readonly at: number; readonly count: number }>(REMEMBERED)
  return {
    async of(institutionId, login) {
      const key = `${institutionId} ${login}`
      const now = performance.now()
      const known = kept.get(key)
      if (known && now - known.at < KEPT_MS) return known.count
      const asked = kept
      const count = await notices.countUnread({ institutionId, login })
      // What was counted before something changed is not kept.
      if (asked === kept) kept.set(key, { at: now, count })
      return count
    },
    forget() {
      kept = createLru(REMEMBERED)
    },
  }
}
