/**
 * A disk that fills up under the clients and has room again later. What was acknowledged stays, what cannot be stored is
 * refused as unavailable, and the same process works on when there is room.
 */
import { spawnSync } from 'node:child_process'
import { rmSync, statfsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { type Finding, findFaults } from './checks/check.ts'
import { type Outcome, type RunOptions, faulty, unfinished, untilAcknowledged } from './run.ts'
import { copyDatabase, newFolder, openPlayground, removeFolder } from './victim/playground.ts'
import { RemoteVictim } from './victim/remote-victim.ts'
import { Crowd } from './workload/crowd.ts'
import { Journal } from './workload/journal.ts'
import { createRandom } from './workload/random.ts'

/** How often the disk fills up. */
export interface DiskFullOptions extends RunOptions {
  /** Cases under way at the same time. Default 24. */
  readonly cases?: number
  readonly times: number
}

/** The whole disk of the victim: small, so that it is filled at once. */
const DISK_BYTES = 24 * 1_048_576
/** What is left when it is "full": some transactions still fit, then none does. */
const LEFT_BYTES = 150_000
const BALLAST = 'ballast'
const WORKS_MS = 300
const FULL_MS = 500
const MOST_MORE_PAUSES = 20
/** The bound of what "works again" means. */
const WORKS_AGAIN_WITHIN_MS = 5000

/** Runs a program with a small disk of its own mounted at a folder; the mount goes with the process. */
const withSmallDisk = (folder: string): string[] => [
  'unshare',
  ...(process.getuid?.() === 0 ? ['--mount'] : ['--mount', '--map-root-user']),
  'sh',
  '-c',
  `mount -t tmpfs -o size=${DISK_BYTES},mode=700 none "$0" && exec "$@"`,
  folder,
]

/** @returns why no disk can be filled here; null when one can */
export function whyNoFullDisk(): string | null {
  const folder = newFolder()
  try {
    const [program, ...args] = [...withSmallDisk(folder), 'true']
    const tried = spawnSync(program, args)
    if (tried.error) return 'there is no "unshare"'
    return tried.status === 0 ? null : `no disk can be mounted: ${tried.stderr.toString().trim()}`
  } finally {
    removeFolder(folder)
  }
}

/** Fills the disk while the crowd works, makes room again, and compares. */
export async function runDiskFull({ seed, fault, times, cases }: DiskFullOptions): Promise<Outcome> {
  const playground = await openPlayground()
  const victim = new RemoteVictim(withSmallDisk(playground.folder))
  const journal = new Journal()
  const crowd = new Crowd({ journal, random: createRandom(seed), cases })
  const findings: Finding[] = []
  let worksAgainMs = 0
  let refused = 0
  try {
    await victim.loaded
    // The small disk, as the victim sees it; we see the folder below it.
    const disk = join('/proc', String(victim.pid), 'root', playground.folder)
    copyDatabase(playground.folder, disk)
    await victim.open({ database: playground.address, seed, ...faulty(fault) })
    const over = new AbortController()
    const working = crowd.work(victim, over.signal)
    for (let time = 0; time < times; time++) {
      await pause(WORKS_MS)
      fill(disk)
      const before = journal.unavailable
      await pause(FULL_MS)
      // On a busy machine the crowd needs longer to run into it.
      for (let more = 0; journal.unavailable === before && more < MOST_MORE_PAUSES; more++) await pause(FULL_MS)
      refused += journal.unavailable - before
      rmSync(join(disk, BALLAST))
      worksAgainMs = Math.max(worksAgainMs, await untilAcknowledged(journal, WORKS_AGAIN_WITHIN_MS))
    }
    over.abort()
    await working
    if (refused === 0 && fault === undefined)
      findings.push({ check: 'faultless', sentence: 'The disk was full, but nobody was told.' })
    if (worksAgainMs >= WORKS_AGAIN_WITHIN_MS)
      findings.push({ check: 'ended', sentence: `With room again nothing was stored for ${WORKS_AGAIN_WITHIN_MS} ms.` })
    if (fault === undefined) findings.push(...unfinished(await crowd.finish(victim)))
    victim.freeze()
    copyDatabase(disk, playground.folder)
    findings.push(...findFaults(await playground.snapshot(), journal, fault === undefined))
    return { findings, acknowledged: journal.acknowledged, figures: { refused, worksAgainMs } }
  } finally {
    await victim.kill()
    await playground.remove()
  }
}

function fill(disk: string): void {
  const { bavail, bsize } = statfsSync(disk)
  try {
    writeFileSync(join(disk, BALLAST), Buffer.alloc(Math.max(0, bavail * bsize - LEFT_BYTES)))
  } catch {
    // The victim was quicker: fuller than full.
  }
}
