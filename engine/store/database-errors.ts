import { QueryFailedError, QueryRunnerAlreadyReleasedError } from 'typeorm'
import { StoreUnavailable } from '../model/errors.ts'

/** SQLite's words for a database that cannot work now; anything may follow them. */
const SQLITE_UNAVAILABLE = /^SQLITE_(FULL|BUSY|IOERR|LOCKED|READONLY|CANTOPEN|CORRUPT|NOTADB|NOMEM|PROTOCOL)/

/**
 * PostgreSQL's: connection (08), resources such as disk and connections (53), operator and time-outs (57), system (58),
 * a session that was ended because it rested (25P03), a server that only reads because another has taken over (25006);
 * and what the network says.
 */
const POSTGRES_UNAVAILABLE =
  /^(08...|53...|57...|58...|25P03|25006|ECONN\w+|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN)$/
const RESTED_TOO_LONG = '25P03'

/** The driver's words where it gives no code. */
const CONNECTION_LOST =
  /Connection terminated|connection timeout|timeout expired|timeout exceeded when trying to connect|Query read timeout|Client has encountered a connection error|not queryable/i

/** Others were in the way: a lock that did not come in time, a deadlock. */
const PASSING = /^(55P03|40P01|40001)$/

function codeOf(error: unknown): string {
  const driverError: unknown = error instanceof QueryFailedError ? error.driverError : error
  return driverError instanceof Error && 'code' in driverError ? String(driverError.code) : ''
}

/** Tells a database that cannot work now (full, locked, failing disk, gone) from every other error, which passes unchanged. */
export function asStoreError(error: unknown): unknown {
  if (error instanceof StoreUnavailable) return error
  const code = codeOf(error)
  const lost =
    error instanceof QueryRunnerAlreadyReleasedError ||
    (code === '' && error instanceof Error && CONNECTION_LOST.test(error.message))
  if (!lost && !SQLITE_UNAVAILABLE.test(code) && !POSTGRES_UNAVAILABLE.test(code)) return error
  return new StoreUnavailable(
    `Expected the database to store this, but it answered ${lost ? 'that the connection is lost' : code}. Nothing was changed; try again.`,
    { databaseCode: code },
    { cause: error },
  )
}

/** Whether somebody else was in the way, so that trying again may succeed. */
export function isPassing(error: unknown): boolean {
  return PASSING.test(codeOf(error))
}

/** Whether a row with this key has just been stored by somebody else. */
export function isRepetition(error: unknown): boolean {
  return codeOf(error) === '23505'
}

/** Whether the server had ended the session, and with it the transaction, before it was asked. */
export function isTimeOutOfRest(error: unknown): boolean {
  return codeOf(error) === RESTED_TOO_LONG
}
