/**
 * The engine and its store behind their ports, driven by one seed: commands, timers, crashes and what comes twice, over
 * random processes. `SIMULATION_RUNS` says how many schedules, `SIMULATION_SEED` runs one of them again.
 */
import { expect } from 'chai'
import { reportOf } from './report.ts'
import { type Counts, runSchedule } from './schedule.ts'
import { seedsFrom } from './seeds.ts'

const chosen = process.env.SIMULATION_SEED
const runs = Number(process.env.SIMULATION_RUNS ?? 50)
const seeds = chosen === undefined ? seedsFrom(String(Date.now()), runs) : [chosen]

describe('simulated: what was acknowledged is stored, once, and everything agrees', function () {
  this.timeout(120_000 + runs * 5000)

  it(`in ${seeds.length} schedules of commands, timers, crashes and repetitions`, async () => {
    const seen: Counts = { acknowledged: 0, refused: 0, crashes: 0, replays: 0, instances: 0, events: 0 }
    const beganAt = process.hrtime.bigint()
    for (const seed of seeds) {
      const outcome = await runSchedule(seed)
      if (outcome.violations.length > 0) expect.fail(reportOf(outcome))
      for (const what of Object.keys(seen) as (keyof Counts)[]) seen[what] += outcome.counts[what]
    }
    const minutes = Number(process.hrtime.bigint() - beganAt) / 60e9
    if (runs > 50)
      console.log(`      ${Math.round(seeds.length / minutes)} schedules a minute: ${JSON.stringify(seen)}`)
    // A schedule in which nothing happens proves nothing.
    if (chosen === undefined) expect(seen.crashes).to.be.greaterThan(seeds.length / 2)
    expect(seen.acknowledged).to.be.greaterThan(seeds.length * 3)
  })
})
