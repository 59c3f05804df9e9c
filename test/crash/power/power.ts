/**
 * Power loss. A victim is run under `strace`; its writes are replayed up to random moments, and what a disk may have
 * kept of them is opened by the engine's own store and compared with what had been acknowledged by then. kill -9 does
 * not show this: the operating system still has everything that a killed process wrote.
 */
import { spawn, spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { silentLog } from '../../support/silent-log.ts'
import { type Finding, findFaults } from '../checks/check.ts'
import { readSqlite } from '../checks/snapshot.ts'
import { type Outcome, type RunOptions, faulty } from '../run.ts'
import { keepTrackOf, killAndWait } from '../victim/children.ts'
import { type VictimOptions, openVictim } from '../victim/open-victim.ts'
import { type Playground, openPlayground } from '../victim/playground.ts'
import { type Told, Journal } from '../workload/journal.ts'
import { type Random, createRandom } from '../workload/random.ts'
import { Disk, type Loss } from './disk.ts'
import { type DiskEvent, TRACED_CALLS, readTrace } from './trace.ts'

/** How much is recorded, and how often the power goes. */
export interface PowerOptions extends RunOptions {
  /** Moments at which the power goes, each with one image of the disk. */
  readonly images: number
  /** Acknowledgements recorded. Default 300. */
  readonly acknowledgements?: number
}

const script = fileURLToPath(new URL('power-victim.ts', import.meta.url))
const root = fileURLToPath(new URL('../../..', import.meta.url))
const LOSSES: readonly Loss[] = ['everything', 'sectors', 'end']
const RECORDED_WITHIN_MS = 120_000
const LONGEST_WRITE = 1_048_576
/** Pages in the log before it is folded into the database: few, so that a short recording holds that many times. */
const CHECKPOINT_PAGES = 100

/** @returns why the power cannot be cut here; null when it can */
export function whyNoPowerLoss(): string | null {
  const tried = spawnSync('strace', ['-f', '-o', '/dev/null', 'true'])
  if (tried.error) return 'strace is not installed'
  return tried.status === 0 ? null : `strace may not trace here: ${tried.stderr.toString().trim()}`
}

/** Records one victim and cuts its power at random moments. */
export async function runPowerLosses(options: PowerOptions): Promise<Outcome> {
  const { seed, images } = options
  const random = createRandom(`${seed}/power`)
  const playground = await openPlayground()
  try {
    const before = new Map([[playground.path, readFileSync(playground.path)]])
    const events = await record(options, playground)
    // Each cut goes a little further than the one before, over the same disk.
    const cuts = Array.from({ length: images }, () => random.below(events.length)).sort((a, b) => a - b)
    const disk = new Disk(before)
    const journal = new Journal()
    const findings: Finding[] = []
    let at = 0
    let inFlight = 0
    for (const cut of cuts) {
      for (; at <= cut; at++) replay(events[at], disk, journal)
      if (disk.atRisk > 0) inFlight += 1
      findings.push(...(await comesBack(disk, random, playground, journal)))
    }
    return {
      findings,
      acknowledged: journal.acknowledged,
      figures: { images, imagesWithWritesAtRisk: inFlight, events: events.length },
    }
  } finally {
    await playground.remove()
  }
}

/** The victim's writes and acknowledgements in their order. */
async function record(
  { seed, fault, acknowledgements = 300 }: PowerOptions,
  { folder, path }: Playground,
): Promise<readonly DiskEvent[]> {
  const trace = join(folder, 'trace')
  const told = join(folder, ACKNOWLEDGEMENTS)
  const options: VictimOptions = { database: { path }, seed, checkpointPages: CHECKPOINT_PAGES, ...faulty(fault) }
  const strace = ['-f', '--seccomp-bpf', '-y', '-xx', '-qq', '-e', 'signal=none', '-s', String(LONGEST_WRITE)]
  const victim = [process.execPath, '--import', 'tsx', script, JSON.stringify(options), told, String(acknowledgements)]
  const child = keepTrackOf(
    spawn('strace', [...strace, '-e', `trace=${TRACED_CALLS.join()}`, '-o', trace, ...victim], {
      cwd: root,
      stdio: ['ignore', 'ignore', 'pipe'],
    }),
  )
  let complaints = ''
  child.stderr.on('data', (text: Buffer) => (complaints += text.toString()))
  const timer = setTimeout(() => void killAndWait(child), RECORDED_WITHIN_MS)
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
  clearTimeout(timer)
  if (code !== 0)
    throw new Error(`Expected the recorded victim to end with 0, but it ended with ${code}. ${complaints}`)
  const ours = [path, `${path}-wal`, `${path}-journal`, told]
  const events = readTrace(readFileSync(trace, 'utf8'), (name) => ours.includes(name))
  rmSync(trace)
  return events
}

const ACKNOWLEDGEMENTS = 'acknowledged'

function replay(event: DiskEvent | undefined, disk: Disk, journal: Journal): void {
  if (event?.kind === 'write' && basename(event.path) === ACKNOWLEDGEMENTS) {
    const { answer, ...told } = JSON.parse(event.data.toString()) as Told & { answer: unknown }
    journal.cameBack(journal.sent(told), { kind: 'acknowledged', answer })
  } else if (event) disk.apply(event)
}

/** The machine starts again: the store opens what is there, and everything is compared. */
async function comesBack(disk: Disk, random: Random, { folder }: Playground, journal: Journal): Promise<Finding[]> {
  const place = join(folder, 'after')
  mkdirSync(place)
  const loss = random.pick(LOSSES)
  try {
    for (const [path, content] of disk.afterPowerLoss(loss, random)) writeFileSync(join(place, basename(path)), content)
    const path = join(place, 'engine.db')
    const engine = await openVictim({ database: { path }, seed: 'after', workers: false }, silentLog)
    await engine.close()
    return findFaults(await readSqlite(path), journal).map((finding) => ({
      ...finding,
      sentence: `After losing ${loss}: ${finding.sentence}`,
    }))
  } catch (error) {
    return [{ check: 'damaged', sentence: `After losing ${loss}: ${String(error)}` }]
  } finally {
    rmSync(place, { recursive: true })
  }
}
