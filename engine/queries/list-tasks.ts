import type { EntityManager } from 'typeorm'
import type { TaskQuery } from '../engine.ts'
import type { Count } from '../model/views.ts'
import type { Page, TaskView } from '../model/views.ts'
import { countUpTo, selectTasks, sortKeyOf } from '../store/look-ups/task-list.ts'
import { taskViews } from '../store/to-views.ts'
import { pageOf, pageSize, readCursor } from './page.ts'

const COUNTED = 1_000
const MOST_COUNTED = 10_000

/** Tasks in the order that the query asks for. */
export async function listTasks(manager: EntityManager, query: TaskQuery, now: string): Promise<Page<TaskView>> {
  const limit = pageSize(query.limit)
  const [value, id] = readCursor(query.after, 2) ?? []
  const after = value === undefined || id === undefined ? null : ([value, id] as const)
  const rows = await selectTasks(manager, query, after, now, limit + 1)
  const views = new Map((await taskViews(manager, rows)).map((view) => [view.id, view]))
  return pageOf(
    rows,
    limit,
    (shown) => shown.flatMap((row) => views.get(row.id) ?? []),
    (row) => sortKeyOf(query, row),
  )
}

/** How many tasks a query finds, counted up to a bound. */
export async function countTasks(
  manager: EntityManager,
  query: TaskQuery,
  now: string,
  upTo: number = COUNTED,
): Promise<Count> {
  const most = Math.min(Math.max(Math.trunc(upTo), 1), MOST_COUNTED)
  const count = await countUpTo(manager, query, now, most)
  return { count: Math.min(count, most), more: count > most }
}
