import { Brackets, type EntityManager, In, type SelectQueryBuilder } from 'typeorm'
import type { TaskQuery } from '../../engine.ts'
import { openScopes } from '../../model/candidate-groups.ts'
import type { Instant } from '../../model/json.ts'
import { taskCandidateTable } from '../tables/task-candidate.ts'
import { type TaskRow, taskTable } from '../tables/task.ts'
import { ofRoot } from './of-root.ts'

/** The first of some elements' tasks that a person completed in an instance. */
export function completedBy(
  manager: EntityManager,
  processInstanceId: string,
  elementIds: readonly string[],
  personId: string,
): Promise<TaskRow | null> {
  const where = {
    processInstanceId,
    elementId: In([...elementIds]),
    state: 'completed',
    completedBy: personId,
  } as const
  return manager.findOneBy(taskTable, where)
}

/** Who last completed a task at one of some elements of an instance; null for nobody. */
export async function lastCompletedBy(
  manager: EntityManager,
  processInstanceId: string,
  elementIds: readonly string[],
): Promise<string | null> {
  const found = await manager.findOne(taskTable, {
    where: { processInstanceId, elementId: In([...elementIds]), state: 'completed' },
    order: { endedAt: 'DESC', id: 'DESC' },
  })
  return found?.completedBy ?? null
}

/** Sorts after every due date. With it `DUE` is the expression of the index `task_open_due`, word for word. */
const NO_DUE_DATE = '9999'
const DUE = `COALESCE(task.dueAt, '${NO_DUE_DATE}')`

/**
 * Tasks by due date (those without one last), by time of making (newest first) or by priority (highest first).
 *
 * @param after sort value and id of the last task of the page before
 */
export function selectTasks(
  manager: EntityManager,
  query: TaskQuery,
  after: readonly (string | number)[] | null,
  now: Instant,
  limit: number,
): Promise<TaskRow[]> {
  const found = manager
    .createQueryBuilder(taskTable, 'task')
    .where('task.institutionId = :institutionId', { institutionId: query.institutionId })
  narrow(found, query, now)
  const sort = SORTS[query.sortBy ?? 'dueAt']
  if (after) {
    const [value, id] = after
    const op = sort.direction === 'ASC' ? '>' : '<'
    const idOp = sort.idDirection === 'ASC' ? '>' : '<'
    found.andWhere(`(${sort.column} ${op} :value OR (${sort.column} = :value AND task.id ${idOp} :id))`, { value, id })
  }
  return found.orderBy(sort.column, sort.direction).addOrderBy('task.id', sort.idDirection).limit(limit).getMany()
}

/** What a cursor remembers of a task. */
export function sortKeyOf(query: TaskQuery, row: TaskRow): [string | number, string] {
  return [SORTS[query.sortBy ?? 'dueAt'].value(row), row.id]
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
  if (query.rootInstanceId !== undefined)
    found.andWhere(`task.processInstanceId IN (${ofRoot(':root')})`, { root: query.rootInstanceId })
  equal('processKey')
  equal('elementId')
  equal('businessKey')
  if (query.unassigned === true) found.andWhere('task.assignee IS NULL')
  if (query.unassigned === false) found.andWhere('task.assignee IS NOT NULL')
  if (query.dueBefore !== undefined) found.andWhere(`${DUE} < :dueBefore`, { dueBefore: query.dueBefore })
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
  const conditions = [`${parameter}.value IN (:...${parameter})`]
  if (kind === 'group')
    openScopes(values).forEach((beginning, at) => {
      found.setParameter(`${parameter}Scope${at}`, beginning)
      conditions.push(`substr(${parameter}.value, 1, ${[...beginning].length}) = :${parameter}Scope${at}`)
    })
  const part = found
    .subQuery()
    .select('1')
    .from(taskCandidateTable, parameter)
    .where(`${parameter}.taskId = task.id AND ${parameter}.kind = '${kind}' AND (${conditions.join(' OR ')})`)
  return `EXISTS ${part.getQuery()}`
}
