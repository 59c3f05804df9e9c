/**
 * The queues of those who ask: each person and group has its open tasks in one index, by due date. A page is the
 * beginnings of a few queues put together; how many tasks others have makes no difference.
 */
import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm'
import { taskTable } from '../tables/task.ts'
import { NO_DUE_DATE, taskCandidateTable } from '../tables/task-candidate.ts'
import { type AskedTasks, type Condition, viewersOf } from './task-conditions.ts'

/** Queues to be asked, and those whose own tasks count too. */
export interface Queues {
  readonly keys: readonly { readonly kind: 'user' | 'group' | 'anywhere'; readonly value: string }[]
  readonly holders: readonly string[]
}

/** How one queue is asked. */
export interface QueuePart {
  /** What must hold of `task`; nothing: the queue alone is enough. */
  readonly conditions: readonly Condition[]
  /** What must hold of the due date by which the queue is sorted, and of the id. */
  readonly place?: (due: string, id: string) => string
  readonly order?: 'ASC' | 'DESC'
  readonly limit?: number
}

/**
 * The queues behind a question; null where another way is shorter: by case, by holder, by time, or where tasks need not
 * be open.
 */
export function queuesOf({ query, cases }: AskedTasks): Queues | null {
  if (query.state !== 'open' || cases.kind === 'these') return null
  const { processInstanceId, rootInstanceId, businessKey, assignee, createdAfter, completedBy } = query
  if (
    [processInstanceId, rootInstanceId, businessKey, assignee, createdAfter, completedBy].some(
      (one) => one !== undefined,
    )
  )
    return null
  if (query.candidateUser !== undefined) return null
  const { candidateGroups, visibleTo } = query
  if (candidateGroups !== undefined)
    return visibleTo === undefined ? { keys: keysOf([], candidateGroups), holders: [] } : null
  if (visibleTo === undefined) return null
  const people = viewersOf(query)
  const holders = [...new Set(people.map(({ userId }) => userId))]
  return {
    keys: keysOf(
      holders,
      people.flatMap(({ groups }) => groups),
    ),
    holders,
  }
}

function keysOf(users: readonly string[], groups: readonly string[]): Queues['keys'] {
  return [
    ...users.map((value) => ({ kind: 'user' as const, value })),
    ...[...new Set(groups)].map((value) => ({
      kind: value.endsWith('@*') ? ('anywhere' as const) : ('group' as const),
      value,
    })),
  ]
}

/** The ids of tasks in some queues, as a query with one column `id`; parameters go to `into`. */
export function idsInQueues<Row extends ObjectLiteral>(
  into: SelectQueryBuilder<Row>,
  { keys, holders }: Queues,
  part: QueuePart,
): string {
  const queues = keys.map(({ kind, value }, at) => {
    into.setParameter(`queue${at}`, value)
    const queue = into
      .subQuery()
      .select('queue.taskId', 'id')
      .from(taskCandidateTable, 'queue')
      .where(`queue.institutionId = :institutionId AND queue.kind = '${kind}' AND queue.value = :queue${at}`)
      .andWhere('queue.openDue IS NOT NULL')
    if (part.conditions.length > 0) queue.innerJoin(taskTable.options.name, 'task', 'task.id = queue.taskId')
    return partOf(queue, part, 'queue.openDue', 'queue.taskId')
  })
  const held = holders.map((holder, at) => {
    into.setParameter(`holder${at}`, holder)
    const own = into
      .subQuery()
      .select('task.id', 'id')
      .from(taskTable, 'task')
      .where(`task.institutionId = :institutionId AND task.state = 'open' AND task.assignee = :holder${at}`)
    return partOf(own, part, `COALESCE(task.dueAt, '${NO_DUE_DATE}')`, 'task.id')
  })
  for (const { parameters } of part.conditions) into.setParameters(parameters)
  return [...queues, ...held].map((one, at) => `SELECT id FROM ${one} part${at}`).join(' UNION ')
}

function partOf<Row extends ObjectLiteral>(
  select: SelectQueryBuilder<Row>,
  { conditions, place, order, limit }: QueuePart,
  due: string,
  id: string,
): string {
  for (const { text } of conditions) select.andWhere(text)
  const limits = place?.(due, id) ?? ''
  if (limits !== '') select.andWhere(limits)
  if (order) select.orderBy(due, order).addOrderBy(id, order)
  return select.limit(limit).getQuery()
}
