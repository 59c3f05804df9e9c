/** Faults about the moment at which a command is acknowledged. */
import { setTimeout as pause } from 'node:timers/promises'
import { type Fault, altered } from './fault.ts'

const LATE_MS = 15

/** People are told before it is on disk: a crash in between loses it. */
export const acknowledgedBeforeCommit: Fault = {
  name: 'acknowledged before the commit',
  scenario: 'kill',
  foundBy: ['lost'],
  wrap(connection) {
    let late: Promise<void> = Promise.resolve()
    return altered(connection, {
      async begin() {
        await late
        await connection.begin()
      },
      async commit() {
        late = pause(LATE_MS).then(() => connection.commit())
      },
      async close() {
        await late
        await connection.close()
      },
    })
  },
}

/** Now and then a transaction is undone, and everybody in it is told that it is done. */
export const commitSkipped: Fault = {
  name: 'a commit left out now and then',
  scenario: 'calm',
  foundBy: ['lost'],
  wrap: (connection, random) =>
    altered(connection, {
      commit: () => (random.chance(0.1) ? connection.rollback() : connection.commit()),
    }),
}

/** A commit that failed is taken for one that worked: the fence is missing. */
export const noFence: Fault = {
  name: 'a failed commit taken for success',
  scenario: 'disk-full',
  foundBy: ['lost'],
  wrap: (connection) =>
    altered(connection, {
      async commit() {
        try {
          await connection.commit()
        } catch {
          await connection.rollback()
        }
      },
    }),
}
