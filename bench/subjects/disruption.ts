/** Whole disruptions on our engine in this process, on a database file with everything deployed. */
import { addTarget, CASES_OF_A_DISRUPTION, passOnOneThatWaits, runDisruption, type Target } from '../disruption.ts'
import { openTypicalEngine } from '../typical-house.ts'

export interface DisruptionSettings {
  readonly path: string
  /** How many are run and measured; as many as are in flight go before them to warm up. */
  readonly disruptions: number
  readonly inFlight: number
  /** Keeps the runs on one database apart. */
  readonly run: number
}

/** One run. Every counted case has been seen at its end. */
export interface DisruptionsMeasured {
  readonly casesPerMinute: number
  readonly cases: number
  readonly seconds: number
}

export async function measure({ path, disruptions, inFlight, run }: DisruptionSettings): Promise<DisruptionsMeasured> {
  const engine = await openTypicalEngine(path, '10:42')
  try {
    const targets: Target[] = []
    for (let at = 0; at < inFlight + disruptions; at += 1) targets.push(await addTarget(engine, `bench-${run}-${at}`))
    engine.startWorkers()
    await passOnOneThatWaits(engine, (await addTarget(engine, `bench-${run}-waits`)).serviceId)

    let next = 0
    const ended = new Set<string>()
    const client = async (until: number): Promise<void> => {
      while (next < until) {
        const at = next++
        const target = targets[at]
        if (!target)
          throw new Error(`Expected ${targets.length} services that can be down, but ${at + 1} are asked for.`)
        for (const id of await runDisruption(engine, target, run * targets.length + at)) ended.add(id)
      }
    }
    const runUntil = (until: number) => Promise.all(Array.from({ length: inFlight }, () => client(until)))
    await runUntil(inFlight)
    ended.clear()
    const began = performance.now()
    await runUntil(inFlight + disruptions)
    const seconds = (performance.now() - began) / 1000
    if (ended.size !== disruptions * CASES_OF_A_DISRUPTION) {
      throw new Error(`Expected ${disruptions * CASES_OF_A_DISRUPTION} cases to end, but ${ended.size} did.`)
    }
    return { casesPerMinute: (60 * ended.size) / seconds, cases: ended.size, seconds }
  } finally {
    await engine.close()
  }
}
