import type { EntityManager } from 'typeorm'
import { NotFound } from '../model/errors.ts'
import type { HistoryEventView, Page } from '../model/views.ts'
import { selectHistory } from '../store/look-ups/history.ts'
import { processInstanceTable } from '../store/tables/process-instance.ts'
import { historyView } from '../store/to-views.ts'
import { pageOf, pageSize, readCursor } from './page.ts'

/** What happened in one case, or with `withCalled` in it and all that it called, in order of time. @throws NotFound */
export async function listHistory(
  manager: EntityManager,
  query: {
    institutionId: string
    processInstanceId: string
    withCalled?: boolean
    type?: string
    limit?: number
    after?: string
  },
): Promise<Page<HistoryEventView>> {
  const { institutionId, processInstanceId, withCalled = false } = query
  const instance = await manager.findOneBy(processInstanceTable, { id: processInstanceId, institutionId })
  if (!instance) throw new NotFound('process instance', processInstanceId)
  const limit = pageSize(query.limit)
  const of = !withCalled
    ? { processInstanceId: instance.id }
    : instance.rootInstanceId === instance.id
      ? { rootInstanceId: instance.id }
      : { callerInstanceId: instance.id }
  const cursor = readCursor(query.after, 3)
  const [at = '', last = '', sequence = 0] = cursor ?? []
  const rows = await selectHistory(
    manager,
    of,
    cursor ? { at, processInstanceId: last, sequence } : null,
    limit + 1,
    query.type,
  )
  return pageOf(
    rows,
    limit,
    (shown) => shown.map(historyView),
    (row) => [row.at, row.processInstanceId, row.sequence],
  )
}
