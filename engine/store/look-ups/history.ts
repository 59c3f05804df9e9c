import type { EntityManager } from 'typeorm'
import { type HistoryEventRow, historyEventTable } from '../tables/history-event.ts'

/** Where a page of history ended. */
export interface HistoryCursor {
  readonly at: string | number
  readonly processInstanceId: string | number
  readonly sequence: string | number
}

/** History in order of time: of everything under a root instance, or of some instances. */
export function selectHistory(
  manager: EntityManager,
  of: { readonly rootInstanceId: string } | { readonly processInstanceIds: readonly string[] },
  after: HistoryCursor | null,
  limit: number,
): Promise<HistoryEventRow[]> {
  const found = manager.createQueryBuilder(historyEventTable, 'event')
  if ('rootInstanceId' in of) found.where('event.rootInstanceId = :root', { root: of.rootInstanceId })
  else found.where('event.processInstanceId IN (:...ids)', { ids: of.processInstanceIds })
  if (after)
    found.andWhere(
      '(event.at > :at OR (event.at = :at AND (event.processInstanceId > :processInstanceId OR (event.processInstanceId = :processInstanceId AND event.sequence > :sequence))))',
      after,
    )
  return found
    .orderBy('event.at', 'ASC')
    .addOrderBy('event.processInstanceId', 'ASC')
    .addOrderBy('event.sequence', 'ASC')
    .limit(limit)
    .getMany()
}
