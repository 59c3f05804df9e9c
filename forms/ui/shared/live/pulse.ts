/**
 * Tells everybody who listens that there is new work, or something to be told of: one look at the newest task and notice
 * every few seconds, however many pages are open, and only while one is.
 */
import type { Engine } from '../../../../engine/engine.ts'
import type { Workplace } from '../../../../api/workplace/index.ts'
import type { Unread } from './unread.ts'

const EVERY_MS = 3000

/** What is new. */
export type Beat = 'tasks' | 'notices'

export interface Pulse {
  /** @returns what ends the listening */
  listen(institutionId: string, onBeat: (what: Beat) => void): () => void
}

export interface PulsePorts {
  readonly engine: Pick<Engine, 'listTasks'>
  readonly workplace: { readonly notices: Pick<Workplace['notices'], 'newest'> }
  readonly unread: Pick<Unread, 'forget'>
}

export function createPulse({ engine, workplace, unread }: PulsePorts, everyMs = EVERY_MS): Pulse {
  const listeners = new Map<string, Set<(what: Beat) => void>>()
  const newest = new Map<string, string>()
  let timer: NodeJS.Timeout | null = null

  const compare = (institutionId: string, what: Beat, id: string): void => {
    const key = `${what} ${institutionId}`
    const before = newest.get(key)
    newest.set(key, id)
    if (before === undefined || before === id) return
    if (what === 'notices') unread.forget()
    for (const onBeat of listeners.get(institutionId) ?? []) onBeat(what)
  }

  const look = async (institutionId: string): Promise<void> => {
    const { items } = await engine.listTasks({ institutionId, state: 'open', sortBy: 'createdAt', limit: 1 })
    compare(institutionId, 'tasks', items[0]?.id ?? '')
    compare(institutionId, 'notices', (await workplace.notices.newest(institutionId)) ?? '')
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
        for (const what of ['tasks', 'notices']) newest.delete(`${what} ${institutionId}`)
      }
    },
  }
}
