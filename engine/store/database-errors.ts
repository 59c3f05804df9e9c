import { QueryFailedError } from 'typeorm'
import { StoreUnavailable } from '../model/errors.ts'

const UNAVAILABLE = [
  'FULL',
  'BUSY',
  'IOERR',
  'LOCKED',
  'READONLY',
  'CANTOPEN',
  'CORRUPT',
  'NOTADB',
  'NOMEM',
  'PROTOCOL',
]

/** Tells a database that cannot work now (full, locked, failing disk) from every other error, which passes unchanged. */
export function asStoreError(error: unknown): unknown {
  const driverError: unknown = error instanceof QueryFailedError ? error.driverError : error
  const code = driverError instanceof Error && 'code' in driverError ? String(driverError.code) : ''
  if (!UNAVAILABLE.some((kind) => code.startsWith(`SQLITE_${kind}`))) return error
  return new StoreUnavailable(
    `Expected the database to store this, but it answered ${code}. Nothing was changed; try again.`,
    { databaseCode: code },
    { cause: error },
  )
}
