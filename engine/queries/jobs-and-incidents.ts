import type { EntityManager } from 'typeorm'
import type { IncidentView, JobView, Page } from '../model/views.ts'
import { selectIncidents, selectJobs } from '../store/look-ups/jobs.ts'
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
  const rows = await selectJobs(manager, withCursor(query), limit + 1)
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
  const rows = await selectIncidents(manager, withCursor(query), limit + 1)
  return pageOf(
    rows,
    limit,
    (shown) => shown.map(incidentView),
    (row) => [row.id],
  )
}

/** The filter with the cursor read back to the id that it stands for. */
function withCursor<Q extends Query>({ after, ...filter }: Q): Omit<Q, 'after'> & { readonly after?: string } {
  const cursor = readCursor(after, 1)
  return cursor ? { ...filter, after: String(cursor[0]) } : filter
}
