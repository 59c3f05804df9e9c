/** The checkers checked: each seeded fault must be found, by a check that is meant to find it. */
import { runCalm } from './calm.ts'
import { runDiskFull, whyNoFullDisk } from './disk-full.ts'
import type { Finding } from './checks/check.ts'
import type { Fault, Scenario } from './faults/fault.ts'
import { runKills } from './kill.ts'
import { runNodes } from './postgres/nodes.ts'
import type { ArenaServer } from './postgres/postgres-arena.ts'
import { runPowerLosses, whyNoPowerLoss } from './power/power.ts'
import type { Outcome } from './run.ts'

/** How much is done for a fault to show itself in. */
const COMMANDS = 150
const KILLS = 10
const IMAGES = 60
const FULL_TIMES = 3
const BLOWS = 2
const CHANCES = 3

/** What came of one fault. */
export interface Hunt {
  readonly fault: string
  /** Why it could not be looked for here; null when it could. */
  readonly skipped: string | null
  readonly isFound: boolean
  /** Which checks found something, also those that are not meant to. */
  readonly foundBy: readonly string[]
  /** The first sentence of the check that found it. */
  readonly example: string
}

/** Looks for one fault where it shows itself. @param server for faults between nodes; null: there is none */
export async function hunt(
  { name, scenario, foundBy }: Fault,
  seed: string,
  server: ArenaServer | null = null,
): Promise<Hunt> {
  const skipped = whyNot(scenario, server)
  if (skipped !== null) return { fault: name, skipped, isFound: false, foundBy: [], example: '' }
  let findings: readonly Finding[] = []
  let meant: Finding | undefined
  // What shows itself by chance gets more than one.
  for (let chance = 1; chance <= CHANCES && meant === undefined; chance++) {
    findings = (await run(scenario, name, `${seed}/${chance}`, server)).findings
    meant = findings.find(({ check }) => foundBy.includes(check))
  }
  return {
    fault: name,
    skipped: null,
    isFound: meant !== undefined,
    foundBy: [...new Set(findings.map(({ check }) => check))],
    example: meant?.sentence ?? '',
  }
}

function whyNot(scenario: Scenario, server: ArenaServer | null): string | null {
  if (scenario === 'nodes' || scenario === 'frozen-node') return server === null ? 'there is no PostgreSQL' : null
  if (scenario === 'power') return whyNoPowerLoss()
  if (scenario === 'disk-full') return whyNoFullDisk()
  return null
}

function run(scenario: Scenario, fault: string, seed: string, server: ArenaServer | null): Promise<Outcome> {
  switch (scenario) {
    case 'calm':
      return runCalm({ seed, fault, commands: COMMANDS })
    case 'duplicates':
      return runCalm({ seed, fault, commands: COMMANDS, copies: 3 })
    case 'kill':
      return runKills({ seed, fault, kills: KILLS })
    case 'power':
      return runPowerLosses({ seed, fault, images: IMAGES, acknowledgements: 100 })
    case 'disk-full':
      return runDiskFull({ seed, fault, times: FULL_TIMES })
    case 'nodes':
      // Few cases, so that two nodes are often at the same one.
      return runNodes({ seed, fault, server: expectServer(server), cases: 4, blows: BLOWS, freezes: 0 })
    case 'frozen-node':
      return runNodes({ seed, fault, server: expectServer(server), cases: 4, blows: 1, freezes: 1 })
  }
}

function expectServer(server: ArenaServer | null): ArenaServer {
  if (server === null) throw new Error('Expected a PostgreSQL server, but there is none.')
  return server
}
