/** Rehearsals take their turn: each may use a processor and a good deal of memory for seconds, so one runs at a time. */
import { RehearsalBusy } from '../model/errors.ts'
import type { Rehearsal } from './rehearsal.ts'
import { createRehearsalThread, type RehearsalThread } from './rehearsal-thread.ts'
import { rehearse, type RehearseInput } from './rehearse.ts'

export interface Rehearsals {
  /** @throws RehearsalBusy when too many wait, or the engine is closing */
  rehearse(input: RehearseInput): Promise<Rehearsal>
  /** Stops what runs; what waits is refused. */
  close(): Promise<void>
}

/** Those that may wait while one runs. */
const MOST_WAITING = 2

export function createRehearsals(): Rehearsals {
  let last: Promise<unknown> = Promise.resolve()
  let asked = 0
  let running: RehearsalThread | null = null
  let isClosing = false

  const run = async (input: RehearseInput): Promise<Rehearsal> => {
    if (isClosing) throw new RehearsalBusy()
    running = createRehearsalThread(input)
    try {
      return await rehearse(input, running)
    } finally {
      running = null
    }
  }
  return {
    async rehearse(input) {
      if (isClosing || asked > MOST_WAITING) throw new RehearsalBusy()
      asked += 1
      const mine = last.then(() => run(input))
      last = mine.catch(() => undefined)
      try {
        return await mine
      } finally {
        asked -= 1
      }
    },
    async close() {
      isClosing = true
      await running?.close()
      await last
    },
  }
}
