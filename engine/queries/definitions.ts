import type { EntityManager } from 'typeorm'
import { choosePlainStart } from '../commands/plain-start.ts'
import type { DefinitionCatalog } from '../definitions/definition-catalog.ts'
import type { DefinitionQuery } from '../engine.ts'
import type { DefinitionView, InForceView, MessageContract, Owner } from '../model/deployment.ts'
import { NoActiveDefinition, NotFound } from '../model/errors.ts'
import type { Json } from '../model/json.ts'
import type { Page } from '../model/views.ts'
import {
  type DefinitionFacts,
  activeAmong,
  definitionFactsOf,
  findDefinitionFacts,
  selectDefinitions,
} from '../store/look-ups/definitions.ts'
import { deploymentResourceTable } from '../store/tables/deployment-resource.ts'
import { definitionView } from '../store/to-views.ts'
import { lookBy } from '../store/session.ts'
import { pageOf, pageSize, readCursor } from './page.ts'

/** Definitions that an institution may know of: its own, its holders' and the typical ones; newest first. */
export async function listDefinitions(manager: EntityManager, query: DefinitionQuery): Promise<Page<DefinitionView>> {
  const { after, limit: asked, ...filter } = query
  const limit = pageSize(asked)
  const cursor = readCursor(after, 1)
  const rows = await selectDefinitions(manager, cursor ? { ...filter, before: String(cursor[0]) } : filter, limit + 1)
  const ids = rows.map((row) => row.id)
  const active = await activeAmong(manager, query.institutionId, ids)
  return pageOf(
    rows,
    limit,
    (shown) => shown.map((row) => definitionView(row, active.has(row.id))),
    (row) => [row.id],
  )
}

/** @throws NotFound */
export async function getDefinition(
  manager: EntityManager,
  query: { institutionId: string; definitionId: string },
): Promise<DefinitionView> {
  const row = await find(manager, query)
  return definitionView(row, (await activeAmong(manager, query.institutionId, [row.id])).has(row.id))
}

/** Look-up as at a start: holder, institution, typical. @throws NoActiveDefinition */
export async function getActiveDefinition(
  manager: EntityManager,
  definitions: DefinitionCatalog,
  query: { institutionId: string; holderId?: string; processKey: string },
): Promise<DefinitionView> {
  const { institutionId, holderId = '', processKey } = query
  const choice = (await definitions.inForce(lookBy(manager), institutionId, holderId)).get(processKey)
  if (!choice) throw new NoActiveDefinition(processKey)
  return definitionView(await find(manager, { institutionId, definitionId: choice.definitionId }), true)
}

/** Everything that is in force for an owner, by process key. */
export async function listInForce(
  manager: EntityManager,
  definitions: DefinitionCatalog,
  { institutionId, holderId }: Owner,
): Promise<readonly InForceView[]> {
  const chosen = await definitions.inForce(lookBy(manager), institutionId, holderId)
  const ids = [...chosen.values()].map(({ definitionId }) => definitionId)
  const facts = new Map((await definitionFactsOf(manager, ids)).map((row) => [row.id, row]))
  return [...chosen.values()]
    .flatMap(({ definitionId, chosenBy, activatedAt }) => {
      const row = facts.get(definitionId)
      return row ? [{ definition: definitionView(row, true), chosenBy, since: activatedAt }] : []
    })
    .sort((a, b) => (a.definition.processKey < b.definition.processKey ? -1 : 1))
}

/** The forms that a definition's elements name, as they are pinned, by their keys. @throws NotFound */
export async function getDefinitionForms(
  manager: EntityManager,
  definitions: DefinitionCatalog,
  query: { institutionId: string; definitionId: string },
): Promise<Readonly<Record<string, Json>>> {
  await find(manager, query)
  const { definition, bundle } = await definitions.get(lookBy(manager), query.definitionId)
  const keys = Object.values(definition.nodes).flatMap((node) => ('formKey' in node ? (node.formKey ?? []) : []))
  return Object.fromEntries(
    [...new Set(keys)].flatMap((key) => {
      const content = bundle.forms.get(key)
      return content === undefined ? [] : [[key, JSON.parse(content) as Json]]
    }),
  )
}

/** The file as it was uploaded. @throws NotFound */
export async function getDefinitionFile(
  manager: EntityManager,
  query: { institutionId: string; definitionId: string },
): Promise<{ readonly content: string; readonly checksum: string }> {
  const { deploymentId, resourceName: name } = await find(manager, query)
  const file = await manager.findOneBy(deploymentResourceTable, { deploymentId, name })
  if (!file) throw new NotFound('diagram', query.definitionId)
  return file
}

/** The form of a plain start event, as it is pinned; null where there is none. @throws NotFound, Conflict `start-event-needed` */
export async function getStartForm(
  manager: EntityManager,
  definitions: DefinitionCatalog,
  query: { institutionId: string; definitionId: string; startEventId?: string },
): Promise<{ readonly formKey: string; readonly form: Json } | null> {
  await find(manager, query)
  const loaded = await definitions.get(lookBy(manager), query.definitionId)
  if (!loaded.entryPoints.startsPlainly && query.startEventId === undefined) return null
  const { formKey } = choosePlainStart(loaded, query.startEventId)
  const content = formKey === null ? undefined : loaded.bundle.forms.get(formKey)
  return formKey === null || content === undefined ? null : { formKey, form: JSON.parse(content) }
}

/** Message contracts in force, by name. */
export async function listMessageContracts(
  manager: EntityManager,
  definitions: DefinitionCatalog,
  query: { institutionId: string },
): Promise<readonly MessageContract[]> {
  const contracts = await definitions.contracts(lookBy(manager), query.institutionId, '')
  return [...contracts.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
}

async function find(
  manager: EntityManager,
  { institutionId, definitionId }: { institutionId: string; definitionId: string },
): Promise<DefinitionFacts> {
  const row = await findDefinitionFacts(manager, institutionId, definitionId)
  if (!row) throw new NotFound('process definition', definitionId)
  return row
}
