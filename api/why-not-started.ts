/** What the system says when it will not let the server start, in sentences for the person who starts it. */
import { maskedUrl, type Config } from './config.ts'

type Settings = Pick<Config, 'host' | 'port' | 'databasePath' | 'databaseUrl'>

/** @returns a sentence, or null where nothing in the settings or on the machine can be mended */
export function whyNotStarted(error: unknown, { host, port, databasePath, databaseUrl }: Settings): string | null {
  if (!(error instanceof Error)) return null
  const code = codeOf(error) ?? codeOf(error.cause)
  const unreachable = databaseUrl === '' ? undefined : WHY_NO_POSTGRES[code ?? '']
  // A server that cannot listen has these codes, too.
  if (unreachable !== undefined && !('syscall' in error && error.syscall === 'listen'))
    return `Expected to reach the database of DATABASE_URL "${maskedUrl(databaseUrl)}", but ${unreachable}`
  if (code === 'EADDRINUSE')
    return `Expected port ${port} of ${host} to be free, but another program listens there. Stop that one, or set PORT.`
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return `Expected HOST to be an address of this machine, but it is "${host}".`
  if ('syscall' in error && error.syscall === 'listen')
    return `Expected to listen on port ${port} of ${host}, but the system said: ${error.message}. Set PORT or HOST.`
  // Who holds the database is in the message already.
  if (code === 'SQLITE_BUSY') return error.message
  if (UNUSABLE_FILE.test(code ?? '') || ('syscall' in error && error.syscall === 'mkdir'))
    return `Expected DATABASE_PATH "${databasePath}" to be a SQLite database that can be read and written, but the system said: ${error.message}.`
  return null
}

/** What PostgreSQL and the network answer to who cannot come in. */
const WHY_NO_POSTGRES: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there. Is PostgreSQL running, and is the port right?',
  ENOTFOUND: 'its host has no address. Is the name right?',
  ETIMEDOUT: 'it does not answer. Is there a firewall in between?',
  '28P01': 'the user or the password is wrong.',
  '28000': 'it does not let this user in. See pg_hba.conf of PostgreSQL.',
  '3D000': 'there is no such database. Create it: createdb -O <user> <name>',
  '42501': 'its user may not do what is needed. Make that user the owner of the database.',
  '53300': 'it has no connection left. Raise max_connections of PostgreSQL, or stop other nodes.',
  '57P03': 'it is still starting. Try again in a moment.',
}

/** Other codes of SQLite are faults of ours. */
const UNUSABLE_FILE = /^SQLITE_(CANTOPEN|NOTADB|READONLY|PERM|AUTH|CORRUPT|FULL|IOERR)/

function codeOf(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null
}
