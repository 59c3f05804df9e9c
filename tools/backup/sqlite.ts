/** Backup and restoration of a SQLite file. */
import { chmodSync, copyFileSync, existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import { lockDatabaseFile } from '../../engine/store/sqlite/process-lock.ts'
import { checkContent, checkMigrations, compareCounts, countRows, type Row } from './check-content.ts'
import { stampOf, toDisk } from './files.ts'
import type { Manifest } from './manifest.ts'
import { Trouble } from './trouble.ts'

/** The server may be about to rewind its log: a moment. */
const BUSY_MS = 10_000
const TABLES = `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name`
/** Beside the file, and part of it: the log of what is not in it yet, and its index. */
const PARTS = ['', '-wal', '-shm'] as const

export type Checked = Pick<Manifest, 'migrations' | 'counts'>

/** Copies what is committed at this moment; the server may go on writing. @throws {Trouble} */
export function copySqlite(source: string, target: string): void {
  if (!existsSync(source))
    throw new Trouble(1, `Expected a database at "${source}", but there is none. See DATABASE_PATH.`)
  const database = open(source)
  try {
    // One read transaction, and a file without what was deleted. The backup interface of SQLite would begin again whenever the server commits.
    database.prepare('VACUUM INTO ?').run(target)
  } catch (cause) {
    throw new Trouble(1, `Expected to copy "${source}" to "${target}", but SQLite said: ${reason(cause)}.`, { cause })
  } finally {
    database.close()
  }
  toDisk(target)
}

/** Opens the copy and looks at everything in it. @throws {Trouble} 3 */
export async function checkSqlite(path: string): Promise<Checked> {
  const database = open(path)
  try {
    const ask = (sql: string) => database.prepare<[], Row>(sql).all()
    const damage = ask('PRAGMA integrity_check(5)').map((row) => String(row['integrity_check']))
    if (damage.join() !== 'ok')
      throw new Trouble(3, `Expected "${path}" to be whole, but SQLite found: ${damage.join('; ')}.`)
    const loose = ask('PRAGMA foreign_key_check')
    if (loose.length > 0) {
      throw new Trouble(3, `Expected every row of "${path}" to have what it refers to, but ${loose.length} have not.`)
    }
    const migrations = await checkMigrations(ask, `"${path}"`)
    await checkContent(ask)
    return { migrations, counts: await countRows(ask, TABLES) }
  } catch (cause) {
    if (cause instanceof Trouble) throw cause
    throw new Trouble(3, `Expected "${path}" to be a whole database, but SQLite said: ${reason(cause)}.`, { cause })
  } finally {
    database.close()
  }
}

/**
 * Puts the copy in the place of the database, after looking at all of it there.
 *
 * @param force an existing database is kept beside the new one rather than a reason to refuse
 * @returns where the old database is, or null where there was none
 * @throws {Trouble}
 */
export async function restoreSqlite(
  { manifest, copy }: { readonly manifest: Manifest; readonly copy: string },
  target: string,
  { force, now }: { readonly force: boolean; readonly now: Date },
): Promise<string | null> {
  const existed = existsSync(target) && statSync(target).size > 0
  if (existed && !force) {
    throw new Trouble(
      1,
      `Expected no database at "${target}", but there is one. With --force it is kept under another name and replaced.`,
    )
  }
  const unlock = lock(target)
  const arriving = `${target}.restoring`
  try {
    rmSync(arriving, { force: true })
    copyFileSync(copy, arriving)
    chmodSync(arriving, 0o600)
    toDisk(arriving)
    const { counts } = await checkSqlite(arriving)
    if (counts && manifest.counts) compareCounts(counts, manifest.counts)

    const aside = existed ? `${target}.before-${stampOf(now)}` : null
    // A log that belongs to another file would be taken for this one's, and destroy it.
    for (const part of PARTS) {
      if (!existsSync(target + part)) continue
      if (aside === null) rmSync(target + part)
      else renameSync(target + part, aside + part)
    }
    renameSync(arriving, target)
    toDisk(dirname(target))
    return aside
  } finally {
    for (const part of PARTS) rmSync(arriving + part, { force: true })
    // The lock makes an empty file where there is none; left behind, it would look like a database.
    if (!existed && existsSync(target) && statSync(target).size === 0) rmSync(target)
    unlock()
  }
}

function lock(target: string): () => void {
  try {
    mkdirSync(dirname(target), { recursive: true })
    return lockDatabaseFile(target)
  } catch (cause) {
    throw new Trouble(1, reason(cause), { cause })
  }
}

function open(path: string): Database.Database {
  try {
    return new Database(path, { readonly: true, fileMustExist: true, timeout: BUSY_MS })
  } catch (cause) {
    throw new Trouble(1, `Expected to read "${path}", but SQLite said: ${reason(cause)}.`, { cause })
  }
}

function reason(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause)
}

/** The name of the copy in a backup. */
export const SQLITE_COPY = 'ritums.db'

/** The path of the copy in a folder. */
export const copyIn = (folder: string): string => join(folder, SQLITE_COPY)
