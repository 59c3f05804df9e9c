import type { Told } from '../engine.ts'
import type { Variables } from '../model/json.ts'
import type { RecordView } from '../records/record-unit.ts'
import { checkVariables } from './check-variables.ts'
import type { Command } from './execute.ts'

/** Writes a record by hand, outside of any case. @throws DataRejected, Conflict `record-exists`, NotFound */
export const createRecord: Command<
  Told & { readonly register: string; readonly data: Variables; readonly status?: string; readonly id?: string },
  RecordView
> = async ({ register, data, status, id }, unit, parts) => {
  checkVariables(data, { maxBytes: parts.limits.maxVariablesBytes, language: unit.by.language })
  return unit.records.create(register, data, {
    ...(status === undefined ? {} : { status }),
    ...(id === undefined ? {} : { id }),
  })
}

/** Changes fields of a record; null removes one. @throws DataRejected, Conflict, NotFound */
export const updateRecord: Command<
  Told & {
    readonly register: string
    readonly id: string
    readonly patch: Variables
    readonly expectedVersion?: number
  },
  RecordView
> = async ({ register, id, patch, expectedVersion }, unit, parts) => {
  checkVariables(patch, { maxBytes: parts.limits.maxVariablesBytes, language: unit.by.language })
  return unit.records.update(register, id, patch, expectedVersion === undefined ? {} : { expectedVersion })
}
