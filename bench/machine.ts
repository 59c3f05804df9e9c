/** What was measured on: figures of two machines, or of one machine with two loads, cannot be compared. */
import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs'
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os'
import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { figure } from './figure.ts'
import { median } from './rounds.ts'
import { scale } from './scale.ts'
import { benchFolder } from './temporary-folder.ts'

const FSYNCS = 300

/** Prints the first line: the disk's answer time, and what else the figures rest on. */
export function printMachine(): void {
  const folder = benchFolder()
  figure('machine: fsync of 4 kB', fsyncMicroseconds(folder), 'µs', {
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: availableParallelism(),
    memoryGB: Math.round(totalmem() / 2 ** 30),
    loadBefore: loadavg()[0],
    node: process.versions.node,
    sqlite: sqliteVersion(),
    folder,
    fileSystem: `0x${statfsSync(folder).type.toString(16)}`,
    scale: scale.name,
    rounds: scale.rounds,
    secondsPerRun: scale.seconds,
  })
}

function sqliteVersion(): string {
  const database = new SqliteDatabase(':memory:')
  const version = database.prepare<[], string>('SELECT sqlite_version()').pluck().get()
  database.close()
  return version ?? 'unknown'
}

function fsyncMicroseconds(parent: string): number {
  const folder = mkdtempSync(join(parent, 'ritums-bench-'))
  const file = openSync(join(folder, 'fsync'), 'w')
  const block = Buffer.alloc(4096, 1)
  const times: number[] = []
  for (let index = 0; index < FSYNCS; index++) {
    const began = performance.now()
    writeSync(file, block, 0, block.length, index * block.length)
    fdatasyncSync(file)
    times.push((performance.now() - began) * 1000)
  }
  closeSync(file)
  rmSync(folder, { recursive: true })
  return median(times)
}
