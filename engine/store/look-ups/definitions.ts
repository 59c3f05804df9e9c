import { type EntityManager, In, LessThan, LessThanOrEqual, Not, type SelectQueryBuilder } from 'typeorm'
import type { Owner, ResourceKind } from '../../model/deployment.ts'
import { type ActiveDefinitionRow, activeDefinitionTable } from '../tables/active-definition.ts'
import { type DefinitionChangeRow, definitionChangeTable } from '../tables/definition-change.ts'
import { type DeploymentResourceRow, deploymentResourceTable } from '../tables/deployment-resource.ts'
import { type DeploymentRow, deploymentTable } from '../tables/deployment.ts'
import { type ProcessDefinitionRow, processDefinitionTable } from '../tables/process-definition.ts'

/** Everything of a definition but the compiled text, which is large and few questions ask for. */
export type DefinitionFacts = Omit<ProcessDefinitionRow, 'compiled'>

const FACTS = [
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
] as const satisfies readonly (keyof DefinitionFacts)[]

function selectFacts(manager: EntityManager): SelectQueryBuilder<ProcessDefinitionRow> {
  return manager
    .createQueryBuilder(processDefinitionTable, 'definition')
    .select(FACTS.map((column) => `definition.${column}`))
}

/** Which definitions are asked for. */
export interface DefinitionFilter {
  /** Its own definitions and the typical ones. */
  readonly institutionId: string
  readonly processKey?: string
  readonly latestOnly?: boolean
  readonly activeOnly?: boolean
  /** Only older ones than this id. */
  readonly before?: string
}

/** Newest first. */
export function selectDefinitions(
  manager: EntityManager,
  filter: DefinitionFilter,
  limit: number,
): Promise<DefinitionFacts[]> {
  const { institutionId, processKey, latestOnly, activeOnly, before } = filter
  const found = selectFacts(manager).where('definition.institutionId IN (:...institutions)', {
    institutions: ['', institutionId],
  })
  if (processKey !== undefined) found.andWhere('definition.processKey = :processKey', { processKey })
  if (latestOnly) {
    const newer = found
      .subQuery()
      .select('1')
      .from(processDefinitionTable, 'newer')
      .where('newer.institutionId = definition.institutionId AND newer.holderId = definition.holderId')
      .andWhere('newer.processKey = definition.processKey AND newer.version > definition.version')
    found.andWhere(`NOT EXISTS ${newer.getQuery()}`)
  }
  if (activeOnly) {
    const active = found
      .subQuery()
      .select('1')
      .from(activeDefinitionTable, 'active')
      .where('active.definitionId = definition.id AND active.institutionId IN (:...institutions)')
    found.andWhere(`EXISTS ${active.getQuery()}`)
  }
  if (before !== undefined) found.andWhere('definition.id < :before', { before })
  return found.orderBy('definition.id', 'DESC').limit(limit).getMany()
}

/** One that an institution may know of. */
export function findDefinitionFacts(
  manager: EntityManager,
  institutionId: string,
  id: string,
): Promise<DefinitionFacts | null> {
  return selectFacts(manager)
    .where('definition.id = :id', { id })
    .andWhere('definition.institutionId IN (:...institutions)', { institutions: ['', institutionId] })
    .getOne()
}

/** These definitions, in no order. */
export async function definitionFactsOf(manager: EntityManager, ids: readonly string[]): Promise<DefinitionFacts[]> {
  return ids.length === 0 ? [] : selectFacts(manager).where('definition.id IN (:...ids)', { ids }).getMany()
}

/** Which of these are in force for the institution, one of its holders, or in the typical edition. */
export async function activeAmong(
  manager: EntityManager,
  institutionId: string,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set()
  const rows = await manager.findBy(activeDefinitionTable, {
    institutionId: In(['', institutionId]),
    definitionId: In([...ids]),
  })
  return new Set(rows.map((row) => row.definitionId))
}

/** The owner's latest version of a process. */
export async function latestVersion(
  manager: EntityManager,
  owner: Owner,
  processKey: string,
): Promise<ProcessDefinitionRow | null> {
  const where = { institutionId: owner.institutionId, holderId: owner.holderId, processKey }
  const [row] = await manager.find(processDefinitionTable, { where, order: { version: 'DESC' }, take: 1 })
  return row ?? null
}

/** The owner's version of a process that is made of the same files; the newest, should there be several. */
export async function sameVersion(
  manager: EntityManager,
  owner: Owner,
  processKey: string,
  checksum: string,
): Promise<ProcessDefinitionRow | null> {
  const where = { institutionId: owner.institutionId, holderId: owner.holderId, processKey, checksum }
  const [row] = await manager.find(processDefinitionTable, { where, order: { version: 'DESC' }, take: 1 })
  return row ?? null
}

/** What was decided about the versions of a process by the institution and for the typical edition, newest first. */
export function selectDefinitionChanges(
  manager: EntityManager,
  institutionId: string,
  processKey: string,
  before: string | null,
  take: number,
): Promise<DefinitionChangeRow[]> {
  const older = before === null ? {} : { id: LessThan(before) }
  return manager.find(definitionChangeTable, {
    where: { institutionId: In(['', institutionId]), processKey, ...older },
    order: { id: 'DESC' },
    take,
  })
}

/** One choice of what is in force, with its owner. */
export interface InForceRow {
  readonly institution: string
  readonly holder: string
  readonly process: string
  readonly definition: string
  readonly activated: string
  readonly suspended: number
}

/** What is in force for a holder, its institution and the typical edition, all of them. */
export function rowsInForce(manager: EntityManager, institutionId: string, holderId: string): Promise<InForceRow[]> {
  return manager
    .createQueryBuilder(activeDefinitionTable, 'active')
    .innerJoin(processDefinitionTable.options.name, 'definition', 'definition.id = active.definitionId')
    .select('active.institutionId', 'institution')
    .addSelect('active.holderId', 'holder')
    .addSelect('active.processKey', 'process')
    .addSelect('active.definitionId', 'definition')
    .addSelect('active.activatedAt', 'activated')
    .addSelect('definition.suspended', 'suspended')
    .where('active.institutionId IN (:...institutions)', { institutions: ['', institutionId] })
    .andWhere('active.holderId IN (:...holders)', { holders: ['', holderId] })
    .getRawMany<InForceRow>()
}

/** What holders of an institution have put in force for themselves. */
export function rowsOfHolders(manager: EntityManager, institutionId: string): Promise<ActiveDefinitionRow[]> {
  return manager.findBy(activeDefinitionTable, { institutionId, holderId: Not('') })
}

/** Institutions that have put anything in force. */
export async function decidingInstitutions(manager: EntityManager): Promise<string[]> {
  const rows = await manager
    .createQueryBuilder(activeDefinitionTable, 'active')
    .select('active.institutionId', 'institution')
    .distinct(true)
    .where("active.institutionId <> ''")
    .getRawMany<{ institution: string }>()
  return rows.map(({ institution }) => institution)
}

/** Files of a deployment, of some kinds. */
export function filesOf(
  manager: EntityManager,
  deploymentId: string,
  kinds: readonly ResourceKind[],
): Promise<DeploymentResourceRow[]> {
  return manager.find(deploymentResourceTable, {
    where: { deploymentId, kind: In([...kinds]) },
    order: { name: 'ASC' },
  })
}

/** Deployments of an institution and the typical edition, newest first; only older ones than `before`. */
export function selectDeployments(
  manager: EntityManager,
  institutionId: string,
  before: string | null,
  take: number,
): Promise<DeploymentRow[]> {
  const older = before === null ? {} : { id: LessThan(before) }
  return manager.find(deploymentTable, {
    where: { institutionId: In(['', institutionId]), ...older },
    order: { id: 'DESC' },
    take,
  })
}

/** One that an institution may know of. */
export function findDeployment(
  manager: EntityManager,
  institutionId: string,
  id: string,
): Promise<DeploymentRow | null> {
  return manager.findOneBy(deploymentTable, { id, institutionId: In(['', institutionId]) })
}

/** Names, kinds and checksums of the files of some deployments, without their content. */
export function fileFacts(
  manager: EntityManager,
  deploymentIds: readonly string[],
): Promise<Pick<DeploymentResourceRow, 'deploymentId' | 'name' | 'kind' | 'checksum'>[]> {
  return manager.find(deploymentResourceTable, {
    select: { deploymentId: true, name: true, kind: true, checksum: true },
    where: { deploymentId: In([...deploymentIds]) },
    order: { name: 'ASC' },
  })
}

/** The last version of a process that its owner had when the calling definition was deployed; null where there was none. */
export async function deployedBy(
  manager: EntityManager,
  callerId: string,
  processKey: string,
): Promise<Pick<ProcessDefinitionRow, 'id' | 'suspended'> | null> {
  const caller = await manager.findOne(processDefinitionTable, {
    select: { institutionId: true, holderId: true, deployedAt: true },
    where: { id: callerId },
  })
  if (caller === null) return null
  const { institutionId, holderId, deployedAt } = caller
  return manager.findOne(processDefinitionTable, {
    select: { id: true, suspended: true },
    where: { institutionId, holderId, processKey, deployedAt: LessThanOrEqual(deployedAt) },
    order: { version: 'DESC' },
  })
}
