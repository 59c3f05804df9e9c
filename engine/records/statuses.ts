/** Which status a record may have, and what changes it. */
import { DataRejected } from '../model/errors.ts'
import type { Register } from './register.ts'

/** Where a register says nothing, casework moves by its process and reference data by people. */
export function statusChangedBy({ status, reference }: Register): 'process' | 'people' {
  return status?.changedBy ?? (reference ? 'people' : 'process')
}

/**
 * The status that a new record gets.
 *
 * @param given by who creates it; none: the register's initial status
 * @throws DataRejected when the register does not know it
 */
export function initialStatus(register: Register, given: string | undefined, language: 'lv' | 'en'): string | null {
  if (given === undefined) return register.status?.initial ?? register.status?.codes[0] ?? null
  refuseUnknownStatus(register, given, language)
  return given
}

/** @throws DataRejected naming the statuses that there are */
export function refuseUnknownStatus({ register, status }: Register, given: string, language: 'lv' | 'en'): void {
  if (!status || status.codes.includes(given)) return
  const codes = status.codes.join(', ')
  const message =
    language === 'lv'
      ? `Reģistram "${register}" nav statusa "${given}". Izvēlieties kādu no: ${codes}.`
      : `Register "${register}" has no status "${given}". Choose one of: ${codes}.`
  throw new DataRejected(`Expected one of the statuses ${codes} of register "${register}", but "${given}" is none.`, [
    { pointer: '/status', code: 'unknown-status', message },
  ])
}
