import { type EntityManager, IsNull, MoreThan } from 'typeorm'
import type { IncidentView, JobView, Page } from '../model/views.ts'
import { incidentTable } from '../store/tables/incident.ts'
import { jobTable } from '../store/tables/job.ts'
import { incidentView, jobView } from '../store/to-views.ts'
import { pageOf, pageSize, readCursor } from './page.ts'

interface Query {
  readonly institutionId: string
  readonly processInstanceId?: string
  readonly limit?: number
  readonly after?: string
}

/** Jobs that are open or have failed, oldest first. */
export async function listJobs(
  manager: EntityManager,
  query: Query & { readonly state?: 'open' | 'failed' },
): Promise<Page<JobView>> {
  const limit = pageSize(query.limit)
  const where = { ...narrowed(query), ...(query.state === undefined ? {} : { state: query.state }) }
  const rows = await manager.find(jobTable, { where, order: { id: 'ASC' }, take: limit + 1 })
  return pageOf(
    rows,
    limit,
    (shown) => shown.map(jobView),
    (row) => [row.id],
  )
}

/** Incidents that nobody has mended yet, oldest first. */
export async function listIncidents(manager: EntityManager, query: Query): Promise<Page<IncidentView>> {
  const limit = pageSize(query.limit)
  const rows = await manager.find(incidentTable, {
    where: { ...narrowed(query), closedAt: IsNull() },
    order: { id: 'ASC' },
    take: limit + 1,
  })
  return pageOf(
    rows,
    limit,
    (shown) => shown.map(incidentView),
    (row) => [row.id],
  )
}

function narrowed({ institutionId, processInstanceId, after }: Query) {
  const cursor = readCursor(after, 1)
  return {
    institutionId,
    ...(processInstanceId === undefined ? {} : { processInstanceId }),
    ...(cursor ? { id: MoreThan(String(cursor[0])) } : {}),
  }
}
