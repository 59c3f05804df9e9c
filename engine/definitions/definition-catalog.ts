/**
 * Definitions at hand: compiled once, kept in memory, looked up by id or by what is in force for whom.
 *
 * A definition never changes after its deployment, so what is loaded stays true. What is in force does change; then
 * `forget` is called; where other nodes share the database, a number in it tells whether one of them has changed it.
 * Look-up goes from the narrowest owner to the widest: holder, institution, typical.
 */
import type { DecisionTable } from '../decisions/decision-table.ts'
import { createLru } from '../lru.ts'
import type { MessageContract, Owner } from '../model/deployment.ts'
import { NotFound } from '../model/errors.ts'
import type { ProcessDefinition } from '../model/process-definition.ts'
import { triggersOf } from '../model/triggers-of.ts'
import type { Look } from '../store/session.ts'
import { inForceGeneration } from '../store/look-ups/generation.ts'
import { type InForceRow, filesOf, rowsInForce } from '../store/look-ups/definitions.ts'
import { runningDefinitionIds } from '../store/look-ups/instances.ts'
import { processDefinitionTable } from '../store/tables/process-definition.ts'
import { findEntryPoints } from './entry-points.ts'
import { readDefinition } from './read-definition.ts'
import type { Bundle, LoadedDefinition } from './loaded-definition.ts'
import { collectCorrelations, mayReceive, type MessageCorrelation } from './message-correlations.ts'
import { plainContract } from './plain-contract.ts'

/** Compiled definitions kept in memory: some 50 kB each. */
const DEFINITIONS_KEPT = 500
const OWNERS_KEPT = 1000

/** The definition chosen for a process key. */
export interface InForce {
  readonly processKey: string
  readonly definitionId: string
  readonly activatedAt: string
  /** Who chose it: the holder, the institution, or the typical edition. */
  readonly chosenBy: Owner
  /** Chosen, but starts no new cases. */
  readonly suspended: boolean
}

/** What commands and queries ask about definitions. */
export interface DefinitionCatalog {
  /** @throws NotFound */
  get(look: Look, definitionId: string): Promise<LoadedDefinition>
  /** What is in force for a holder ('' none) of an institution, by process key. */
  inForce(look: Look, institutionId: string, holderId: string): Promise<ReadonlyMap<string, InForce>>
  /** The message contracts in force: those deployed with the definitions in force; the narrower and newer one wins. */
  contracts(look: Look, institutionId: string, holderId: string): Promise<ReadonlyMap<string, MessageContract>>
  /** How messages are correlated by the definitions in force; empty where none draws a correlation key. */
  correlations(look: Look, institutionId: string, holderId: string): Promise<ReadonlyMap<string, MessageCorrelation>>
  /** The same by the definitions of running cases, which may be older. */
  runningCorrelations(look: Look, institutionId: string): Promise<ReadonlyMap<string, MessageCorrelation>>
  /** Whether any case of the institution, running or still to start, may ever take the message. */
  canReceive(look: Look, institutionId: string, holderId: string, messageName: string): Promise<boolean>
  /** What is in force has changed. */
  forget(): void
}

/**
 * Makes an empty catalogue; it fills itself as it is asked.
 *
 * @param isShared whether other nodes may change what is in force
 */
export function createDefinitionCatalog(isShared: boolean): DefinitionCatalog {
  const definitions = createLru<LoadedDefinition>(DEFINITIONS_KEPT)
  const bundles = createLru<Bundle>(DEFINITIONS_KEPT)
  const owners = createLru<ReadonlyMap<string, InForce>>(OWNERS_KEPT)
  const contractsOf = createLru<ReadonlyMap<string, MessageContract>>(OWNERS_KEPT)
  const correlationsOf = createLru<ReadonlyMap<string, MessageCorrelation>>(OWNERS_KEPT)
  /** Raised by `forget`: what was read before must not be remembered after. */
  let generation = 0
  /** The number in the database as of which everything is remembered. */
  let stored = -1

  function forget(): void {
    generation += 1
    owners.clear()
    contractsOf.clear()
    correlationsOf.clear()
  }

  async function forgetIfChanged(look: Look): Promise<void> {
    if (!isShared) return
    const now = await inForceGeneration(await look())
    if (now === stored) return
    forget()
    stored = now
  }

  async function get(look: Look, definitionId: string): Promise<LoadedDefinition> {
    const known = definitions.get(definitionId)
    if (known) return known
    const row = await (await look()).findOneBy(processDefinitionTable, { id: definitionId })
    if (!row) throw new NotFound('process definition', definitionId)
    const definition = readDefinition(row.compiled, row.id)
    const loaded: LoadedDefinition = {
      id: row.id,
      owner: { institutionId: row.institutionId, holderId: row.holderId },
      version: row.version,
      deploymentId: row.deploymentId,
      definition,
      bundle: await getBundle(look, row.deploymentId),
      entryPoints: findEntryPoints(definition),
    }
    definitions.set(definitionId, loaded)
    return loaded
  }

  async function getBundle(look: Look, deploymentId: string): Promise<Bundle> {
    const known = bundles.get(deploymentId)
    if (known) return known
    const rows = await filesOf(await look(), deploymentId, ['form', 'decision', 'messages'])
    const forms = new Map<string, string>()
    const decisions = new Map<string, DecisionTable>()
    const messages = new Map<string, MessageContract>()
    for (const row of rows) {
      if (row.kind === 'form' && row.contentId !== null) forms.set(row.contentId, row.content)
      if (row.compiled === null) continue
      if (row.kind === 'decision') {
        const tables: DecisionTable[] = JSON.parse(row.compiled)
        for (const table of tables) decisions.set(table.id, table)
      }
      if (row.kind === 'messages') {
        const read: MessageContract[] = JSON.parse(row.compiled)
        for (const contract of read) messages.set(contract.name, contract)
      }
    }
    const bundle: Bundle = { forms, decisions, contracts: messages }
    bundles.set(deploymentId, bundle)
    return bundle
  }

  async function inForce(look: Look, institutionId: string, holderId: string): Promise<ReadonlyMap<string, InForce>> {
    await forgetIfChanged(look)
    const owner = JSON.stringify([institutionId, holderId])
    const known = owners.get(owner)
    if (known) return known
    const asOf = generation
    const rows = await rowsInForce(await look(), institutionId, holderId)
    const width = (row: InForceRow): number => (row.institution === '' ? 2 : row.holder === '' ? 1 : 0)
    const chosen = new Map<string, InForce>()
    // Widest first, so that narrower ones replace them.
    for (const row of rows.toSorted((a, b) => width(b) - width(a)))
      chosen.set(row.process, {
        processKey: row.process,
        definitionId: row.definition,
        activatedAt: row.activated,
        chosenBy: { institutionId: row.institution, holderId: row.holder },
        suspended: row.suspended === 1,
      })
    if (asOf === generation) owners.set(owner, chosen)
    return chosen
  }

  async function contracts(
    look: Look,
    institutionId: string,
    holderId: string,
  ): Promise<ReadonlyMap<string, MessageContract>> {
    await forgetIfChanged(look)
    const owner = JSON.stringify([institutionId, holderId])
    const known = contractsOf.get(owner)
    if (known) return known
    const asOf = generation
    const loaded: LoadedDefinition[] = []
    for (const choice of (await inForce(look, institutionId, holderId)).values())
      loaded.push(await get(look, choice.definitionId))
    const width = ({ owner: { institutionId: inst, holderId: hold } }: LoadedDefinition): number =>
      inst === '' ? 0 : hold === '' ? 1 : 2
    // Ids sort by time, so that of two equally wide ones the newer deployment wins.
    loaded.sort((a, b) => width(a) - width(b) || (a.deploymentId < b.deploymentId ? -1 : 1))
    const found = new Map<string, MessageContract>()
    for (const { bundle, definition } of loaded) {
      // Never in place of a real one: a diagram that brings no contracts means those that are there.
      if (bundle.contracts.size === 0)
        for (const name of messageNames(definition)) if (!found.has(name)) found.set(name, plainContract(name, true))
      for (const [name, contract] of bundle.contracts) found.set(name, contract)
    }
    if (asOf === generation) contractsOf.set(owner, found)
    return found
  }

  async function correlations(
    look: Look,
    institutionId: string,
    holderId: string,
  ): Promise<ReadonlyMap<string, MessageCorrelation>> {
    await forgetIfChanged(look)
    const owner = JSON.stringify([institutionId, holderId])
    const known = correlationsOf.get(owner)
    if (known) return known
    const asOf = generation
    const loaded: LoadedDefinition[] = []
    for (const choice of (await inForce(look, institutionId, holderId)).values())
      loaded.push(await get(look, choice.definitionId))
    const found = collectCorrelations(loaded)
    if (asOf === generation) correlationsOf.set(owner, found)
    return found
  }

  async function runningCorrelations(
    look: Look,
    institutionId: string,
  ): Promise<ReadonlyMap<string, MessageCorrelation>> {
    const loaded: LoadedDefinition[] = []
    for (const id of await runningDefinitionIds(await look(), institutionId)) loaded.push(await get(look, id))
    return collectCorrelations(loaded)
  }

  async function canReceive(look: Look, institutionId: string, holderId: string, name: string): Promise<boolean> {
    const takes = async (definitionId: string): Promise<boolean> => mayReceive(await get(look, definitionId), name)
    for (const choice of (await inForce(look, institutionId, holderId)).values()) {
      if (await takes(choice.definitionId)) return true
    }
    // Cases still running on versions that are no longer in force may wait for it, too.
    for (const id of await runningDefinitionIds(await look(), institutionId)) if (await takes(id)) return true
    return false
  }

  return {
    get,
    inForce,
    contracts,
    correlations,
    runningCorrelations,
    canReceive,
    forget,
  }
}

/** Message names that a diagram deployed without `messages.json` uses: each has a contract that accepts anything. */
function messageNames(definition: ProcessDefinition): string[] {
  const names: string[] = []
  for (const node of Object.values(definition.nodes)) {
    for (const trigger of triggersOf(node))
      if (trigger.type === 'message' && 'literal' in trigger.name) names.push(String(trigger.name.literal))
  }
  return names
}
