import type { EntityManager } from 'typeorm'
import type { Instant } from '../model/json.ts'
import type { HistoryEventView, Page } from '../model/views.ts'
import { selectNews } from '../store/look-ups/history.ts'
import { historyView } from '../store/to-views.ts'
import { pageOf, pageSize, readCursor } from './page.ts'

/** What people are told of in all cases of an institution, oldest first: tasks given, due and overdue, messages received. */
export async function listNews(
  manager: EntityManager,
  query: { institutionId: string; since: Instant; until: Instant; limit?: number; after?: string },
): Promise<Page<HistoryEventView>> {
  const { institutionId, since, until } = query
  const limit = pageSize(query.limit)
  const cursor = readCursor(query.after, 3)
  const [at = '', processInstanceId = '', sequence = 0] = cursor ?? []
  const after = cursor ? { at, processInstanceId, sequence } : null
  const rows = await selectNews(manager, { institutionId, since, until }, after, limit + 1)
  return pageOf(
    rows,
    limit,
    (shown) => shown.map(historyView),
    (row) => [row.at, row.processInstanceId, row.sequence],
  )
}
