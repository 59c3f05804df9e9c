import type { EntityManager } from 'typeorm'
import type { DefinitionChangeQuery } from '../engine.ts'
import type { DefinitionChangeView } from '../model/deployment.ts'
import type { Page } from '../model/views.ts'
import { selectDefinitionChanges } from '../store/look-ups/definitions.ts'
import { pageOf, pageSize, readCursor } from './page.ts'

/** What was decided about the versions of one process, and why; newest first. */
export async function listDefinitionChanges(
  manager: EntityManager,
  query: DefinitionChangeQuery,
): Promise<Page<DefinitionChangeView>> {
  const limit = pageSize(query.limit)
  const cursor = readCursor(query.after, 1)
  const before = cursor ? String(cursor[0]) : null
  const rows = await selectDefinitionChanges(manager, query.institutionId, query.processKey, before, limit + 1)
  return pageOf(
    rows,
    limit,
    (shown) =>
      shown.map(({ id, definitionId, institutionId, holderId, action, note, at, actor }) => ({
        id,
        definitionId,
        owner: { institutionId, holderId },
        action,
        note,
        at,
        by: actor,
      })),
    ({ id }) => [id],
  )
}
