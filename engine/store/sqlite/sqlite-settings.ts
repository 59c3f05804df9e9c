import type { Database } from 'better-sqlite3'

/** How long a statement waits for a lock that, with one process per file, only a backup tool can hold. */
const BUSY_TIMEOUT_MS = 5000

/** The pages that steps touch, also among a million cases at rest: the upper parts of every index. */
const CACHE_KIB = 64 * 1024

/** A commit that finds so many pages in the log moves them into the database, which costs it two more waits for the disk. */
const PAGES_IN_LOG = 4000

/**
 * Sets what durability rests on. WAL lets readers see the last commit while one writer works; `synchronous=FULL`
 * makes a commit wait for the disk: with the driver's default of NORMAL a power cut loses acknowledged commits.
 */
export function applySqliteSettings(connection: Database): void {
  connection.pragma('journal_mode = WAL')
  connection.pragma('synchronous = FULL')
  connection.pragma('foreign_keys = ON')
  connection.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`)
  connection.pragma(`cache_size = -${CACHE_KIB}`)
  connection.pragma(`wal_autocheckpoint = ${PAGES_IN_LOG}`)
  // What a statement would have to undo is kept in memory, not in a file beside.
  connection.pragma('temp_store = MEMORY')
}

/** @throws Error when the database did not take a setting: a file system without WAL must not look durable. */
export function checkSqliteSettings(connection: Database, path: string): void {
  const read = (name: string): unknown => connection.pragma(name, { simple: true })
  const journal = read('journal_mode')
  if (path !== ':memory:' && journal !== 'wal')
    throw new Error(`Expected database "${path}" in journal mode "wal", but it is "${String(journal)}".`)
  const synchronous = Number(read('synchronous'))
  if (!(synchronous >= 2))
    throw new Error(`Expected database "${path}" with synchronous FULL (2), but it is ${synchronous}.`)
  if (Number(read('foreign_keys')) !== 1)
    throw new Error(`Expected database "${path}" to check foreign keys, but it does not.`)
}
