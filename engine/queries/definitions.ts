import { type EntityManager, In, type SelectQueryBuilder } from 'typeorm'
import { startFormKey } from '../commands/start-process-instance.ts'
import type { DefinitionCatalog } from '../definitions/definition-catalog.ts'
import type { DefinitionView, MessageContract } from '../model/deployment.ts'
import { NoActiveDefinition, NotFound } from '../model/errors.ts'
import type { Json } from '../model/json.ts'
import type { Page } from '../model/views.ts'
import { activeDefinitionTable } from '../store/tables/active-definition.ts'
import { deploymentResourceTable } from '../store/tables/deployment-resource.ts'
import { type ProcessDefinitionRow, processDefinitionTable } from '../store/tables/process-definition.ts'
import { definitionView } from '../store/to-views.ts'
import { pageOf, pageSize, readCursor } from './page.ts'

/** Everything of a row but the compiled definition, which is large and no question asks for. */
const COLUMNS = [
  'id',
  'institutionId',
  'holderId',
  'processKey',
  'version',
  'versionTag',
  'name',
  'deploymentId',
  'resourceName',
  'deployedAt',
  'checksum',
  'suspended',
] as const satisfies readonly (keyof ProcessDefinitionRow)[]

type Row = Omit<ProcessDefinitionRow, 'compiled'>

/** Definitions that an institution may know of: its own, its holders' and the typical ones; newest first. */
export async function listDefinitions(
  manager: EntityManager,
  query: {
    institutionId: string
    processKey?: string
    latestOnly?: boolean
    activeOnly?: boolean
    limit?: number
    after?: string
  },
): Promise<Page<DefinitionView>> {
  const { institutionId, processKey, latestOnly = false, activeOnly = false } = query
  const limit = pageSize(query.limit)
  const found = select(manager).where('definition.institutionId IN (:...institutions)', {
    institutions: ['', institutionId],
  })
  if (processKey !== undefined) found.andWhere('definition.processKey = :processKey', { processKey })
  if (latestOnly)
    found.andWhere(
      (part) =>
        `NOT EXISTS ${part
          .subQuery()
          .select('1')
          .from(processDefinitionTable, 'newer')
          .where('newer.institutionId = definition.institutionId AND newer.holderId = definition.holderId')
          .andWhere('newer.processKey = definition.processKey AND newer.version > definition.version')
          .getQuery()}`,
    )
  if (activeOnly)
    found.andWhere(
      (part) =>
        `EXISTS ${part
          .subQuery()
          .select('1')
          .from(activeDefinitionTable, 'active')
          .where('active.definitionId = definition.id AND active.institutionId IN (:...institutions)')
          .getQuery()}`,
    )
  const cursor = readCursor(query.after, 1)
  if (cursor) found.andWhere('definition.id < :last', { last: cursor[0] })
  const rows = await found
    .orderBy('definition.id', 'DESC')
    .limit(limit + 1)
    .getMany()
  const active = await activeIds(manager, institutionId, rows)
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
  return definitionView(row, (await activeIds(manager, query.institutionId, [row])).has(row.id))
}

/** Look-up as at a start: holder, institution, typical. @throws NoActiveDefinition */
export async function getActiveDefinition(
  manager: EntityManager,
  definitions: DefinitionCatalog,
  query: { institutionId: string; holderId?: string; processKey: string },
): Promise<DefinitionView> {
  const { institutionId, holderId = '', processKey } = query
  const choice = (await definitions.inForce(manager, institutionId, holderId)).get(processKey)
  if (!choice) throw new NoActiveDefinition(processKey)
  return definitionView(await find(manager, { institutionId, definitionId: choice.definitionId }), true)
}

/** The file as it was uploaded. @throws NotFound */
export async function getDefinitionXml(
  manager: EntityManager,
  query: { institutionId: string; definitionId: string },
): Promise<string> {
  const { deploymentId, resourceName: name } = await find(manager, query)
  const file = await manager.findOneBy(deploymentResourceTable, { deploymentId, name })
  if (!file) throw new NotFound('diagram', query.definitionId)
  return file.content
}

/** The form of the plain start event, as it is pinned; null where there is none. @throws NotFound */
export async function getStartForm(
  manager: EntityManager,
  definitions: DefinitionCatalog,
  query: { institutionId: string; definitionId: string },
): Promise<{ readonly formKey: string; readonly form: Json } | null> {
  await find(manager, query)
  const { definition, bundle } = await definitions.get(manager, query.definitionId)
  const formKey = startFormKey(definition)
  const content = formKey === null ? undefined : bundle.forms.get(formKey)
  return formKey === null || content === undefined ? null : { formKey, form: JSON.parse(content) }
}

/** Message contracts in force, by name. */
export async function listMessageContracts(
  manager: EntityManager,
  definitions: DefinitionCatalog,
  query: { institutionId: string },
): Promise<readonly MessageContract[]> {
  const contracts = await definitions.contracts(manager, query.institutionId, '')
  return [...contracts.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
}

function select(manager: EntityManager): SelectQueryBuilder<ProcessDefinitionRow> {
  return manager
    .createQueryBuilder(processDefinitionTable, 'definition')
    .select(COLUMNS.map((column) => `definition.${column}`))
}

async function find(
  manager: EntityManager,
  { institutionId, definitionId }: { institutionId: string; definitionId: string },
): Promise<Row> {
  const row = await select(manager)
    .where('definition.id = :definitionId', { definitionId })
    .andWhere('definition.institutionId IN (:...institutions)', { institutions: ['', institutionId] })
    .getOne()
  if (!row) throw new NotFound('process definition', definitionId)
  return row
}

/** Those in force for the institution, one of its holders, or in the typical edition. */
async function activeIds(
  manager: EntityManager,
  institutionId: string,
  rows: readonly Row[],
): Promise<ReadonlySet<string>> {
  if (rows.length === 0) return new Set()
  const found = await manager.findBy(activeDefinitionTable, {
    institutionId: In(['', institutionId]),
    definitionId: In(rows.map((row) => row.id)),
  })
  return new Set(found.map((row) => row.definitionId))
}
