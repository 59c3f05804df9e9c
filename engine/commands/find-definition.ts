import type { LoadedDefinition } from '../definitions/loaded-definition.ts'
import type { ResolvedBinding } from '../model/effect.ts'
import { Conflict, NoActiveDefinition, NotFound } from '../model/errors.ts'
import { type DefinitionFacts, deployedBy, findDefinitionFacts } from '../store/look-ups/definitions.ts'
import { processDefinitionTable } from '../store/tables/process-definition.ts'
import type { EngineParts } from './engine-parts.ts'
import type { Unit } from './unit.ts'

/**
 * The definition in force for a holder ('' none) of the actor's institution.
 *
 * @throws NoActiveDefinition
 * @throws Conflict `definition-suspended`
 */
export async function definitionInForce(
  unit: Unit,
  parts: EngineParts,
  holderId: string,
  processKey: string,
): Promise<LoadedDefinition> {
  const choice = (await parts.definitions.inForce(unit.look, unit.by.institutionId, holderId)).get(processKey)
  if (!choice) throw new NoActiveDefinition(processKey)
  if (choice.suspended) throw definitionSuspended(processKey, choice.definitionId)
  return parts.definitions.get(unit.look, choice.definitionId)
}

/**
 * The definition that a call names: the one in force, or a version or tag of the narrowest owner that has it. Bound to its
 * deployment, it is what was the last version when the caller was deployed, else the one in force.
 *
 * @param callerId the definition that calls
 * @throws NoActiveDefinition, Conflict `definition-suspended`
 */
export async function definitionByBinding(
  unit: Unit,
  parts: EngineParts,
  holderId: string,
  processKey: string,
  binding: ResolvedBinding,
  callerId: string,
): Promise<LoadedDefinition> {
  if (binding.type === 'latest') return definitionInForce(unit, parts, holderId, processKey)
  if (binding.type === 'deployment') {
    const together = await deployedBy(await unit.look(), callerId, processKey)
    if (together?.suspended === 1) throw definitionSuspended(processKey, together.id)
    if (together) return parts.definitions.get(unit.look, together.id)
    return definitionInForce(unit, parts, holderId, processKey)
  }
  const { institutionId } = unit.by
  for (const owner of [
    { institutionId, holderId },
    { institutionId, holderId: '' },
    { institutionId: '', holderId: '' },
  ]) {
    const which = binding.type === 'version' ? { version: binding.version } : { versionTag: binding.versionTag }
    const [row] = await (
      await unit.look()
    ).find(processDefinitionTable, {
      where: { ...owner, processKey, ...which },
      order: { version: 'DESC' },
      take: 1,
    })
    if (!row) continue
    if (row.suspended === 1) throw definitionSuspended(processKey, row.id)
    return parts.definitions.get(unit.look, row.id)
  }
  throw new NoActiveDefinition(processKey)
}

/** One that the actor may know of: of their institution, or typical. @throws NotFound */
export async function knownDefinition(unit: Unit, id: string): Promise<DefinitionFacts> {
  const facts = await findDefinitionFacts(await unit.look(), unit.by.institutionId, id)
  if (!facts) throw new NotFound('process definition', id)
  return facts
}

/** The refusal of a new case on a definition that takes none. */
export function definitionSuspended(processKey: string, definitionId: string): Conflict {
  const message = `Expected process "${processKey}" to take new cases, but its definition "${definitionId}" is suspended.`
  return new Conflict('definition-suspended', message, { processKey, definitionId })
}
