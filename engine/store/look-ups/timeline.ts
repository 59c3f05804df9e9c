import { type EntityManager, In } from 'typeorm'
import { type HistoryEventRow, historyEventTable } from '../tables/history-event.ts'
import { processInstanceTable } from '../tables/process-instance.ts'
import { ofRoot } from './of-root.ts'
import type { HistoryCursor } from './history.ts'

/** What is asked of the histories of some cases. */
export interface TimelineFilter {
  readonly rootInstanceIds: readonly string[]
  /** Only lines of these types; all where none are named. */
  readonly types?: readonly string[] | undefined
  readonly order: 'ASC' | 'DESC'
  readonly after: HistoryCursor | null
  readonly limit: number
}

/** The histories of some cases and of all that they called as one, in order of time. */
export function selectTimeline(
  manager: EntityManager,
  { rootInstanceIds, types, order, after, limit }: TimelineFilter,
): Promise<HistoryEventRow[]> {
  const parameters = Object.fromEntries(rootInstanceIds.map((id, at) => [`root${at}`, id]))
  const ids = rootInstanceIds.map((_, at) => ofRoot(`:root${at}`)).join(' UNION ALL ')
  const found = manager
    .createQueryBuilder(historyEventTable, 'event')
    .where(`event.processInstanceId IN (${ids})`, parameters)
  if (types) found.andWhere(types.length === 0 ? '1 = 0' : 'event.type IN (:...types)', { types: [...types] })
  const beyond = order === 'ASC' ? '>' : '<'
  if (after)
    found.andWhere(
      `(event.at ${beyond} :at OR (event.at = :at AND (event.processInstanceId ${beyond} :processInstanceId OR (event.processInstanceId = :processInstanceId AND event.sequence ${beyond} :sequence))))`,
      after,
    )
  return found
    .orderBy('event.at', order)
    .addOrderBy('event.processInstanceId', order)
    .addOrderBy('event.sequence', order)
    .limit(limit)
    .getMany()
}

/** Where things happen: the instances of these ids, with their case and process. */
export async function placesOf(manager: EntityManager, ids: readonly string[]) {
  if (ids.length === 0) return []
  return manager.find(processInstanceTable, {
    select: { id: true, institutionId: true, rootInstanceId: true, processKey: true, definitionId: true },
    where: { id: In([...new Set(ids)]) },
  })
}

/** Lines that a step writes behind one of its own, e.g. the data that came with a completed task. */
const LINES_BEHIND = 4

/** What was set by the step that wrote each of these lines, where it set anything at the same element. */
export async function setBehind(
  manager: EntityManager,
  lines: readonly HistoryEventRow[],
): Promise<ReadonlyMap<HistoryEventRow, HistoryEventRow>> {
  if (lines.length === 0) return new Map()
  const sequences = lines.flatMap(({ sequence }) => Array.from({ length: LINES_BEHIND }, (_, at) => sequence + at + 1))
  const rows = await manager.findBy(historyEventTable, {
    processInstanceId: In([...new Set(lines.map((one) => one.processInstanceId))]),
    sequence: In([...new Set(sequences)]),
    type: 'variables-set',
  })
  const behind = (line: HistoryEventRow) =>
    rows.find(
      (row) =>
        row.processInstanceId === line.processInstanceId &&
        row.elementId === line.elementId &&
        row.at === line.at &&
        row.sequence > line.sequence &&
        row.sequence <= line.sequence + LINES_BEHIND,
    )
  return new Map(
    lines.flatMap((line) => {
      const row = behind(line)
      return row ? [[line, row] as const] : []
    }),
  )
}
