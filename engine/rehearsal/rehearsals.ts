/** Rehearsals take their turn: each may use a processor and a good deal of memory for seconds, so one runs at a time. */
import { Conflict, RehearsalBusy } from '../model/errors.ts'
import type { Rehearsal } from './rehearsal.ts'
import { createRehearsalThread } from './rehearsal-thread.ts'
import { rehearse, type RehearseInput } from './rehearse.ts'

export interface Rehearsals {
  /**
   * @param gone aborted when nobody waits for the answer any more: what runs is stopped
   * @throws RehearsalBusy when too many wait, or the engine is closing; Conflict `rehearsal-stopped`
   */
  rehearse(input: RehearseInput, gone?: AbortSignal): Promise<Rehearsal>
  /** Stops what runs; what waits is refused. */
  close(): Promise<void>
}

/** Those that may wait while one runs. */
const MOST_WAITING = 2

export function createRehearsals(): Rehearsals {
  let last: Promise<unknown> = Promise.resolve()
  let asked = 0
  const closing = new AbortController()

  const run = async (input: RehearseInput, gone?: AbortSignal): Promise<Rehearsal> => {
    if (closing.signal.aborted) throw new RehearsalBusy()
    const stop = gone ? AbortSignal.any([gone, closing.signal]) : closing.signal
    const thread = createRehearsalThread(input)
    const close = (): void => void thread.close()
    stop.addEventListener('abort', close, { once: true })
    try {
      const rehearsal = stop.aborted ? null : await rehearse(input, thread)
      if (rehearsal !== null && !stop.aborted) return rehearsal
    } catch (error) {
      if (!stop.aborted) throw error
    } finally {
      stop.removeEventListener('abort', close)
    }
    const { definitionId } = input
    throw new Conflict('rehearsal-stopped', 'Expected a rehearsal to be waited for, but it was stopped.', {
      definitionId,
    })
  }
  return {
    async rehearse(input, gone) {
      if (closing.signal.aborted || asked > MOST_WAITING) throw new RehearsalBusy()
      asked += 1
      const mine = last.then(() => run(input, gone))
      last = mine.catch(() => undefined)
      try {
        return await mine
      } finally {
        asked -= 1
      }
    },
    async close() {
      closing.abort()
      await last
    },
  }
}
