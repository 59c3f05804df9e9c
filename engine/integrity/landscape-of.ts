/** Puts a landscape together from the definitions in force, as they are or as they would be after a deployment. */
import type { DefinitionCatalog } from '../definitions/definition-catalog.ts'
import type { MessageContract, Owner } from '../model/deployment.ts'
import type { ProcessDefinition } from '../model/process-definition.ts'
import type { Look } from '../store/session.ts'
import type { Landscape, Scheme } from './landscape.ts'

/**
 * What is in force for an owner.
 *
 * @param roles how many people hold each role; asked for before, because the host may look it up in the same database
 */
export async function landscapeOf(
  definitions: DefinitionCatalog,
  look: Look,
  { institutionId, holderId }: Owner,
  roles: Landscape['roles'],
): Promise<Landscape> {
  const schemes = new Map<string, Scheme>()
  const typical = await definitions.inForce(look, '', '')
  for (const { processKey, definitionId } of (await definitions.inForce(look, institutionId, holderId)).values()) {
    const { definition } = await definitions.get(look, definitionId)
    const wider = typical.get(processKey)
    const base = wider && wider.definitionId !== definitionId ? await definitions.get(look, wider.definitionId) : null
    schemes.set(processKey, { definition, base: base?.definition ?? null })
  }
  return {
    schemes,
    contracts: await definitions.contracts(look, institutionId, holderId),
    roles,
  }
}

/** The landscape with these definitions and contracts of `owner` in force, too. */
export async function landscapeWith(
  definitions: DefinitionCatalog,
  look: Look,
  owner: Owner,
  landscape: Landscape,
  added: { readonly definitions: readonly ProcessDefinition[]; readonly contracts: readonly MessageContract[] },
): Promise<Landscape> {
  const schemes = new Map(landscape.schemes)
  const typical = owner.institutionId === '' ? new Map() : await definitions.inForce(look, '', '')
  for (const definition of added.definitions) {
    const wider = typical.get(definition.processKey)
    const base = wider ? (await definitions.get(look, wider.definitionId)).definition : null
    schemes.set(definition.processKey, { definition, base })
  }
  const contracts = new Map(landscape.contracts)
  for (const contract of added.contracts) contracts.set(contract.name, contract)
  return { ...landscape, schemes, contracts }
}
