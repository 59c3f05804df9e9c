/**
 * Tells everybody who listens that there is new work: one look at the newest task every few seconds, however many pages
 * are open, and only while one is.
 */
import type { Engine } from '../../../../engine/engine.ts'

const EVERY_MS = 3000

export interface Pulse {
  /** @returns what ends the listening */
  listen(institutionId: string, onBeat: () => void): () => void
}

export function createPulse(engine: Pick<Engine, 'listTasks'>, everyMs = EVERY_MS): Pulse {
  const listeners = new Map<string, Set<() => void>>()
  const newest = new Map<string, string>()
  let timer: NodeJS.Timeout | null = null

  const look = async (institutionId: string): Promise<void> => {
    const { items } = await engine.listTasks({ institutionId, state: 'open', sortBy: 'createdAt', limit: 1 })
    const id = items[0]?.id ?? ''
    const before = newest.get(institutionId)
    newest.set(institutionId, id)
    if (before !== undefined && before !== id) for (const onBeat of listeners.get(institutionId) ?? []) onBeat()
  }

  const beat = async (): Promise<void> => {
    // A look that fails is made up for by the next one.
    await Promise.allSettled([...listeners.keys()].map(look))
    timer = listeners.size === 0 ? null : setTimeout(() => void beat(), everyMs).unref()
  }

  return {
    listen(institutionId, onBeat) {
      const ofInstitution = listeners.get(institutionId) ?? new Set()
      listeners.set(institutionId, ofInstitution.add(onBeat))
      if (timer === null) timer = setTimeout(() => void beat(), 0).unref()
      return () => {
        ofInstitution.delete(onBeat)
        if (ofInstitution.size > 0) return
        listeners.delete(institutionId)
        newest.delete(institutionId)
      }
    },
  }
}
