/** Folders with a database in which everything is deployed; made once, copied for every run. */
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { EMBEDDED } from '../../../engine/engine-defaults.ts'
import { TYPICAL } from '../../../engine/model/deployment.ts'
import { silentLog } from '../../support/silent-log.ts'
import { BUNDLE } from '../workload/processes.ts'
import { openVictim } from './open-victim.ts'

/** Name of the database in its folder. */
export const DATABASE_FILE = 'engine.db'

/** A folder of a run's own, which is removed with everything in it. */
export interface Playground {
  readonly folder: string
  /** The database file. */
  readonly path: string
  /** Copies the database as it lies there now, with its log. @returns path of the copy */
  copy(): string
  remove(): void
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
  return {
    folder,
    path: join(folder, DATABASE_FILE),
    copy() {
      const target = join(folder, 'copy')
      rmSync(target, { recursive: true, force: true })
      mkdirSync(target)
      copyDatabase(folder, target)
      return join(target, DATABASE_FILE)
    },
    remove: () => removeFolder(folder),
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
