import type { EntityManager } from 'typeorm'
import type { CaseTimelineQuery } from '../engine.ts'
import { NotFound } from '../model/errors.ts'
import { isObject } from '../model/json.ts'
import type { Page, TimelineEventView } from '../model/views.ts'
import { placesOf, selectTimeline, setBehind } from '../store/look-ups/timeline.ts'
import { historyView } from '../store/to-views.ts'
import { pageOf, pageSize, readCursor } from './page.ts'

/** What a person or the world brings with it is told with it. */
const BRINGING: ReadonlySet<string> = new Set(['task-completed', 'message-received'])

/** What happened in some cases and in all that they called, told as one. @throws NotFound */
export async function listCaseTimeline(
  manager: EntityManager,
  query: CaseTimelineQuery,
): Promise<Page<TimelineEventView>> {
  const { institutionId, rootInstanceIds, types, order = 'oldest' } = query
  const roots = (await placesOf(manager, rootInstanceIds)).filter((root) => root.institutionId === institutionId)
  const missing = rootInstanceIds.find((id) => !roots.some((root) => root.id === id))
  if (missing !== undefined) throw new NotFound('process instance', missing)
  if (roots.length === 0) return { items: [], next: null }
  const limit = pageSize(query.limit)
  const [at = '', processInstanceId = '', sequence = 0] = readCursor(query.after, 3) ?? []
  const rows = await selectTimeline(manager, {
    rootInstanceIds: roots.map(({ id }) => id),
    types,
    order: order === 'oldest' ? 'ASC' : 'DESC',
    after: query.after === undefined ? null : { at, processInstanceId, sequence },
    limit: limit + 1,
  })
  const instances = await placesOf(
    manager,
    rows.map((row) => row.processInstanceId),
  )
  const instanceOf = new Map(instances.map((instance) => [instance.id, instance]))
  const entered = await setBehind(
    manager,
    rows.filter(({ type }) => BRINGING.has(type)),
  )
  return pageOf(
    rows,
    limit,
    (shown) =>
      shown.flatMap((row) => {
        const instance = instanceOf.get(row.processInstanceId)
        if (!instance) return []
        const { rootInstanceId, processKey, definitionId } = instance
        const set = entered.get(row)
        const { variables } = set ? historyView(set).data : {}
        return [
          {
            ...historyView(row),
            rootInstanceId,
            processKey,
            definitionId,
            entered: isObject(variables) ? variables : null,
          },
        ]
      }),
    (row) => [row.at, row.processInstanceId, row.sequence],
  )
}
