/** Where the databases of the benchmarks lie: on a disk, because a file system in memory makes every fsync free. */
import { mkdtempSync, rmSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** `f_type` of statfs(2), by what Linux calls them. */
const IN_MEMORY: ReadonlyMap<number, string> = new Map([
  [0x01021994, 'tmpfs'],
  [0x858458f6, 'ramfs'],
])

/** `BENCH_FOLDER`, or the system's folder for temporary files. @throws Error when it is no disk */
export function benchFolder(): string {
  const folder = process.env['BENCH_FOLDER'] || tmpdir()
  const kind = IN_MEMORY.get(statfsSync(folder).type)
  if (kind !== undefined) {
    throw new Error(
      `Expected a folder on a disk, but "${folder}" is ${kind}, where a commit costs nothing. Set BENCH_FOLDER to another.`,
    )
  }
  return folder
}

/** Gives `work` an empty folder and removes it afterwards, also after a failure. */
export async function withFolder<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(join(benchFolder(), 'ritums-bench-'))
  try {
    return await work(folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}
