import type { EntityManager, SelectQueryBuilder } from 'typeorm'
import type { TaskQuery } from '../../engine.ts'
import type { Instant } from '../../model/json.ts'
import { NO_DUE_DATE } from '../tables/task-candidate.ts'
import { type TaskRow, taskTable } from '../tables/task.ts'
import { casesWithWords } from './case-words.ts'
import { type AskedTasks, candidateConditions, conditionsOf, latestDue } from './task-conditions.ts'
import { idsInQueues, queuesOf, type Queues } from './task-queues.ts'

/** Where a page begins: behind the task with this sort value and id. */
export type TaskCursor = readonly [value: string | number, id: string | number]

/** Tasks in the order that the query asks for. */
export async function selectTasks(
  manager: EntityManager,
  query: TaskQuery,
  after: TaskCursor | null,
  now: Instant,
  limit: number,
): Promise<TaskRow[]> {
  const asked = await askedFor(manager, query, now)
  const queues = queuesOf(asked)
  const by = query.sortBy ?? 'dueAt'
  if (by === 'dueAt')
    return queues ? firstInQueues(manager, asked, queues, after, limit) : byDueDate(manager, asked, after, limit)
  const found = queues ? inQueues(manager, asked, queues) : allOf(manager, asked)
  const sort = sortOf(query, by)
  goOnBehind(found, `task.${by}`, sort, after)
  return found.orderBy(`task.${by}`, sort.order).addOrderBy('task.id', sort.idOrder).limit(limit).getMany()
}

/** How many tasks a query finds; one more than `upTo` where there are more. */
export async function countUpTo(manager: EntityManager, query: TaskQuery, now: Instant, upTo: number): Promise<number> {
  const asked = await askedFor(manager, query, now)
  const queues = queuesOf(asked)
  const most = upTo + 1
  const { institutionId } = query
  const count = manager.createQueryBuilder().select('COUNT(*)', 'count').setParameters({ institutionId })
  if (queues) {
    const until = latestDue(asked)
    const place = until === null ? {} : { place: (due: string) => `${due} < :until` }
    if (until !== null) count.setParameters({ until })
    const ids = idsInQueues(count, queues, { conditions: conditionsOf(asked), ...place, limit: most })
    count.from(`(SELECT id FROM (${ids}) every LIMIT ${most})`, 'found')
  } else {
    const few = allOf(manager, asked).select('task.id', 'id').limit(most)
    count.from(`(${few.getQuery()})`, 'found').setParameters(few.getParameters())
  }
  return Number((await count.getRawOne<{ count: number | string }>())?.count ?? 0)
}

/** What a cursor remembers of a task. */
export function sortKeyOf(query: TaskQuery, row: TaskRow): [string | number, string] {
  switch (query.sortBy ?? 'dueAt') {
    case 'dueAt':
      return [row.dueAt ?? NO_DUE_DATE, row.id]
    case 'createdAt':
      return [row.createdAt, row.id]
    case 'priority':
      return [row.priority, row.id]
  }
}

interface Sort {
  readonly order: 'ASC' | 'DESC'
  readonly idOrder: 'ASC' | 'DESC'
}

function sortOf({ direction }: TaskQuery, by: 'dueAt' | 'createdAt' | 'priority'): Sort {
  const order = (direction ?? (by === 'dueAt' ? 'asc' : 'desc')) === 'asc' ? 'ASC' : 'DESC'
  // Of equal priority the one that waits longest comes first.
  const idOrder = by !== 'priority' ? order : order === 'ASC' ? 'DESC' : 'ASC'
  return { order, idOrder }
}

async function askedFor(manager: EntityManager, query: TaskQuery, now: Instant): Promise<AskedTasks> {
  const { institutionId, text = '' } = query
  return { query, now, cases: await casesWithWords(manager, institutionId, text) }
}

/** The states as the partial indexes know them: a value given apart is none that a plan can rest on. */
const STATES = { open: `'open'`, completed: `'completed'`, cancelled: `'cancelled'` } as const

function allOf(manager: EntityManager, asked: AskedTasks): SelectQueryBuilder<TaskRow> {
  const { institutionId, state } = asked.query
  const until = latestDue(asked)
  const found = manager
    .createQueryBuilder(taskTable, 'task')
    .where(`${institutionOf(asked)} = :institutionId`, { institutionId })
  if (state !== undefined) found.andWhere(`task.state = ${STATES[state]}`)
  if (until !== null) found.andWhere('task.dueAt < :until', { until })
  for (const { text, parameters } of [...conditionsOf(asked), ...candidateConditions(asked.query)])
    found.andWhere(text, parameters)
  return found
}

/**
 * The institution as a plan may use it. Where a case or a person narrows the list to a few tasks, it must not be what the
 * database begins with: without figures of its own SQLite would take all open tasks for few.
 */
function institutionOf({ query, cases }: AskedTasks): string {
  const { processInstanceId, rootInstanceId, assignee, completedBy } = query
  const isNarrow = [processInstanceId, rootInstanceId, assignee, completedBy].some((one) => one !== undefined)
  return isNarrow || cases.kind === 'these' ? `(task.institutionId || '')` : 'task.institutionId'
}

function inQueues(manager: EntityManager, asked: AskedTasks, queues: Queues): SelectQueryBuilder<TaskRow> {
  const { institutionId } = asked.query
  const found = manager.createQueryBuilder(taskTable, 'task').setParameters({ institutionId })
  found.where(`task.id IN (${idsInQueues(found, queues, { conditions: [] })})`)
  const until = latestDue(asked)
  if (until !== null) found.andWhere('task.dueAt < :until', { until })
  for (const { text, parameters } of conditionsOf(asked)) found.andWhere(text, parameters)
  return found
}

/** The beginning of each queue, put together and sorted again. */
function firstInQueues(
  manager: EntityManager,
  asked: AskedTasks,
  queues: Queues,
  after: TaskCursor | null,
  limit: number,
): Promise<TaskRow[]> {
  const sort = sortOf(asked.query, 'dueAt')
  const { order } = sort
  const { institutionId } = asked.query
  const found = manager.createQueryBuilder(taskTable, 'task').setParameters({ institutionId })
  const until = latestDue(asked)
  const place = (due: string, id: string): string =>
    [...(after ? [behind(due, id, sort)] : []), ...(until === null ? [] : [`${due} < :until`])].join(' AND ')
  if (after) found.setParameters({ value: after[0], id: after[1] })
  if (until !== null) found.setParameters({ until })
  const ids = idsInQueues(found, queues, { conditions: conditionsOf(asked), place, order, limit })
  return found.where(`task.id IN (${ids})`).orderBy(DUE, order).addOrderBy('task.id', order).limit(limit).getMany()
}

/** Those with a due date and those without, each by the index that has them in order. */
async function byDueDate(
  manager: EntityManager,
  asked: AskedTasks,
  after: TaskCursor | null,
  limit: number,
): Promise<TaskRow[]> {
  const sort = sortOf(asked.query, 'dueAt')
  const parts = sort.order === 'ASC' ? [DATED, UNDATED] : [UNDATED, DATED]
  const first = after === null ? 0 : parts.indexOf(after[0] === NO_DUE_DATE ? UNDATED : DATED)
  const rows: TaskRow[] = []
  for (const part of parts.slice(first)) {
    if (rows.length >= limit) break
    const found = allOf(manager, asked).andWhere(part)
    // The page before ended in the first of them; what is left is whole.
    if (after && part === parts[first]) {
      if (part === DATED) goOnBehind(found, 'task.dueAt', sort, after)
      else found.andWhere(`task.id ${sort.order === 'ASC' ? '>' : '<'} :id`, { id: after[1] })
    }
    if (part === DATED) found.orderBy('task.dueAt', sort.order)
    rows.push(
      ...(await found
        .addOrderBy('task.id', sort.order)
        .limit(limit - rows.length)
        .getMany()),
    )
  }
  return rows
}

const DATED = 'task.dueAt IS NOT NULL'
const UNDATED = 'task.dueAt IS NULL'
const DUE = `COALESCE(task.dueAt, '${NO_DUE_DATE}')`

/** The first comparison is what an index is entered by. */
function behind(column: string, id: string, { order, idOrder }: Sort): string {
  const op = order === 'ASC' ? '>' : '<'
  return `${column} ${op}= :value AND (${column} ${op} :value OR ${id} ${idOrder === 'ASC' ? '>' : '<'} :id)`
}

function goOnBehind(found: SelectQueryBuilder<TaskRow>, column: string, sort: Sort, after: TaskCursor | null): void {
  if (after) found.andWhere(behind(column, 'task.id', sort), { value: after[0], id: after[1] })
}
