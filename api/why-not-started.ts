/** What the system says when it will not let the server start, in sentences for the person who starts it. */
import type { Config } from './config.ts'

type Settings = Pick<Config, 'host' | 'port' | 'databasePath'>

/** @returns a sentence, or null where nothing in the settings or on the machine can be mended */
export function whyNotStarted(error: unknown, { host, port, databasePath }: Settings): string | null {
  if (!(error instanceof Error)) return null
  const code = codeOf(error) ?? codeOf(error.cause)
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

/** Other codes of SQLite are faults of ours. */
const UNUSABLE_FILE = /^SQLITE_(CANTOPEN|NOTADB|READONLY|PERM|AUTH|CORRUPT|FULL|IOERR)/

function codeOf(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null
}
