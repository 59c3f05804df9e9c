/**
 * `npm run test:crash` and `npm run test:crash:long`: every scenario, then every seeded fault, as a table. The verdict is
 * the exit code. Arguments: `--long`, `--seed <text>`, and names of scenarios for only some of them.
 */
import { parseArgs } from 'node:util'
import { startPostgres } from '../../tools/postgres.mjs'
import { runCalm } from './calm.ts'
import { runDiskFull, whyNoFullDisk } from './disk-full.ts'
import { FAULTS } from './faults/all-faults.ts'
import { runKills } from './kill.ts'
import { runNodes } from './postgres/nodes.ts'
import { whyNoPostgres } from './postgres/own-server.ts'
import { type ArenaServer, createArenaServer } from './postgres/postgres-arena.ts'
import { runServerKilled } from './postgres/server-killed.ts'
import { runPowerLosses, whyNoPowerLoss } from './power/power.ts'
import type { Outcome } from './run.ts'
import { hunt } from './seeded-faults.ts'
import { runTimers } from './timers.ts'

const { values, positionals } = parseArgs({
  options: { long: { type: 'boolean', default: false }, seed: { type: 'string' } },
  allowPositionals: true,
})
const { long } = values
// An exit that is asked for takes the children and their folders along.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))
const seed = values.seed ?? String(Date.now())

interface Scenario {
  readonly name: string
  /** Why it cannot be run here. */
  readonly whyNot?: () => string | null
  run(): Promise<Outcome>
}

const postgres = whyNoPostgres() === null ? await startPostgres() : null
const server: ArenaServer | null = postgres === null ? null : createArenaServer(postgres.url)

/** A scenario on PostgreSQL. */
const onPostgres = (name: string, run: (on: ArenaServer) => Promise<Outcome>): Scenario => ({
  name,
  whyNot: whyNoPostgres,
  run: () => (server === null ? Promise.reject(new Error('Expected a PostgreSQL server.')) : run(server)),
})

const SCENARIOS: readonly Scenario[] = [
  { name: 'kill', run: () => runKills({ seed, kills: long ? 1000 : 40 }) },
  {
    name: 'power',
    whyNot: whyNoPowerLoss,
    run: () => runPowerLosses({ seed, images: long ? 3000 : 300, acknowledgements: long ? 1000 : 300 }),
  },
  { name: 'disk-full', whyNot: whyNoFullDisk, run: () => runDiskFull({ seed, times: long ? 20 : 4 }) },
  { name: 'timers', run: () => runTimers({ seed, timers: 10_000 }) },
  { name: 'duplicates', run: () => runCalm({ seed, commands: long ? 20_000 : 1500, copies: 3 }) },
  { name: 'slow-database', run: () => runCalm({ seed, commands: long ? 5000 : 500, commitDelayMs: 100 }) },
  onPostgres('postgres-kill', (on) => runKills({ seed, kills: long ? 200 : 15, server: on })),
  onPostgres('postgres-duplicates', (on) => runCalm({ seed, commands: long ? 20_000 : 1500, copies: 3, server: on })),
  onPostgres('postgres-slow', (on) => runCalm({ seed, commands: long ? 5000 : 500, commitDelayMs: 100, server: on })),
  onPostgres('postgres-nodes', (on) => runNodes({ seed, blows: long ? 100 : 6, server: on })),
  { name: 'postgres-killed', whyNot: whyNoPostgres, run: () => runServerKilled({ seed, kills: long ? 50 : 4 }) },
]

const chosen = (name: string): boolean => positionals.length === 0 || positionals.includes(name)
const SENTENCES_SHOWN = 5
let failed = 0

console.log(`Seed: ${seed}. The same choices again: --seed ${seed}`)
for (const { name, whyNot, run } of SCENARIOS.filter((scenario) => chosen(scenario.name))) {
  const reason = whyNot?.() ?? null
  if (reason !== null) {
    row(name, 'skipped', reason)
    continue
  }
  const since = performance.now()
  const { findings, acknowledged, figures } = await run()
  const seconds = Math.round((performance.now() - since) / 1000)
  row(
    name,
    findings.length === 0 ? 'nothing found' : `${findings.length} FOUND`,
    JSON.stringify({ acknowledged, ...figures, seconds }),
  )
  for (const { check, sentence } of findings.slice(0, SENTENCES_SHOWN)) console.log(`    ${check}: ${sentence}`)
  if (findings.length > 0) failed += 1
}
if (chosen('faults')) {
  console.log('\nSeeded faults: each must be found.')
  for (const fault of FAULTS) {
    const { isFound, skipped, foundBy, example } = await hunt(fault, seed, server)
    if (skipped !== null) {
      row(fault.name, 'skipped', skipped)
      continue
    }
    row(fault.name, isFound ? 'found' : 'NOT FOUND', `${foundBy.join(', ')} ${example.slice(0, 120)}`)
    if (!isFound) failed += 1
  }
}
await server?.close()
await postgres?.stop()
console.log(failed === 0 ? '\nAll as it must be.' : `\n${failed} not as it must be. Seed: ${seed}`)
process.exitCode = failed === 0 ? 0 : 1

function row(name: string, verdict: string, details: string): void {
  console.log(`${name.padEnd(48)} ${verdict.padEnd(14)} ${details}`)
}
