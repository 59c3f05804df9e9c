import { closeSync, existsSync, mkdirSync, openSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'

/**
 * Makes sure that one process has the database file: an exclusive transaction on a small file beside it, which the
 * operating system gives up with the process, however that ends.
 *
 * @throws Error when another process holds it
 * @returns what gives the lock back
 */
export function lockDatabaseFile(path: string): () => void {
  mkdirSync(dirname(path), { recursive: true })
  makePrivate(path)
  const lock = new Database(`${path}.lock`, { timeout: 0 })
  try {
    lock.exec('BEGIN EXCLUSIVE')
  } catch (cause) {
    lock.close()
    throw new Error(`Expected database "${path}" to be free, but another server has it open. Stop that one first.`, {
      cause,
    })
  }
  return () => lock.close()
}

/** A new database is its owner's alone: it holds personal data. SQLite gives its log and index the same mode. */
function makePrivate(path: string): void {
  if (!existsSync(path)) closeSync(openSync(path, 'a', 0o600))
}
