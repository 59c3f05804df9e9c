/** Folders with a database in which everything is deployed; made once, copied for every run. */
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { EMBEDDED } from '../../../engine/engine-defaults.ts'
import { TYPICAL } from '../../../engine/model/deployment.ts'
import { silentLog } from '../../support/silent-log.ts'
import { readSqlite } from '../checks/snapshot.ts'
import { BUNDLE } from '../workload/processes.ts'
import type { Arena } from './arena.ts'
import { openVictim } from './open-victim.ts'

/** Name of the database in its folder. */
export const DATABASE_FILE = 'engine.db'

/** A SQLite database in a folder of its own, which is removed with everything in it. */
export interface Playground extends Arena {
  readonly folder: string
  /** The database file. */
  readonly path: string
}

const folders = new Set<string>()
process.on('exit', () => {
  for (const folder of folders) removeFolder(folder)
})

let template: Promise<string> | null = null

/** @param from folder whose database is taken along; default: one with everything deployed and no case */
export async function openPlayground(from?: string): Promise<Playground> {
  const source = from ?? (await deployedDatabase())
  const folder = newFolder()
  copyDatabase(source, folder)
  const path = join(folder, DATABASE_FILE)
  return {
    folder,
    path,
    address: { path },
    async snapshot() {
      // Of a copy: opening it is a recovery, and that is the next victim's.
      const copy = newFolder()
      try {
        copyDatabase(folder, copy)
        return await readSqlite(join(copy, DATABASE_FILE))
      } finally {
        removeFolder(copy)
      }
    },
    remove: async () => removeFolder(folder),
  }
}

/** The folder of a database with everything deployed, and no case. */
export function deployedDatabase(): Promise<string> {
  return (template ??= makeTemplate())
}

/** Copies database and log from one folder to another; not the index, which is made anew. */
export function copyDatabase(from: string, to: string): void {
  for (const file of [DATABASE_FILE, `${DATABASE_FILE}-wal`])
    if (existsSync(join(from, file))) copyFileSync(join(from, file), join(to, file))
}

/** A new folder, removed at the latest when this process ends. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ritums-crash-'))
  folders.add(folder)
  return folder
}

/** Removes such a folder with everything in it. */
export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true })
  folders.delete(folder)
}

async function makeTemplate(): Promise<string> {
  const folder = newFolder()
  const database = { path: join(folder, DATABASE_FILE) }
  const engine = await openVictim({ database, seed: 'template', workers: false }, silentLog)
  await engine.deploy({ by: EMBEDDED, name: 'crash', owner: TYPICAL, resources: BUNDLE, activate: true })
  await engine.close()
  return folder
}
