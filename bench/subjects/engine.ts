/** Our engine in this process, on a database file or on PostgreSQL, as an embedding program uses it. */
import type { Engine } from '../../engine/engine.ts'
import { loadEngine } from '../built.ts'
import { inTurns, runClients, type ClientSettings, type Measured } from '../clients.ts'
import { deployPermit, learnPlans, PROCESS_KEY } from '../permit.ts'

/** A SQLite file, or the address of a PostgreSQL database. */
export type DatabasePlace = { readonly path: string } | { readonly url: string }

export interface EngineSettings extends ClientSettings {
  readonly database: DatabasePlace
}

export async function openEngine(database: DatabasePlace): Promise<Engine> {
  const { createEngine } = await loadEngine()
  return createEngine({ database: database as { path: string } })
}

export async function measure(settings: EngineSettings): Promise<Measured> {
  const { EMBEDDED: by } = await loadEngine()
  const engine = await openEngine(settings.database)
  await deployPermit(engine)
  const plans = await learnPlans(engine)
  engine.startWorkers()
  const measured = await runClients(settings, async (number, complete) => {
    const plan = inTurns(plans, number)
    const { id } = await engine.startProcessInstance({ by, processKey: PROCESS_KEY, variables: plan.variables })
    for (const { suffix, data } of plan.tasks) {
      await complete(() => engine.completeTask({ by, taskId: `${id}${suffix}`, data }))
    }
  })
  await engine.close()
  return measured
}
