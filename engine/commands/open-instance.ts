import type { LoadedDefinition } from '../definitions/loaded-definition.ts'
import { InstanceNotActive, NotFound } from '../model/errors.ts'
import type { InstanceState } from '../model/instance-state.ts'
import { readState } from '../store/state-upgrades.ts'
import { type ProcessInstanceRow, processInstanceTable } from '../store/tables/process-instance.ts'
import type { EngineParts } from './engine-parts.ts'
import type { Unit } from './unit.ts'

/** A process instance in a command's hands: its row, its state, and the definition it runs on. */
export interface OpenInstance {
  readonly row: ProcessInstanceRow
  readonly state: InstanceState
  readonly loaded: LoadedDefinition
}

/**
 * Takes an instance of the actor's institution. Until the transaction ends nobody else can have it.
 *
 * @throws NotFound
 */
export async function openInstance(unit: Unit, parts: EngineParts, processInstanceId: string): Promise<OpenInstance> {
  const row = await unit.rows.find(processInstanceTable, { id: processInstanceId })
  if (row?.institutionId !== unit.by.institutionId) throw new NotFound('process instance', processInstanceId)
  return {
    row,
    state: readState(row.state, row.id),
    loaded: await parts.definitions.get(unit.look, row.definitionId),
  }
}

/** @throws InstanceNotActive when it is suspended or has ended */
export function expectActive({ row }: OpenInstance): void {
  if (row.status !== 'active') throw new InstanceNotActive(row.id, row.status)
}
