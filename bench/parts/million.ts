/** A million instances at rest: do they slow down those that move, and the start of the server? */
import { copyFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { loadEngine } from '../built.ts'
import { inTurns, type Measured } from '../clients.ts'
import { figure, progress } from '../figure.ts'
import { multiplyInstances } from '../multiply.ts'
import { learnPlans, PROCESS_KEY } from '../permit.ts'
import { printRate, rates, runWith } from '../rates.ts'
import { interleave, median, medianRatio } from '../rounds.ts'
import { scale } from '../scale.ts'
import { prepareHouse, startServer } from '../server.ts'
import { startSubject, withSubjects } from '../subject-process.ts'
import { openEngine, type EngineSettings } from '../subjects/engine.ts'
import { withFolder } from '../temporary-folder.ts'

const CLIENTS = 16
/**
 * Instances started by the engine itself: half of them wait at the first task, a quarter at the second, and so on to the
 * one at the eighth. Queues are longest at the door.
 */
const ORIGINALS = 200

export async function measureMillion(): Promise<void> {
  await withFolder(async (folder) => {
    const few = join(folder, 'few.db')
    const many = join(folder, 'many.db')
    const ids = await makeFew(few)
    copyFileSync(few, many)
    const began = performance.now()
    const instances = multiplyInstances(
      many,
      ids.map((id) => [id] as const),
      scale.instancesAtRest,
    )
    const facts = { instances, databaseGB: Number((statSync(many).size / 1e9).toPrecision(3)) }
    progress(`  ${JSON.stringify(facts)} made in ${Math.round((performance.now() - began) / 1000)} s`)

    const onCopyOfFew =
      <Result>(measure: (path: string) => Promise<Result>) =>
      () =>
        withFolder((fresh) => {
          const path = join(fresh, 'few.db')
          copyFileSync(few, path)
          return measure(path)
        })

    const runs = await withSubjects([startSubject<EngineSettings, Measured>('engine')], (ours) => {
      const rateOn = (path: string): Promise<Measured> => ours.measure({ ...runWith(CLIENTS), database: { path } })
      return interleave(scale.rounds, { few: onCopyOfFew(rateOn), many: () => rateOn(many) })
    })
    printRate(`completions beside ${ORIGINALS} instances at rest, 16 clients`, runs.few)
    printRate(`completions beside ${instances} instances at rest, 16 clients`, runs.many)
    const kept = medianRatio(rates(runs.many), rates(runs.few))
    figure('rate that stays with instances at rest', kept, 'times', facts, { atLeast: 0.85 })

    const startUpOn = async (path: string): Promise<number> => {
      const server = await startServer({ path }, folder)
      await server.stop()
      return server.startUpSeconds
    }
    const starts = await interleave(scale.rounds, { few: onCopyOfFew(startUpOn), many: () => startUpOn(many) })
    const more = { ...facts, withFew: Number(median(starts.few).toPrecision(3)) }
    figure('start-up of the server with instances at rest', median(starts.many), 'seconds', more, { atMost: 5 })
  })
}

/** The server's database with everything deployed and a few instances, as they come to rest. */
async function makeFew(path: string): Promise<readonly string[]> {
  progress('  starting the first instances')
  await prepareHouse({ path })
  const { EMBEDDED: by } = await loadEngine()
  const engine = await openEngine({ path })
  const plans = await learnPlans(engine)
  const ids: string[] = []
  for (let number = 0; number < ORIGINALS; number++) {
    const { variables, tasks } = inTurns(plans, number + Math.floor(number / 4))
    const { id } = await engine.startProcessInstance({ by, processKey: PROCESS_KEY, variables })
    ids.push(id)
    for (const { suffix, data } of tasks.slice(0, timesHalved(number + 1))) {
      await engine.completeTask({ by, taskId: `${id}${suffix}`, data })
    }
  }
  await engine.close()
  return ids
}

/** How often it can be halved; 0 for an odd number. */
function timesHalved(number: number): number {
  return 31 - Math.clz32(number & -number)
}
