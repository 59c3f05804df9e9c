/**
 * Timers that all come due while nothing runs. Each fires once when the engine is back, although it is killed half way,
 * and people are answered meanwhile.
 */
import { setTimeout as pause } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { silentLog } from '../support/silent-log.ts'
import { type Finding, findFaults } from './checks/check.ts'
import type { Snapshot } from './checks/snapshot.ts'
import { type Outcome, type RunOptions, faulty, percentile, unfinished } from './run.ts'
import { openVictim } from './victim/open-victim.ts'
import { openPlayground } from './victim/playground.ts'
import { RemoteVictim } from './victim/remote-victim.ts'
import { Crowd } from './workload/crowd.ts'
import { CLIENT } from './workload/door.ts'
import { Journal } from './workload/journal.ts'
import { SLEEPER } from './workload/processes.ts'
import { createRandom } from './workload/random.ts'

/** How many timers. */
export interface TimersOptions extends RunOptions {
  /** Cases under way at the same time. Default 24. */
  readonly cases?: number
  readonly timers: number
}

const DOWNTIME_MS = 2 * 60 * 60_000
/** People at work meanwhile. */
const CLIENTS = 4
const STARTED_TOGETHER = 256
const FIRED_WITHIN_MS = 120_000
/** How often the timers that are left are counted. */
const LOOK_MS = 50

/** Lets all of them come due at once; the first victim is killed when half of them have fired. */
export async function runTimers({ seed, fault, timers, cases }: TimersOptions): Promise<Outcome> {
  const playground = await openPlayground()
  const journal = new Journal()
  const latencies: number[] = []
  const onLatency = (ms: number): number => latencies.push(ms)
  const crowd = new Crowd({ journal, random: createRandom(seed), clients: CLIENTS, cases, onLatency })
  let victim = new RemoteVictim()
  let firedMs = 0

  const live = async (life: string, until: number): Promise<() => Promise<void>> => {
    const clockAheadMs = DOWNTIME_MS
    await victim.open({ database: playground.address, seed: `${seed}/${life}`, clockAheadMs, ...faulty(fault) })
    const over = new AbortController()
    const working = crowd.repeatUnknown(victim).then(() => crowd.work(victim, over.signal))
    firedMs += await untilLeft(playground.path, until)
    return async () => {
      over.abort()
      await working
    }
  }

  try {
    await putToSleep(playground.path, seed, timers)
    const endOfFirst = await live('first', timers / 2)
    await victim.kill()
    await endOfFirst()
    victim = new RemoteVictim()
    const endOfSecond = await live('second', 0)
    await endOfSecond()
    const left = fault === undefined ? await crowd.finish(victim) : []
    await victim.close()
    const snapshot = await playground.snapshot()
    return {
      findings: [...findFaults(snapshot, journal), ...woken(snapshot, timers), ...unfinished(left)],
      acknowledged: journal.acknowledged,
      figures: { timers, firedWithinMs: Math.round(firedMs), p99Ms: percentile(latencies, 99) },
    }
  } finally {
    await victim.kill()
    await playground.remove()
  }
}

/** Cases that wait for an hour, and a server that is stopped then. */
async function putToSleep(path: string, seed: string, timers: number): Promise<void> {
  const engine = await openVictim({ database: { path }, seed, workers: false }, silentLog)
  for (let started = 0; started < timers; started += STARTED_TOGETHER) {
    const several = Array.from({ length: Math.min(STARTED_TOGETHER, timers - started) })
    await Promise.all(several.map(() => engine.startProcessInstance({ by: CLIENT, processKey: SLEEPER })))
  }
  await engine.close()
}

/** @returns how long it took until no more than so many sleepers' timers were left */
async function untilLeft(path: string, most: number): Promise<number> {
  const since = performance.now()
  const database = new Database(path, { readonly: true })
  try {
    const count = database.prepare(`SELECT count(*) FROM timer WHERE element_id = 'sleep'`).pluck()
    while (Number(count.get()) > most && performance.now() - since < FIRED_WITHIN_MS) await pause(LOOK_MS)
  } finally {
    database.close()
  }
  return performance.now() - since
}

/** That none fired twice is what the other checks see. */
function woken({ history, timers: waiting, tasks }: Snapshot, timers: number): Finding[] {
  const sleeping = waiting.filter(({ elementId }) => elementId === 'sleep').length
  const fired = history.filter(({ type, elementId }) => type === 'timer-fired' && elementId === 'sleep').length
  const awake = tasks.filter(({ elementId }) => elementId === 'wake').length
  if (sleeping === 0 && fired === timers && awake === timers) return []
  const sentence = `Of ${timers} timers ${fired} fired and woke ${awake} cases; ${sleeping} still wait.`
  return [{ check: 'ended', sentence }]
}
