/** What an owner decides about a definition that is deployed: in force or not, and whether it takes new cases. */
import { namesWokenBy } from '../definitions/message-correlations.ts'
import type { Told } from '../engine.ts'
import type { DefinitionView, Owner } from '../model/deployment.ts'
import { Conflict, NotAllowed } from '../model/errors.ts'
import { wakeStartMessages } from '../store/look-ups/messages.ts'
import type { DefinitionFacts } from '../store/look-ups/definitions.ts'
import { activeDefinitionTable } from '../store/tables/active-definition.ts'
import { processDefinitionTable } from '../store/tables/process-definition.ts'
import { definitionView } from '../store/to-views.ts'
import type { EngineParts } from './engine-parts.ts'
import type { Command } from './execute.ts'
import { knownDefinition } from './find-definition.ts'
import { noteDefinitionChange } from './note-definition-change.ts'
import { putInForce } from './put-in-force.ts'
import type { Unit } from './unit.ts'

interface ForOwner extends Told {
  readonly definitionId: string
  readonly owner: Owner
  /** Why, for those who look at the versions later. */
  readonly note?: string
}

/**
 * Puts a definition in force: its own owner's, or that of a wider owner, which a narrower one then takes over.
 *
 * @throws NotFound
 * @throws Conflict `other-owner` when it belongs to somebody else
 */
export const activateDefinition: Command<ForOwner, DefinitionView> = async (
  { definitionId, owner, note },
  unit,
  parts,
) => {
  const row = await knownDefinition(unit, definitionId)
  if (!mayUse(owner, row))
    throw new Conflict(
      'other-owner',
      `Expected a definition of the owner or a wider one, but "${definitionId}" belongs to another.`,
      { definitionId },
    )
  const { definition, entryPoints } = await parts.definitions.get(unit.look, definitionId)
  const names = namesWokenBy(definition, entryPoints)
  await putInForce(unit, owner, { processKey: row.processKey, definitionId }, names, note)
  parts.definitions.forget()
  return definitionView(row, true)
}

/**
 * Takes a definition out of force. A wider owner's, if there is one, is in force again.
 *
 * @throws NotFound
 * @throws Conflict `not-active` when it is not in force for the owner
 */
export const deactivateDefinition: Command<ForOwner, DefinitionView> = async (
  { definitionId, owner, note },
  unit,
  parts,
) => {
  const row = await knownDefinition(unit, definitionId)
  const key = { institutionId: owner.institutionId, holderId: owner.holderId, processKey: row.processKey }
  const active = await unit.rows.find(activeDefinitionTable, key)
  if (active?.definitionId !== definitionId)
    throw new Conflict('not-active', `Expected definition "${definitionId}" to be active, but it is not.`, {
      definitionId,
    })
  unit.rows.delete(activeDefinitionTable, key)
  noteDefinitionChange(unit, owner, { processKey: row.processKey, definitionId }, 'deactivated', note)
  await lookForWaiting(unit, parts, row)
  parts.definitions.forget()
  return definitionView(row, false)
}

/**
 * Lets a definition take new cases or not; running cases go on either way. Messages that waited for it to take new cases
 * are looked at again.
 *
 * @throws NotFound
 * @throws NotAllowed for a definition of another owner, e.g. the typical edition
 */
export const suspendDefinition: Command<
  Told & { readonly definitionId: string; readonly suspended: boolean; readonly note?: string },
  DefinitionView
> = async ({ definitionId, suspended, note }, unit, parts) => {
  const row = await knownDefinition(unit, definitionId)
  if (row.institutionId !== unit.by.institutionId)
    throw new NotAllowed(
      `Expected a definition of your own institution, but "${definitionId}" is of the typical edition.`,
      { definitionId },
    )
  const changes = { suspended: suspended ? 1 : 0 }
  unit.rows.update(processDefinitionTable, { id: definitionId }, changes)
  if (row.suspended !== changes.suspended)
    noteDefinitionChange(unit, row, { ...row, definitionId }, suspended ? 'suspended' : 'resumed', note)
  parts.definitions.forget()
  if (!suspended) await lookForWaiting(unit, parts, row)
  const active = await (await unit.look()).existsBy(activeDefinitionTable, { definitionId })
  return definitionView({ ...row, ...changes }, active)
}

/** Messages that waited because the definition was suspended start by it now, or by the wider one in its place. */
async function lookForWaiting(unit: Unit, parts: EngineParts, { id, institutionId }: DefinitionFacts): Promise<void> {
  const { entryPoints } = await parts.definitions.get(unit.look, id)
  const names = [...entryPoints.messageStarts.keys()]
  if (names.length > 0) unit.rows.afterwards((manager) => wakeStartMessages(manager, institutionId, names, unit.now))
}

function mayUse(owner: Owner, row: DefinitionFacts): boolean {
  if (row.institutionId === '') return true
  return row.institutionId === owner.institutionId && (row.holderId === '' || row.holderId === owner.holderId)
}
