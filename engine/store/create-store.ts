import type { Clock, Log } from '../ports.ts'
import { asStoreError } from './database-errors.ts'
import type { Store } from './store.ts'
import type { OpenDatabase } from './store-options.ts'
import { type Member, Writer } from './writing/writer.ts'

/** Commands in one transaction at most: one that has to be repeated costs no more than this. */
const MOST_TOGETHER = 256

/** Those who wait for what a frozen node holds have to wait until the database takes it away. */
const PATIENCE_MS = 5000

/** A store on an open database. */
export function createStore(
  database: OpenDatabase,
  options: {
    readonly log: Log
    readonly maxWaiting: number
    readonly maxWaitMs: number
    readonly dueMs?: number | undefined
    readonly clock: Clock
    readonly newId: () => string
  },
): Store {
  const { log, maxWaiting, maxWaitMs, dueMs, clock, newId } = options
  const { reader } = database
  const limits = { log, maxWaiting, maxWaitMs, dueMs }
  const patience = { ...limits, maxWaitMs: Math.max(maxWaitMs, PATIENCE_MS), mostTogether: 1 }
  const patient = database.patient.map((connection) => new Writer(connection, patience))
  const passOn = (member: Member): void => {
    const [leastBusy] = patient.toSorted((a, b) => a.waiting - b.waiting)
    leastBusy?.takeOver(member)
  }
  const main = new Writer(database.main, {
    ...limits,
    mostTogether: MOST_TOGETHER,
    ...(patient.length > 0 ? { passOn } : {}),
  })

  return {
    command: (run, how) => main.command(run, how),
    due: (work) => main.due(work),
    write: (work) => main.write(work),
    async read(work) {
      if (reader) {
        try {
          return await reader.read(work)
        } catch (error) {
          throw asStoreError(error)
        }
      }
      return (await main.command(async ({ look }) => work(await look()))).value
    },
    isShared: patient.length > 0,
    clock,
    newId,
    async close() {
      await main.close()
      for (const writer of patient) await writer.close()
      await reader?.close()
      await database.close()
    },
  }
}
