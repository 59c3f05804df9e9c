/** What people do with records outside of any case. */
import type { Told } from '../engine.ts'
import { Conflict, NotFound } from '../model/errors.ts'
import type { Variables } from '../model/json.ts'
import type { RecordView } from '../records/record-unit.ts'
import { checkVariables } from './check-variables.ts'
import type { Command } from './execute.ts'
import { leaveInOutbox } from './leave-in-outbox.ts'

/** Writes a record by hand, outside of any case. @throws DataRejected, Conflict `record-exists`, NotFound */
export const createRecord: Command<
  Told & {
    readonly register: string
    readonly data: Variables
    readonly status?: string
    readonly id?: string
    readonly outbox?: readonly string[]
  },
  RecordView
> = async ({ register, data, status, id, outbox = [] }, unit, parts) => {
  checkVariables(data, { maxBytes: parts.limits.maxVariablesBytes, language: unit.by.language })
  const record = await unit.records.create(register, data, {
    ...(status === undefined ? {} : { status }),
    ...(id === undefined ? {} : { id }),
  })
  for (const connector of outbox)
    leaveInOutbox(unit, parts, unit.by.institutionId, { connector, register, recordId: record.id })
  return record
}

/** Changes fields of a record; null removes one. @throws DataRejected, Conflict, NotFound */
export const updateRecord: Command<
  Told & {
    readonly register: string
    readonly id: string
    readonly patch: Variables
    readonly status?: string
    readonly expectedVersion?: number
  },
  RecordView
> = async ({ register, id, patch, status, expectedVersion }, unit, parts) => {
  checkVariables(patch, { maxBytes: parts.limits.maxVariablesBytes, language: unit.by.language })
  return unit.records.update(register, id, patch, {
    ...(status === undefined ? {} : { status }),
    ...(expectedVersion === undefined ? {} : { expectedVersion }),
  })
}

/** Takes a record of reference data out of its register. @throws NotFound, Conflict `record-in-use`, `record-stays` */
export const removeRecord: Command<
  Told & { readonly register: string; readonly id: string; readonly expectedVersion?: number },
  { readonly id: string; readonly version: number }
> = async ({ register, id, expectedVersion }, unit, parts) => {
  const record = await unit.records.get(register, id)
  if (!record) throw new NotFound(`${register} record`, id)
  if (!parts.registers.find((one) => one.register === register)?.reference) {
    throw new Conflict(
      'record-stays',
      `Expected a register of reference data, but "${register}" holds casework, which is ended and never removed.`,
      { register, id },
    )
  }
  await unit.records.remove(register, id, expectedVersion === undefined ? {} : { expectedVersion })
  return { id, version: record.version + 1 }
}
