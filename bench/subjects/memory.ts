/** What waiting instances cost the process that started them, after the garbage is collected. */
import type { Engine } from '../../engine/engine.ts'
import { loadEngine } from '../built.ts'
import { inTurns } from '../clients.ts'
import { deployPermit, learnPlans, PROCESS_KEY, type Plan } from '../permit.ts'
import { openEngine } from './engine.ts'

export interface MemorySettings {
  readonly path: string
  /** So many are measured, after half as many that fill the caches and have the code compiled. */
  readonly instances: number
}

export interface MemoryGrowth {
  readonly heapBytes: number
  /** Heap, buffers and what native code holds: much of it are pages that were used once and not given back. */
  readonly residentBytes: number
}

const CLIENTS = 16

export async function measure({ path, instances }: MemorySettings): Promise<MemoryGrowth> {
  const engine = await openEngine({ path })
  await deployPermit(engine)
  const plans = await learnPlans(engine)
  engine.startWorkers()
  await startWaiting(engine, plans, instances / 2)
  const before = await memoryAtRest()
  await startWaiting(engine, plans, instances)
  const after = await memoryAtRest()
  await engine.close()
  return { heapBytes: after.heap - before.heap, residentBytes: after.resident - before.resident }
}

/** Half of them wait at their first task, half at their second with a timer beside it. */
async function startWaiting(engine: Engine, plans: readonly Plan[], count: number): Promise<void> {
  const { EMBEDDED: by } = await loadEngine()
  let started = 0
  const client = async (): Promise<void> => {
    while (started < count) {
      const number = started++
      const { variables, tasks } = inTurns(plans, number)
      const { id } = await engine.startProcessInstance({ by, processKey: PROCESS_KEY, variables })
      const { suffix, data } = inTurns(tasks, 0)
      if (number % 2 === 1) await engine.completeTask({ by, taskId: `${id}${suffix}`, data })
    }
  }
  await Promise.all(Array.from({ length: CLIENTS }, client))
}

async function memoryAtRest(): Promise<{ readonly heap: number; readonly resident: number }> {
  if (globalThis.gc === undefined) throw new Error('Expected Node.js with --expose-gc, but there is no gc().')
  // What a finished command still holds goes with the next turns of the event loop.
  for (let turn = 0; turn < 5; turn++) {
    await new Promise((resolve) => setTimeout(resolve, 50))
    globalThis.gc()
  }
  const { heapUsed, external, rss } = process.memoryUsage()
  return { heap: heapUsed + external, resident: rss }
}
