import type { Owner } from '../model/deployment.ts'
import { type ActiveDefinitionRow, activeDefinitionTable } from '../store/tables/active-definition.ts'
import { wakeStartMessages } from '../store/look-ups/messages.ts'
import { noteDefinitionChange } from './note-definition-change.ts'
import type { Unit } from './unit.ts'

/**
 * Puts a definition in force for an owner; new cases start on it from now on, running ones stay on theirs. Messages that
 * wait for somebody to start by them are looked at again. One that is in force already stays as it is, and nothing is noted.
 *
 * @param names of the messages that it may find a receiver for
 * @param note why, in the words of who does it
 */
export async function putInForce(
  unit: Unit,
  owner: Owner,
  which: { readonly processKey: string; readonly definitionId: string },
  names: readonly string[],
  note: string | undefined,
): Promise<void> {
  const { processKey, definitionId } = which
  const key = { institutionId: owner.institutionId, holderId: owner.holderId, processKey }
  const before = await unit.rows.find(activeDefinitionTable, key)
  if (before?.definitionId === definitionId) return
  const row: ActiveDefinitionRow = { ...key, definitionId, activatedAt: unit.now, activatedBy: unit.actorId }
  if (before) unit.rows.update(activeDefinitionTable, key, row)
  else unit.rows.insert(activeDefinitionTable, row)
  noteDefinitionChange(unit, owner, which, 'activated', note)

  if (names.length > 0)
    unit.rows.afterwards((manager) => wakeStartMessages(manager, owner.institutionId, names, unit.now))
}
