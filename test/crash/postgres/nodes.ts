/**
 * Two nodes on one PostgreSQL. One of them is killed, or frozen in the middle of whatever it does and let go on when
 * everybody has given it up: the other takes over, and what the late one commits is refused.
 */
import { setTimeout as pause } from 'node:timers/promises'
import { type Finding, findFaults } from '../checks/check.ts'
import { type Outcome, type RunOptions, faulty, unfinished, untilAcknowledged } from '../run.ts'
import { RemoteVictim } from '../victim/remote-victim.ts'
import { Crowd } from '../workload/crowd.ts'
import { Journal } from '../workload/journal.ts'
import { createRandom } from '../workload/random.ts'
import { NodesDoor } from './nodes-door.ts'
import type { ArenaServer } from './postgres-arena.ts'

/** How often something happens to a node. */
export interface NodesOptions extends RunOptions {
  /** Cases under way at the same time. Default 24. */
  readonly cases?: number
  readonly server: ArenaServer
  readonly blows: number
  /** Part of the blows that freeze instead of killing. Default a third. */
  readonly freezes?: number
  /** How long a frozen node is frozen; default longer than work may take to go on elsewhere. */
  readonly frozenMs?: number
}

const FROZEN_MS = 12_000
/** After this time a client has given up on an answer of the frozen node. */
const MISSED_MS = 1200
/** Between two blows so many commands are acknowledged, and at most this time passes. */
const COMMANDS_BETWEEN = 60
const BETWEEN_BLOWS_MS = 5000
/** Work goes on elsewhere within this time; aimed at is half of it. */
const GOES_ON_WITHIN_MS = 10_000

/** @returns findings, and how long it took at most until a case that the lost node was at went on */
export async function runNodes(options: NodesOptions): Promise<Outcome> {
  const { seed, fault, server, blows, cases, freezes = 1 / 3, frozenMs = FROZEN_MS } = options
  const arena = await server.open()
  const random = createRandom(seed)
  const journal = new Journal()
  const crowd = new Crowd({ journal, random: random.fork('crowd'), cases })
  const door = new NodesDoor(random.fork('door'), (told, outcome) => crowd.cameBackLate(told, outcome))
  const findings: Finding[] = []
  const nodes: RemoteVictim[] = []
  let counter = 0
  let slowestMs = 0

  const join = async (): Promise<void> => {
    const node = new RemoteVictim()
    nodes.push(node)
    await node.open({ database: arena.address, seed: `${seed}/${++counter}`, ...faulty(fault) })
    door.add(node)
  }
  const untilAllKnown = async (): Promise<number> => {
    const since = performance.now()
    const lost = journal.open
    const isKnown = (): boolean => !lost.some((entry) => journal.isOpen(entry))
    while (!isKnown() && performance.now() - since < GOES_ON_WITHIN_MS) {
      await Promise.all(lost.filter((entry) => journal.isOpen(entry)).map((entry) => crowd.tellOnce(door, entry)))
      await pause(20)
    }
    return performance.now() - since
  }

  try {
    await Promise.all([join(), join()])
    const over = new AbortController()
    const working = crowd.work(door, over.signal)
    for (let blow = 0; blow < blows; blow++) {
      await untilAcknowledged(journal, BETWEEN_BLOWS_MS, COMMANDS_BETWEEN / 2 + random.below(COMMANDS_BETWEEN))
      const node = random.pick(nodes)
      if (random.chance(freezes)) {
        node.freeze()
        door.markFrozen(node, true)
        const thawing = pause(frozenMs)
        await pause(MISSED_MS)
        slowestMs = Math.max(slowestMs, await untilAllKnown())
        await thawing
        node.thaw()
        door.markFrozen(node, false)
      } else {
        door.remove(node)
        nodes.splice(nodes.indexOf(node), 1)
        await node.kill()
        slowestMs = Math.max(slowestMs, await untilAllKnown())
        await join()
      }
    }
    over.abort()
    await working
    await door.allAnswered()
    if (slowestMs >= GOES_ON_WITHIN_MS)
      findings.push({
        check: 'ended',
        sentence: `What the lost node was at did not go on within ${GOES_ON_WITHIN_MS} ms.`,
      })
    if (fault === undefined) findings.push(...unfinished(await crowd.finish(door)))
    await Promise.all(nodes.map((node) => node.close()))
    findings.push(...findFaults(await arena.snapshot(), journal, fault === undefined))
    return { findings, acknowledged: journal.acknowledged, figures: { blows, goesOnMs: Math.round(slowestMs) } }
  } finally {
    await Promise.all(nodes.map((node) => node.kill()))
    await arena.remove()
  }
}
