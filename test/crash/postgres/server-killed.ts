/** PostgreSQL itself is killed, kill -9, and started again. The node outlives it: it refuses, and then works on. */
import { setTimeout as pause } from 'node:timers/promises'
import { type Finding, findFaults } from '../checks/check.ts'
import { type Outcome, type RunOptions, faulty, unfinished, untilAcknowledged } from '../run.ts'
import { RemoteVictim } from '../victim/remote-victim.ts'
import { Crowd } from '../workload/crowd.ts'
import { Journal } from '../workload/journal.ts'
import { createRandom } from '../workload/random.ts'
import { startOwnServer } from './own-server.ts'
import { createArenaServer } from './postgres-arena.ts'

/** How often it is killed. */
export interface ServerKilledOptions extends RunOptions {
  readonly kills: number
}

const SERVES_AGAIN_WITHIN_MS = 5000
const WORKS_MS = 800

export async function runServerKilled({ seed, fault, kills }: ServerKilledOptions): Promise<Outcome> {
  const server = await startOwnServer()
  const arenas = createArenaServer(server.url)
  const node = new RemoteVictim()
  const random = createRandom(seed)
  const journal = new Journal()
  const crowd = new Crowd({ journal, random: random.fork('crowd') })
  const findings: Finding[] = []
  let slowestMs = 0
  try {
    const arena = await arenas.open()
    await node.open({ database: arena.address, seed, ...faulty(fault) })
    const over = new AbortController()
    const working = crowd.work(node, over.signal)
    for (let kill = 0; kill < kills; kill++) {
      await pause(WORKS_MS * (0.2 + random.next()))
      server.kill()
      await pause(300 * random.next())
      await server.start()
      slowestMs = Math.max(slowestMs, await untilAcknowledged(journal, SERVES_AGAIN_WITHIN_MS))
      if (node.isGone) {
        findings.push({ check: 'damaged', sentence: `The node ended by itself. ${node.lastWords}` })
        break
      }
    }
    over.abort()
    await working
    if (slowestMs >= SERVES_AGAIN_WITHIN_MS)
      findings.push({
        check: 'ended',
        sentence: `With the server back nothing was stored for ${SERVES_AGAIN_WITHIN_MS} ms.`,
      })
    if (fault === undefined) findings.push(...unfinished(await crowd.finish(node)))
    await node.close()
    findings.push(...findFaults(await arena.snapshot(), journal, fault === undefined))
    return { findings, acknowledged: journal.acknowledged, figures: { kills, servesAgainMs: slowestMs } }
  } finally {
    await node.kill()
    await server.stop()
  }
}
