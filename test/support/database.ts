/**
 * A database for one test, of the kind that the tests run on: SQLite, or PostgreSQL where TEST_DATABASE_URL names a
 * server (`tools/test.mjs` runs those that depend on the database once on each).
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

const kept: string[] = []

async function freshPostgres({ like, empty = false }: TestDatabaseOptions): Promise<TestDatabase> {
  if (empty) return postgresOf(await create(null), drop)
  if (like !== undefined) return postgresOf(await create(String(like)), drop)
  const template = await (withTables ??= makeTables())
  return postgresOf(spare.pop() ?? (await create(template.name)), (name) => wipe(name, template))
}

function postgresOf(name: string, away: (name: string) => Promise<unknown>): TestDatabase {
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
      if (!kept.includes(name)) await away(name)
      rmSync(files, { recursive: true, force: true })
    },
  }
}

/** A database that has its tables and nothing else. */
interface WithTables {
  readonly name: string
  readonly shape: string
  /** Rows that the migrations put into it, as JSON, by table. */
  readonly rows: ReadonlyMap<string, string>
}

let withTables: Promise<WithTables> | null = null

/** Databases as their template, for the next test: making and dropping one takes the server longer than most tests. */
const spare: string[] = []

/** What a test may have changed beside rows; then its database is nobody else's. */
const SHAPE = `SELECT concat_ws(' ',
  (SELECT count(*) FROM pg_attribute), (SELECT count(*) FROM pg_trigger), (SELECT count(*) FROM pg_constraint),
  (SELECT count(*) FROM pg_proc), (SELECT count(*) FROM pg_namespace),
  (SELECT count(*) FROM pg_db_role_setting JOIN pg_database d ON d.oid = setdatabase WHERE datname = current_database())
) AS shape`
/** Tables that have, or had, rows: what was emptied has no room any more. */
const FILLED = `SELECT relname AS name FROM pg_class
  WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname <> 'migration' AND pg_relation_size(oid) > 0`
const ALONE = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
  WHERE datname = current_database() AND pid <> pg_backend_pid()`

async function makeTables(): Promise<WithTables> {
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
  return at(name, async (client) => {
    const rows = new Map<string, string>()
    for (const table of await filled(client)) {
      const { rows: found } = await client.query<{ all: string }>(`SELECT json_agg(t)::text AS all FROM "${table}" t`)
      rows.set(table, found[0]?.all ?? '[]')
    }
    return { name, shape: await shapeOf(client), rows }
  })
}

/** Takes everything away that a test has left; whoever still uses the database loses it. */
async function wipe(name: string, { shape, rows }: WithTables): Promise<void> {
  const isClean = await at(name, async (client) => {
    await client.query(ALONE)
    if ((await shapeOf(client)) !== shape) return false
    const tables = await filled(client)
    if (tables.length > 0)
      await client.query(`TRUNCATE ${tables.map((t) => `"${t}"`).join(', ')} RESTART IDENTITY CASCADE`)
    for (const [table, all] of rows)
      await client.query(`INSERT INTO "${table}" SELECT * FROM json_populate_recordset(NULL::"${table}", $1)`, [all])
    return true
  })
  if (isClean) spare.push(name)
  else await drop(name)
}

async function shapeOf(client: Client): Promise<string> {
  return (await client.query<{ shape: string }>(SHAPE)).rows[0]?.shape ?? ''
}

async function filled(client: Client): Promise<readonly string[]> {
  return (await client.query<{ name: string }>(FILLED)).rows.map(({ name }) => name)
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

async function at<T>(database: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: urlOf(database) })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
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
  void Promise.all([...kept.splice(0), ...spare.splice(0)].map(drop))
})
