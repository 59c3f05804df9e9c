import type { EntityManager } from 'typeorm'
import type { OutboxQuery } from '../engine.ts'
import type { OutboxItemView, Page } from '../model/views.ts'
import { selectOutbox } from '../store/look-ups/outbox.ts'
import { outboxItemView } from '../store/to-views.ts'
import { pageOf, pageSize, readCursor } from './page.ts'

/** What goes to other systems, oldest first. */
export async function listOutbox(
  manager: EntityManager,
  { limit: wanted, after, ...filter }: OutboxQuery,
): Promise<Page<OutboxItemView>> {
  const limit = pageSize(wanted)
  const cursor = readCursor(after, 1)
  const rows = await selectOutbox(manager, filter, cursor ? String(cursor[0]) : null, limit + 1)
  return pageOf(
    rows,
    limit,
    (shown) => shown.map(outboxItemView),
    (row) => [row.id],
  )
}
