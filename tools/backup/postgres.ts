/**
 * Backup and restoration of a PostgreSQL database, by its own programs. The password goes to them by the environment:
 * a command line can be read by everybody on the machine.
 */
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { devNull } from 'node:os'
import { join } from 'node:path'
import { checkContent, checkMigrations, compareCounts, countRows, type Ask, type Row } from './check-content.ts'
import { stampOf, toDisk } from './files.ts'
import type { Manifest } from './manifest.ts'
import type { Checked } from './sqlite.ts'
import { Trouble } from './trouble.ts'

const COPY = 'ritums.dump'
const TABLES = `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename`
/** Without them there is no case to restore. */
const NEEDED = ['process_instance', 'history_event', 'migration']
/** Checks of a large database take longer than any request may. */
const PATIENT = '-c statement_timeout=0 -c lock_timeout=0 -c idle_in_transaction_session_timeout=0'
/** Every PostgreSQL has it; databases are made, renamed and dropped from there. */
const MAINTENANCE = 'postgres'

type Environment = Readonly<Record<string, string>>

/** @returns what the programs of PostgreSQL read from their environment */
export function environmentOf(databaseUrl: string): Environment {
  const url = new URL(databaseUrl)
  const parts: Record<string, string> = {
    PGHOST: url.searchParams.get('host') ?? decodeURIComponent(url.hostname),
    PGPORT: url.searchParams.get('port') ?? url.port,
    PGUSER: url.searchParams.get('user') ?? decodeURIComponent(url.username),
    PGPASSWORD: url.searchParams.get('password') ?? decodeURIComponent(url.password),
    PGDATABASE: decodeURIComponent(url.pathname.slice(1)),
    PGSSLMODE: url.searchParams.get('sslmode') ?? '',
    PGSSLROOTCERT: url.searchParams.get('sslrootcert') ?? '',
    PGSSLCERT: url.searchParams.get('sslcert') ?? '',
    PGSSLKEY: url.searchParams.get('sslkey') ?? '',
    PGCONNECT_TIMEOUT: '10',
    PGOPTIONS: PATIENT,
  }
  return Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== ''))
}

/** Copies what is committed at this moment; the servers may go on writing. @throws {Trouble} */
export async function dumpPostgres(
  databaseUrl: string,
  folder: string,
  { verifyRestore }: { readonly verifyRestore: boolean },
): Promise<Checked & { readonly copy: string }> {
  const environment = environmentOf(databaseUrl)
  const ask = askerOf(environment)
  const migrations = await checkMigrations(ask, 'DATABASE_URL')
  const copy = join(folder, COPY)
  await program('pg_dump', ['--format=custom', '--no-owner', '--no-privileges', `--file=${copy}`], environment)
  toDisk(copy)

  console.log('Checking the copy …')
  await checkDump(copy, environment)
  if (!verifyRestore) return { copy, migrations, counts: null }

  console.log('Restoring the copy to a database that is thrown away afterwards …')
  const name = nameBeside(environment, `check_${randomBytes(4).toString('hex')}`)
  const maintenance = { ...environment, PGDATABASE: MAINTENANCE }
  try {
    return { copy, migrations, counts: await restoreInto(name, copy, environment) }
  } finally {
    await statement(`DROP DATABASE IF EXISTS ${quoted(name)}`, maintenance)
  }
}

/**
 * Restores beside the database, looks at all of it, and only then changes the names.
 *
 * @returns the name under which the old database is kept; null where there was none, or nothing in it
 * @throws {Trouble}
 */
export async function restorePostgres(
  { manifest, copy }: { readonly manifest: Manifest; readonly copy: string },
  databaseUrl: string,
  { force, now }: { readonly force: boolean; readonly now: Date },
): Promise<string | null> {
  const environment = environmentOf(databaseUrl)
  const maintenance = { ...environment, PGDATABASE: MAINTENANCE }
  const name = environment['PGDATABASE'] ?? ''
  const askAll = askerOf(maintenance)
  const exists = (await askAll(`SELECT 1 AS one FROM pg_database WHERE datname = ${literal(name)}`)).length > 0
  const isEmpty = !exists || (await askerOf(environment)(TABLES)).length === 0
  if (!isEmpty && !force) {
    throw new Trouble(
      1,
      `Expected database "${name}" to be empty, but it has tables. With --force it is kept under another name and replaced.`,
    )
  }
  if (exists) await refuseWhileInUse(askAll, name)
  await checkDump(copy, environment)

  const arriving = nameBeside(environment, `restoring_${randomBytes(4).toString('hex')}`)
  try {
    const counts = await restoreInto(arriving, copy, environment)
    if (manifest.counts) compareCounts(counts, manifest.counts)
    const aside = isEmpty ? null : nameBeside(environment, `before_${stampOf(now)}`)
    if (aside !== null) await statement(`ALTER DATABASE ${quoted(name)} RENAME TO ${quoted(aside)}`, maintenance)
    else if (exists) await statement(`DROP DATABASE ${quoted(name)}`, maintenance)
    await statement(`ALTER DATABASE ${quoted(arriving)} RENAME TO ${quoted(name)}`, maintenance)
    return aside === null ? null : `database "${aside}"`
  } catch (error) {
    await statement(`DROP DATABASE IF EXISTS ${quoted(arriving)}`, maintenance)
    throw error
  }
}

/** @throws {Trouble} 1 */
async function refuseWhileInUse(ask: Ask, name: string): Promise<void> {
  const [row] = await ask(`SELECT COUNT(*) AS n FROM pg_stat_activity WHERE datname = ${literal(name)}`)
  const connections = Number(row?.['n'])
  if (connections > 0) {
    throw new Trouble(
      1,
      `Expected nobody to use database "${name}", but there are ${connections} connections. Stop every server first.`,
    )
  }
}

/** Lists the dump and reads it to its end: a list alone would not miss what was cut off. @throws {Trouble} 3 */
async function checkDump(copy: string, environment: Environment): Promise<void> {
  const list = await program('pg_restore', ['--list', copy], environment, 3)
  const missing = NEEDED.filter((table) => !new RegExp(` TABLE DATA \\S+ ${table} `).test(list))
  if (missing.length > 0)
    throw new Trouble(3, `Expected "${copy}" to have every table, but ${missing.join(', ')} is missing.`)
  await program('pg_restore', [`--file=${devNull}`, copy], environment, 3)
}

/** @returns rows of every table, after all checks @throws {Trouble} */
async function restoreInto(name: string, copy: string, environment: Environment): Promise<Record<string, number>> {
  await statement(`CREATE DATABASE ${quoted(name)} TEMPLATE template0 ENCODING 'UTF8'`, {
    ...environment,
    PGDATABASE: MAINTENANCE,
  })
  const there = { ...environment, PGDATABASE: name }
  await program('pg_restore', ['--exit-on-error', '--no-owner', '--no-privileges', `--dbname=${name}`, copy], there, 3)
  const ask = askerOf(there)
  await checkMigrations(ask, `"${copy}"`)
  await checkContent(ask)
  return countRows(ask, TABLES)
}

function askerOf(environment: Environment): Ask {
  return async (sql) => {
    const text = await statement(`SELECT coalesce(json_agg(row_to_json(r)), '[]') FROM (${sql}) r`, environment)
    return JSON.parse(text) as readonly Row[]
  }
}

function statement(sql: string, environment: Environment): Promise<string> {
  return program('psql', ['-X', '-q', '-A', '-t', '-v', 'ON_ERROR_STOP=1', '-c', sql], environment)
}

/** A database of its own beside the one that is used; names of PostgreSQL have 63 bytes. */
function nameBeside(environment: Environment, what: string): string {
  return `${(environment['PGDATABASE'] ?? '').slice(0, 30)}_${what}`
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}

/** @returns its output @throws {Trouble} with what it said; `exitCode` where it fails */
function program(
  name: string,
  args: readonly string[],
  environment: Environment,
  exitCode: 1 | 3 = 1,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(name, args, { env: { ...process.env, ...environment }, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    let said = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text))
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text))
    child.once('error', (cause) => {
      const missing = `Expected ${name}, which comes with the client programs of PostgreSQL, but it cannot be started: ${cause.message}.`
      reject(new Trouble(1, missing, { cause }))
    })
    child.once('close', (code) => {
      if (code === 0) resolve(output)
      else reject(new Trouble(exitCode, `Expected ${name} to succeed, but it said: ${said.trim() || `code ${code}`}`))
    })
  })
}
