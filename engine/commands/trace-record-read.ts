import type { Told } from '../engine.ts'
import { registerFields } from '../records/register-fields.ts'
import type { Register } from '../records/register.ts'
import { recordReadTable } from '../records/tables.ts'
import type { Command } from './execute.ts'

/** Somebody is about to be shown these records. */
export interface ReadToTrace extends Told {
  readonly register: string
  readonly operation: string
  readonly recordIds: readonly string[]
  readonly purpose: string | null
}

/** Whether such a read leaves a trace: where nothing personal is shown there is nothing to answer for. */
export function leavesTrace({ register, recordIds }: ReadToTrace, registers: readonly Register[]): boolean {
  const shown = registers.find((one) => one.register === register)
  return recordIds.length > 0 && shown !== undefined && registerFields(shown).isPersonal
}

/** Writes who reads which records, in the commit that others share. */
export const traceRecordRead: Command<ReadToTrace, { readonly id: string }> = async (input, unit) => {
  const { register, operation, recordIds, purpose, by } = input
  const id = unit.newId()
  unit.rows.insert(recordReadTable, {
    id,
    institutionId: by.institutionId,
    at: unit.now,
    by: by.id,
    register,
    operation,
    recordIds: JSON.stringify(recordIds),
    purpose,
  })
  return { id }
}
