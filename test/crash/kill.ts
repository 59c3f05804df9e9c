/**
 * kill -9 under sixteen clients at random moments. After each kill what lies on the disk is compared with what was
 * acknowledged; the next victim opens the same files, what nobody knows the outcome of is told again, and on it goes.
 */
import { setTimeout as pause } from 'node:timers/promises'
import { type Finding, findFaults } from './checks/check.ts'
import { type Outcome, type RunOptions, faulty, unfinished, untilAcknowledged } from './run.ts'
import type { ArenaServer } from './postgres/postgres-arena.ts'
import { openPlayground } from './victim/playground.ts'
import { RemoteVictim } from './victim/remote-victim.ts'
import { Crowd } from './workload/crowd.ts'
import { Journal } from './workload/journal.ts'
import { createRandom } from './workload/random.ts'

/** How often, and how long victims live. */
export interface KillOptions extends RunOptions {
  /** Cases under way at the same time. Default 24. */
  readonly cases?: number
  readonly kills: number
  /** A fresh database after so many kills, so that comparing stays quick. Default 20. */
  readonly killsPerDatabase?: number
  /** PostgreSQL; default SQLite. */
  readonly server?: ArenaServer
}

/** A victim dies when it has acknowledged fewer than so many commands, and a moment later … */
const MOST_ACKNOWLEDGED = 60
const MOMENT_MS = 15
/** … or at this age, if nothing is acknowledged. */
const OLDEST_MS = 3000
/** How many die before they have opened, in the middle of the recovery from the death before. */
const DIES_OPENING = 0.1
const OPENING_MS = 300

/** @returns the findings of the first comparison that found something, or none */
export async function runKills(options: KillOptions): Promise<Outcome> {
  const { seed, kills, killsPerDatabase = 20 } = options
  let acknowledged = 0
  for (let done = 0; done < kills; done += killsPerDatabase) {
    const most = Math.min(killsPerDatabase, kills - done)
    const round = await killOnOneDatabase({ ...options, seed: `${seed}/${done}`, kills: most })
    acknowledged += round.acknowledged
    if (round.findings.length > 0)
      return { ...round, acknowledged, figures: { kills: done + (round.figures.kills ?? 0) } }
  }
  return { findings: [], acknowledged, figures: { kills } }
}

async function killOnOneDatabase({ seed, fault, kills, cases, server }: KillOptions): Promise<Outcome> {
  const arena = await (server ? server.open() : openPlayground())
  const random = createRandom(seed)
  const journal = new Journal()
  const crowd = new Crowd({ journal, random, cases })
  // Loads while the one before it works; touches nothing before it is opened.
  let next = new RemoteVictim()
  let victim = next

  const compare = async (isEnd = false): Promise<Finding[]> => findFaults(await arena.snapshot(), journal, isEnd)
  const open = async (life: number): Promise<void> => {
    victim = next
    next = new RemoteVictim()
    await victim.open({ database: arena.address, seed: `${seed}/${life}`, ...faulty(fault) })
  }
  const outcome = (findings: Finding[], kill: number): Outcome => ({
    findings,
    acknowledged: journal.acknowledged,
    figures: { kills: kill },
  })

  try {
    for (let kill = 1; kill <= kills; kill++) {
      const over = new AbortController()
      const opening = open(kill)
      const working = workUntilKilled(opening, victim, crowd, over.signal)
      if (random.chance(DIES_OPENING)) await pause(OPENING_MS * random.next())
      else {
        await opening.catch(() => {})
        await untilAcknowledged(journal, OLDEST_MS, random.below(MOST_ACKNOWLEDGED))
        await pause(MOMENT_MS * random.next())
      }
      over.abort()
      await victim.kill()
      const findings = [...(await working), ...(await compare())]
      if (findings.length > 0) return outcome(findings, kill)
    }
    // With a fault in it the cases need not end.
    if (fault !== undefined) return outcome([], kills)
    await open(kills + 1)
    const left = await crowd.finish(victim)
    await victim.kill()
    return outcome([...(await compare(true)), ...unfinished(left)], kills)
  } finally {
    await Promise.all([victim.kill(), next.kill()])
    await arena.remove()
  }
}

/** @returns what is wrong with a victim that could not open, or ended by itself */
async function workUntilKilled(
  opening: Promise<void>,
  victim: RemoteVictim,
  crowd: Crowd,
  until: AbortSignal,
): Promise<Finding[]> {
  try {
    await opening
    await crowd.repeatUnknown(victim)
    await crowd.work(victim, until)
  } catch (error) {
    if (!victim.isKilled) return [{ check: 'damaged', sentence: String(error) }]
  }
  return victim.isKilled ? [] : [{ check: 'damaged', sentence: `The victim ended by itself. ${victim.lastWords}` }]
}
