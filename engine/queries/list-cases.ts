import type { EntityManager } from 'typeorm'
import type { CaseQuery } from '../engine.ts'
import { NO_SUMMARY } from '../model/case-summary.ts'
import type { CaseView, Page } from '../model/views.ts'
import { selectCases, summariesOf } from '../store/look-ups/cases.ts'
import { instanceView, summaryView } from '../store/to-views.ts'
import { pageOf, pageSize, readCursor } from './page.ts'

/** Cases with what they are about, newest first. */
export async function listCases(manager: EntityManager, query: CaseQuery): Promise<Page<CaseView>> {
  const limit = pageSize(query.limit)
  const cursor = readCursor(query.after, 1)
  const rows = await selectCases(manager, query, cursor ? String(cursor[0]) : null, limit + 1)
  const summaries = await summariesOf(
    manager,
    rows.map(({ id }) => id),
  )
  const about = new Map(summaries.map((summary) => [summary.rootInstanceId, summaryView(summary)]))
  return pageOf(
    rows,
    limit,
    (shown) => shown.map((row) => ({ ...instanceView(row), ...(about.get(row.id) ?? NO_SUMMARY) })),
    (row) => [row.id],
  )
}
