/**
 * A database for one test, of the kind that the tests run on: SQLite, or PostgreSQL where TEST_DATABASE_URL names a
 * server (`tools/test.mjs` runs those that depend on the database once on each). Copies of a database with its tables ready are quick: some
 * 50 ms on PostgreSQL.
 */
import { randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { API_MIGRATIONS, API_TABLES } from '../../api/tables.ts'
import type { DatabaseAddress } from '../../engine/ports.ts'
import { openStore } from '../../engine/store/open-store.ts'
import { silentLog } from './silent-log.ts'

/** Address of the server on which tests make and drop databases of their own; empty for SQLite. */
const SERVER = process.env['TEST_DATABASE_URL'] ?? ''

/** The kind of database that the tests run on. */
export const DATABASE_KIND = SERVER === '' ? 'sqlite' : 'postgres'

/** A database that is nobody else's. */
export interface TestDatabase {
  readonly address: DatabaseAddress
  /** The settings with which the server of the API opens it. */
  readonly environment: Readonly<Record<string, string>>
  /** A picture of it as it is now, for `like`. Everybody must have closed it, and it is not to be used any more. */
  keep(): Promise<Template>
  /** Takes it away, whoever still uses it. */
  release(): Promise<void>
}

/** What new databases can be made like. */
export type Template = Buffer | string

export interface TestDatabaseOptions {
  /** SQLite: in a file, which can be closed and opened again, rather than in memory. PostgreSQL always can. */
  readonly onDisk?: boolean
  /** With everything that another had in it. */
  readonly like?: Template
  /** Without any tables. */
  readonly empty?: boolean
}

/** A new database, with its tables where making them would take long. */
export function freshDatabase(options: TestDatabaseOptions = {}): Promise<TestDatabase> {
  return DATABASE_KIND === 'sqlite' ? freshSqlite(options) : freshPostgres(options)
}

async function freshSqlite({ onDisk = false, like }: TestDatabaseOptions): Promise<TestDatabase> {
  const folder = onDisk || like !== undefined ? mkdtempSync(join(memory() ?? tmpdir(), 'ritums-')) : null
  const path = folder === null ? ':memory:' : join(folder, 'ritums.db')
  if (like !== undefined) writeFileSync(path, like)
  const files = filesFolder()
  return {
    address: { path },
    environment: { DATABASE_PATH: path, FILES_PATH: files },
    keep: async () => readFileSync(path),
    async release() {
      if (folder !== null) rmSync(folder, { recursive: true })
      rmSync(files, { recursive: true, force: true })
    },
  }
}

/** A path for files beside the database; the folder is made when one comes. */
const filesFolder = (): string => join(tmpdir(), `ritums-files-${randomUUID()}`)
const MEMORY = '/dev/shm'
const MEMORY_BYTES = 2 ** 29

/**
 * A folder that is no disk, where there is one with room: nothing here asks what survives a power cut (`test/crash`
 * does), and waiting for the disk at every commit was a good part of the tests' time.
 */
function memory(): string | null {
  try {
    const { bavail, bsize } = statfsSync(MEMORY)
    return bavail * bsize > MEMORY_BYTES ? MEMORY : null
  } catch {
    return null
  }
}

let withTables: Promise<string> | null = null
const kept: string[] = []

async function freshPostgres({ like, empty = false }: TestDatabaseOptions): Promise<TestDatabase> {
  const name = empty ? await create(null) : await create(String(like ?? (await (withTables ??= makeTables()))))
  const url = urlOf(name)
  const files = filesFolder()
  return {
    address: { url },
    environment: { DATABASE_URL: url, FILES_PATH: files },
    async keep() {
      kept.push(name)
      return name
    },
    async release() {
      if (!kept.includes(name)) await drop(name)
      rmSync(files, { recursive: true, force: true })
    },
  }
}

async function makeTables(): Promise<string> {
  const name = await create(null)
  kept.push(name)
  const store = await openStore({
    url: urlOf(name),
    clock: { now: () => new Date() },
    log: silentLog,
    entities: API_TABLES,
    migrations: API_MIGRATIONS,
  })
  await store.close()
  return name
}

async function create(template: string | null): Promise<string> {
  // No counter: one process may load this file twice, once for each kind of import.
  const name = `ritums_test_${randomUUID()}`
  await ask(`CREATE DATABASE "${name}"${template === null ? '' : ` TEMPLATE "${template}"`}`)
  return name
}

const drop = (name: string): Promise<unknown[]> => ask(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`)

function urlOf(database: string): string {
  const url = new URL(SERVER)
  url.pathname = `/${database}`
  return url.href
}

/** Asks the server, beside everything that is under test. */
export async function ask(sql: string, values: unknown[] = []): Promise<unknown[]> {
  const client = new Client({ connectionString: SERVER })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(sql, values)).rows
  } finally {
    await client.end()
  }
}

// What others are made like lives as long as the tests.
process.once('beforeExit', () => {
  void Promise.all(kept.splice(0).map(drop))
})
