import { type EntityManager, type FindOptionsWhere, In, IsNull, LessThan } from 'typeorm'
import type { ProcessInstanceView } from '../../model/views.ts'
import { type ProcessInstanceRow, processInstanceTable } from '../tables/process-instance.ts'

/** Instances started by one call that have not ended: one at most. */
export function runningCalled(
  manager: EntityManager,
  parentInstanceId: string,
  parentCallId: string,
): Promise<ProcessInstanceRow[]> {
  return manager.findBy(processInstanceTable, { parentInstanceId, parentCallId, endedAt: IsNull() })
}

/** Running instances of a case, or the one named. */
export function runningOfCase(
  manager: EntityManager,
  institutionId: string,
  which: { readonly businessKey: string } | { readonly processInstanceId: string },
): Promise<ProcessInstanceRow[]> {
  const where = 'businessKey' in which ? { businessKey: which.businessKey } : { id: which.processInstanceId }
  return manager.findBy(processInstanceTable, { institutionId, endedAt: IsNull(), ...where })
}

/** Definitions on which cases of an institution still run. */
export async function runningDefinitionIds(manager: EntityManager, institutionId: string): Promise<string[]> {
  const rows = await manager
    .createQueryBuilder(processInstanceTable, 'instance')
    .select('instance.definitionId', 'definition')
    .distinct(true)
    .where('instance.institutionId = :institutionId AND instance.endedAt IS NULL', { institutionId })
    .getRawMany<{ definition: string }>()
  return rows.map(({ definition }) => definition)
}

export interface InstanceFilter {
  readonly institutionId: string
  readonly processKey?: string
  readonly businessKey?: string
  readonly definitionId?: string
  readonly state?: readonly ProcessInstanceView['state'][]
  /** Only older ones than this id. */
  readonly before?: string
}

/** Newest first. */
export function selectInstances(
  manager: EntityManager,
  filter: InstanceFilter,
  take: number,
): Promise<ProcessInstanceRow[]> {
  const { institutionId, processKey, businessKey, definitionId, state, before } = filter
  const where: FindOptionsWhere<ProcessInstanceRow> = {
    institutionId,
    ...(processKey === undefined ? {} : { processKey }),
    ...(businessKey === undefined ? {} : { businessKey }),
    ...(definitionId === undefined ? {} : { definitionId }),
    ...(state === undefined ? {} : { status: In([...state]) }),
    ...(before === undefined ? {} : { id: LessThan(before) }),
  }
  return manager.find(processInstanceTable, { where, order: { id: 'DESC' }, take })
}

/** Ids of the instances that were called by one of these, oldest first. */
export async function calledIds(manager: EntityManager, parents: readonly string[]): Promise<string[]> {
  const rows = await manager.find(processInstanceTable, {
    select: { id: true },
    where: { parentInstanceId: In([...parents]) },
    order: { id: 'ASC' },
  })
  return rows.map(({ id }) => id)
}
