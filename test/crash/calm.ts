/** The crowd at work without any crash, in this process: what the other scenarios must not make worse. */
import { silentLog } from '../support/silent-log.ts'
import { findFaults } from './checks/check.ts'
import { type Outcome, type RunOptions, faulty, percentile, unfinished } from './run.ts'
import { openVictim } from './victim/open-victim.ts'
import type { ArenaServer } from './postgres/postgres-arena.ts'
import { openPlayground } from './victim/playground.ts'
import { Crowd } from './workload/crowd.ts'
import { engineDoor } from './workload/door.ts'
import { Journal } from './workload/journal.ts'
import { createRandom } from './workload/random.ts'

/** In which way it is not quite calm. */
export interface CalmOptions extends RunOptions {
  /** The crowd works until so many are acknowledged. */
  readonly commands: number
  /** Each request is sent up to so many times, at once or shuffled within a few hundredths of a second. Default 1. */
  readonly copies?: number
  /** A database that takes so much longer over each commit. Default 0. */
  readonly commitDelayMs?: number
  /** Cases under way at the same time, all of which are led to their end. Default 24. */
  readonly cases?: number
  /** PostgreSQL; default SQLite. */
  readonly server?: ArenaServer
}

const COPIES_WITHIN_MS = 30
/** With a fault in it every case may be stuck: when nothing is acknowledged any more it is time to compare. */
const SILENCE_MS = 3000

/** Lets the crowd work for a while, then leads every case to its end and compares. */
export async function runCalm(options: CalmOptions): Promise<Outcome> {
  const { seed, fault, commands, cases = 24, copies = 1, commitDelayMs = 0, server } = options
  const arena = await (server ? server.open() : openPlayground())
  const journal = new Journal()
  const latencies: number[] = []
  const over = new AbortController()
  const silence = setTimeout(() => over.abort(), SILENCE_MS)
  const onLatency = (ms: number): void => {
    latencies.push(ms)
    silence.refresh()
    if (journal.acknowledged >= commands) over.abort()
  }
  const crowd = new Crowd({
    journal,
    random: createRandom(seed),
    cases,
    copies,
    copiesWithinMs: COPIES_WITHIN_MS,
    onLatency,
  })
  try {
    const engine = await openVictim({ database: arena.address, seed, commitDelayMs, ...faulty(fault) }, silentLog)
    const door = engineDoor(engine)
    silence.refresh()
    await crowd.work(door, over.signal)
    // With a fault in it the cases need not end.
    const left = fault === undefined ? await crowd.finish(door) : []
    await engine.close()
    const findings = findFaults(await arena.snapshot(), journal, fault === undefined)
    return {
      findings: [...findings, ...unfinished(left)],
      acknowledged: journal.acknowledged,
      figures: { tries: journal.tries, p99Ms: percentile(latencies, 99) },
    }
  } finally {
    clearTimeout(silence)
    await arena.remove()
  }
}
