import { type EntityManager, In } from 'typeorm'
import { NotFound } from '../model/errors.ts'
import type { HistoryEventView, Page } from '../model/views.ts'
import { historyEventTable } from '../store/tables/history-event.ts'
import { processInstanceTable } from '../store/tables/process-instance.ts'
import { historyView } from '../store/to-views.ts'
import { pageOf, pageSize, readCursor } from './page.ts'

/** What happened in one case, or with `withCalled` in it and all that it called, in order of time. @throws NotFound */
export async function listHistory(
  manager: EntityManager,
  query: { institutionId: string; processInstanceId: string; withCalled?: boolean; limit?: number; after?: string },
): Promise<Page<HistoryEventView>> {
  const { institutionId, processInstanceId, withCalled = false } = query
  const instance = await manager.findOneBy(processInstanceTable, { id: processInstanceId, institutionId })
  if (!instance) throw new NotFound('process instance', processInstanceId)
  const limit = pageSize(query.limit)
  const found = manager.createQueryBuilder(historyEventTable, 'event')
  if (!withCalled) found.where('event.processInstanceId = :processInstanceId', { processInstanceId })
  else if (instance.rootInstanceId === instance.id) found.where('event.rootInstanceId = :root', { root: instance.id })
  else found.where('event.processInstanceId IN (:...ids)', { ids: await withDescendants(manager, instance.id) })

  const cursor = readCursor(query.after, 3)
  if (cursor)
    found.andWhere(
      '(event.at > :at OR (event.at = :at AND (event.processInstanceId > :last OR (event.processInstanceId = :last AND event.sequence > :sequence))))',
      { at: cursor[0], last: cursor[1], sequence: cursor[2] },
    )
  const rows = await found
    .orderBy('event.at', 'ASC')
    .addOrderBy('event.processInstanceId', 'ASC')
    .addOrderBy('event.sequence', 'ASC')
    .limit(limit + 1)
    .getMany()
  return pageOf(
    rows,
    limit,
    (shown) => shown.map(historyView),
    (row) => [row.at, row.processInstanceId, row.sequence],
  )
}

async function withDescendants(manager: EntityManager, id: string): Promise<string[]> {
  const all = [id]
  for (let parents = [id]; parents.length > 0;) {
    const rows = await manager.find(processInstanceTable, {
      select: { id: true },
      where: { parentInstanceId: In(parents) },
    })
    parents = rows.map((row) => row.id)
    all.push(...parents)
  }
  return all
}
