import { Brackets, type EntityManager, type SelectQueryBuilder } from 'typeorm'
import type { TaskQuery } from '../engine.ts'
import type { Page, TaskView } from '../model/views.ts'
import { taskCandidateTable } from '../store/tables/task-candidate.ts'
import { type TaskRow, taskTable } from '../store/tables/task.ts'
import { taskViews } from '../store/to-views.ts'
import { pageOf, pageSize, readCursor } from './page.ts'

/** Sorts after every due date. */
const NO_DUE_DATE = '9999'
const DUE = `COALESCE(task.dueAt, '${NO_DUE_DATE}')`

/** Tasks by due date (those without one last), by time of making (newest first) or by priority (highest first). */
export async function listTasks(manager: EntityManager, query: TaskQuery, now: string): Promise<Page<TaskView>> {
  const limit = pageSize(query.limit)
  const found = manager
    .createQueryBuilder(taskTable, 'task')
    .where('task.institutionId = :institutionId', { institutionId: query.institutionId })
  narrow(found, query, now)
  const sort = SORTS[query.sortBy ?? 'dueAt']
  const cursor = readCursor(query.after, 2)
  if (cursor) {
    const [value, id] = cursor
    const op = sort.direction === 'ASC' ? '>' : '<'
    const idOp = sort.idDirection === 'ASC' ? '>' : '<'
    found.andWhere(`(${sort.column} ${op} :value OR (${sort.column} = :value AND task.id ${idOp} :id))`, { value, id })
  }
  const rows = await found
    .orderBy(sort.column, sort.direction)
    .addOrderBy('task.id', sort.idDirection)
    .limit(limit + 1)
    .getMany()
  const views = new Map((await taskViews(manager, rows)).map((view) => [view.id, view]))
  return pageOf(
    rows,
    limit,
    (shown) => shown.flatMap(({ id }) => views.get(id) ?? []),
    (row) => [sort.value(row), row.id],
  )
}

interface Sort {
  readonly column: string
  readonly direction: 'ASC' | 'DESC'
  readonly idDirection: 'ASC' | 'DESC'
  readonly value: (row: TaskRow) => string | number
}

const SORTS: Readonly<Record<NonNullable<TaskQuery['sortBy']>, Sort>> = {
  dueAt: { column: DUE, direction: 'ASC', idDirection: 'ASC', value: (row) => row.dueAt ?? NO_DUE_DATE },
  createdAt: { column: 'task.createdAt', direction: 'DESC', idDirection: 'DESC', value: (row) => row.createdAt },
  priority: { column: 'task.priority', direction: 'DESC', idDirection: 'ASC', value: (row) => row.priority },
}

function narrow(found: SelectQueryBuilder<TaskRow>, query: TaskQuery, now: string): void {
  const equal = (property: keyof TaskRow & keyof TaskQuery): void => {
    if (query[property] !== undefined)
      found.andWhere(`task.${property} = :${property}`, { [property]: query[property] })
  }
  equal('state')
  equal('assignee')
  equal('processInstanceId')
  equal('rootInstanceId')
  equal('processKey')
  equal('elementId')
  equal('businessKey')
  if (query.unassigned === true) found.andWhere('task.assignee IS NULL')
  if (query.unassigned === false) found.andWhere('task.assignee IS NOT NULL')
  if (query.dueBefore !== undefined) found.andWhere('task.dueAt < :dueBefore', { dueBefore: query.dueBefore })
  if (query.followUpReached === true) found.andWhere('(task.followUpAt IS NULL OR task.followUpAt <= :now)', { now })
  if (query.candidateGroups !== undefined) found.andWhere(isCandidate(found, 'group', query.candidateGroups, 'groups'))
  if (query.candidateUser !== undefined) found.andWhere(isCandidate(found, 'user', [query.candidateUser], 'user'))
  if (query.visibleTo !== undefined) {
    const { userId, groups } = query.visibleTo
    found.andWhere(
      new Brackets((any) =>
        any
          .where('task.assignee = :visibleTo', { visibleTo: userId })
          .orWhere(isCandidate(found, 'user', [userId], 'visibleUser'))
          .orWhere(isCandidate(found, 'group', groups, 'visibleGroups')),
      ),
    )
  }
}

/** @returns the condition that the task invites one of the values */
function isCandidate(
  found: SelectQueryBuilder<TaskRow>,
  kind: 'user' | 'group',
  values: readonly string[],
  parameter: string,
): string {
  if (values.length === 0) return '1 = 0'
  found.setParameter(parameter, [...values])
  const part = found
    .subQuery()
    .select('1')
    .from(taskCandidateTable, parameter)
    .where(
      `${parameter}.taskId = task.id AND ${parameter}.kind = '${kind}' AND ${parameter}.value IN (:...${parameter})`,
    )
  return `EXISTS ${part.getQuery()}`
}
