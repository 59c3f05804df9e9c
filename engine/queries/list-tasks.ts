import type { EntityManager } from 'typeorm'
import type { TaskQuery } from '../engine.ts'
import type { Page, TaskView } from '../model/views.ts'
import { selectTasks, sortKeyOf } from '../store/look-ups/tasks.ts'
import { taskViews } from '../store/to-views.ts'
import { pageOf, pageSize, readCursor } from './page.ts'

/** Tasks by due date (those without one last), by time of making (newest first) or by priority (highest first). */
export async function listTasks(manager: EntityManager, query: TaskQuery, now: string): Promise<Page<TaskView>> {
  const limit = pageSize(query.limit)
  const rows = await selectTasks(manager, query, readCursor(query.after, 2), now, limit + 1)
  const views = new Map((await taskViews(manager, rows)).map((view) => [view.id, view]))
  return pageOf(
    rows,
    limit,
    (shown) => shown.flatMap(({ id }) => views.get(id) ?? []),
    (row) => sortKeyOf(query, row),
  )
}
