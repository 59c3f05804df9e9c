/** Our engine in this process, on a database file or on PostgreSQL, as an embedding program uses it. */
import type { Engine } from '../../engine/engine.ts'
import { loadEngine } from '../built.ts'
import { inTurns, runClients, type ClientSettings, type Measured } from '../clients.ts'
import { deployPermit, learnPlans, PROCESS_KEY } from '../permit.ts'

/** What a client waits when the engine has too much to do. */
const RETRY_AFTER_MS = 100

/** A SQLite file, or the address of a PostgreSQL database. */
export type DatabasePlace = { readonly path: string } | { readonly url: string }

export interface EngineSettings extends ClientSettings {
  readonly database: DatabasePlace
}

export async function openEngine(database: DatabasePlace): Promise<Engine> {
  const { createEngine } = await loadEngine()
  return createEngine({ database })
}

export async function measure(settings: EngineSettings): Promise<Measured> {
  const { EMBEDDED: by, StoreUnavailable } = await loadEngine()
  const engine = await openEngine(settings.database)
  await deployPermit(engine)
  const plans = await learnPlans(engine)
  engine.startWorkers()
  const measured = await runClients(
    settings,
    async (number, complete, tell) => {
      const { variables, tasks } = inTurns(plans, number)
      const { id } = await tell(() => engine.startProcessInstance({ by, processKey: PROCESS_KEY, variables }))
      for (const { suffix, data } of tasks) {
        await complete(() => engine.completeTask({ by, taskId: `${id}${suffix}`, data }))
      }
    },
    (error) => (error instanceof StoreUnavailable ? RETRY_AFTER_MS : null),
  )
  await engine.close()
  return measured
}
