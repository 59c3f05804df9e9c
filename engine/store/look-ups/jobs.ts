import { type EntityManager, IsNull, MoreThan } from 'typeorm'
import type { Instant } from '../../model/json.ts'
import { type IncidentRow, incidentTable } from '../tables/incident.ts'
import { type JobRow, jobTable } from '../tables/job.ts'
import { onlyFreeInstances } from './only-free.ts'

/** Which jobs or incidents are asked for. */
export interface JobFilter {
  readonly institutionId: string
  readonly processInstanceId?: string
  readonly state?: 'open' | 'failed'
  /** Only younger ones than this id. */
  readonly after?: string
}

function narrowed({ institutionId, processInstanceId, after }: JobFilter) {
  return {
    institutionId,
    ...(processInstanceId === undefined ? {} : { processInstanceId }),
    ...(after === undefined ? {} : { id: MoreThan(after) }),
  }
}

/** Oldest first. */
export function selectJobs(manager: EntityManager, filter: JobFilter, take: number): Promise<JobRow[]> {
  const where = { ...narrowed(filter), ...(filter.state === undefined ? {} : { state: filter.state }) }
  return manager.find(jobTable, { where, order: { id: 'ASC' }, take })
}

/** Open ones, oldest first. */
export function selectIncidents(manager: EntityManager, filter: JobFilter, take: number): Promise<IncidentRow[]> {
  return manager.find(incidentTable, { where: { ...narrowed(filter), closedAt: IsNull() }, order: { id: 'ASC' }, take })
}

/** External tasks of a topic that no worker holds: highest priority first, then oldest. */
export function freeExternalJobs(
  manager: EntityManager,
  institutionId: string,
  topic: string,
  now: Instant,
  limit: number,
): Promise<JobRow[]> {
  const found = manager
    .createQueryBuilder(jobTable, 'job')
    .where("job.state = 'open' AND job.type = 'external' AND job.suspended = 0")
    .andWhere('job.topic = :topic AND job.institutionId = :institutionId', { topic, institutionId })
    .andWhere('(job.lockedUntil IS NULL OR job.lockedUntil <= :now) AND job.nextTryAt <= :now', { now })
    .orderBy('job.priority', 'DESC')
    .addOrderBy('job.id', 'ASC')
    .limit(limit)
  return onlyFreeInstances(found).getMany()
}
