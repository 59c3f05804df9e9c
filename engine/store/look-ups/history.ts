import type { EntityManager } from 'typeorm'
import { type HistoryEventRow, historyEventTable, IS_NEWS } from '../tables/history-event.ts'
import { processInstanceTable } from '../tables/process-instance.ts'
import { ofRoot } from './of-root.ts'

/** Where a page of history ended. */
export interface HistoryCursor {
  readonly at: string | number
  readonly processInstanceId: string | number
  readonly sequence: string | number
}

/**
 * An instance with all that it called, and what these called: any number, so the database itself walks the calls. It
 * begins with a row rather than with the id alone, whose order of text PostgreSQL would take for another.
 */
const FAMILY = `WITH RECURSIVE family(id) AS (
  SELECT id FROM process_instance WHERE id = :caller UNION ALL SELECT called.id FROM process_instance called JOIN family ON called.parent_instance_id = family.id
) SELECT id FROM family`

/** History in order of time: of everything under a root instance, of one instance, or of one with all that it called. */
export function selectHistory(
  manager: EntityManager,
  of:
    | { readonly rootInstanceId: string }
    | { readonly processInstanceId: string }
    | { readonly callerInstanceId: string },
  after: HistoryCursor | null,
  limit: number,
  type?: string,
): Promise<HistoryEventRow[]> {
  const found = manager.createQueryBuilder(historyEventTable, 'event')
  if ('rootInstanceId' in of)
    found.where(`event.processInstanceId IN (${ofRoot(':root')})`, { root: of.rootInstanceId })
  else if ('processInstanceId' in of) found.where('event.processInstanceId = :id', { id: of.processInstanceId })
  else found.where(`event.processInstanceId IN (${FAMILY})`, { caller: of.callerInstanceId })
  if (type !== undefined) found.andWhere('event.type = :type', { type })
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

/** What people are told of, of all cases of an institution, after one instant and up to another. */
export function selectNews(
  manager: EntityManager,
  of: { readonly institutionId: string; readonly since: string; readonly until: string },
  after: HistoryCursor | null,
  limit: number,
): Promise<HistoryEventRow[]> {
  const found = manager
    .createQueryBuilder(historyEventTable, 'event')
    .innerJoin(processInstanceTable.options.name, 'instance', 'instance.id = event.processInstanceId')
    .where(`event.${IS_NEWS} AND event.at > :since AND event.at <= :until`, of)
    .andWhere('instance.institutionId = :institutionId')
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
