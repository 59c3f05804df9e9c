/** What every session is set to, and what a server must answer before anything is trusted to it. */
import type { ClientBase } from 'pg'
import type { Log } from '../../ports.ts'

/** How long a statement waits for a lock, in milliseconds: the writer that everybody uses must not stand still. */
export const LOCK_TIMEOUT_MS = { hasty: 100, patient: 5000 } as const

/** Values by name, in the form in which the server shows them. */
export type SessionSettings = Readonly<Record<string, string>>

/**
 * A node that is frozen in the middle of a transaction loses it after three seconds, which is less than the patient
 * wait for a lock: the others go on instead of failing.
 */
const COMMON: SessionSettings = {
  idle_in_transaction_session_timeout: '3s',
  statement_timeout: '15s',
  tcp_keepalives_idle: '3',
  tcp_keepalives_interval: '2',
  tcp_keepalives_count: '2',
  // Our statements are short: compiling one takes longer than running it.
  jit: 'off',
}

/** Of a session that only reads. */
export const READER_SETTINGS: SessionSettings = { ...COMMON, lock_timeout: '5s' }

/** Of a session that writes. */
export function writerSettings(lockTimeoutMs: number): SessionSettings {
  return {
    ...COMMON,
    lock_timeout: lockTimeoutMs % 1000 === 0 ? `${lockTimeoutMs / 1000}s` : `${lockTimeoutMs}ms`,
    // Plans are kept: one made while a table was empty must not read the whole of it when it has grown.
    enable_seqscan: 'off',
    enable_hashjoin: 'off',
    enable_mergejoin: 'off',
  }
}

/** Those that a server shows as 0 where they mean nothing, e.g. on a Unix socket. */
const ONLY_OVER_TCP = /^tcp_/

/** Sets a session and reads it back. @throws Error when the server did not take a setting */
export async function applySettings(client: ClientBase, settings: SessionSettings): Promise<void> {
  const { rows } = await client.query<{ name: string; value: string }>(
    'SELECT "name", set_config("name", "value", false) AS "value" FROM unnest($1::text[], $2::text[]) AS given("name", "value")',
    [Object.keys(settings), Object.values(settings)],
  )
  for (const { name, value } of rows)
    if (value !== settings[name] && !ONLY_OVER_TCP.test(name))
      throw new Error(`Expected PostgreSQL to take ${name} = ${settings[name]}, but it answered ${value}.`)
  try {
    // A statement whose client has gone ends within a second, and gives its locks back.
    await client.query("SELECT set_config('client_connection_check_interval', '1s', false)")
  } catch {
    // Unknown before version 14, and not there on every system.
  }
}

interface ServerFacts {
  readonly version: number
  readonly commits: string
  readonly syncs: string
  readonly encoding: string
}

/** Before version 12 a statement's plan could not be kept as we need it, and nobody supports those any more. */
const OLDEST_VERSION = 120000

/** @throws Error when the server is too old, or would acknowledge what is not on disk */
export async function checkServer(client: ClientBase, log: Log): Promise<void> {
  const { rows } = await client.query<ServerFacts>(
    `SELECT current_setting('server_version_num')::int AS "version", current_setting('synchronous_commit') AS "commits",
      current_setting('fsync') AS "syncs", current_setting('server_encoding') AS "encoding"`,
  )
  const [server] = rows
  if (!server) throw new Error('Expected PostgreSQL to tell its settings, but it told nothing.')
  const { version, commits, syncs, encoding } = server
  if (version < OLDEST_VERSION)
    throw new Error(`Expected PostgreSQL 12 or newer, but this one has version number ${version}.`)
  if (encoding !== 'UTF8') throw new Error(`Expected a database in encoding UTF8, but it is in ${encoding}.`)
  if (commits !== 'on' && commits !== 'remote_apply')
    throw new Error(
      `Expected PostgreSQL with synchronous_commit on, but it is "${commits}": acknowledged work could be lost. Set it for the database or the role.`,
    )
  if (syncs !== 'on')
    log.warn({ fsync: syncs }, 'PostgreSQL runs without fsync: a power cut loses everything. For tests only.')
}
