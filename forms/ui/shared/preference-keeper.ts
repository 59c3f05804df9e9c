/**
 * Whether a person wants keyboard shortcuts (WCAG 2.1.4: single letters can be switched off). Every page asks, so the answer
 * is kept for a minute; a change made through here is known at once.
 */
import type { Workplace } from '../../../api/workplace/index.ts'
import type { Preferences } from '../../../api/workplace/preferences.ts'
import { createLru } from '../../../engine/lru.ts'
import type { Clock } from '../../../engine/ports.ts'

/** The script that listens to the keys. */
export const SHORTCUTS = 'shortcuts'

const KEPT_MS = 60_000
const REMEMBERED = 5000

interface Owner {
  readonly institutionId: string
  readonly login: string
}

export interface PreferenceKeeper {
  wantsShortcuts(owner: Owner): Promise<boolean>
  set(owner: Owner, preferences: Preferences): Promise<void>
}

export function createPreferenceKeeper({
  workplace,
  clock,
}: {
  readonly workplace: Pick<Workplace, 'preferences'>
  readonly clock: Clock
}): PreferenceKeeper {
  const kept = createLru<{ readonly at: number; readonly wanted: boolean }>(REMEMBERED)
  const keyOf = ({ institutionId, login }: Owner): string => `${institutionId} ${login}`
  return {
    async wantsShortcuts({ institutionId, login }) {
      const owner = { institutionId, login }
      const now = clock.now().getTime()
      const known = kept.get(keyOf(owner))
      if (known && Math.abs(now - known.at) < KEPT_MS) return known.wanted
      const { shortcuts: wanted } = await workplace.preferences.get(owner)
      kept.set(keyOf(owner), { at: now, wanted })
      return wanted
    },
    async set({ institutionId, login }, preferences) {
      const owner = { institutionId, login }
      await workplace.preferences.set({ ...owner, preferences })
      kept.set(keyOf(owner), { at: clock.now().getTime(), wanted: preferences.shortcuts })
    },
  }
}
