/** Who may take a task, and the queues in which its open tasks stand. */
import { openScopeOf } from '../model/candidate-groups.ts'
import type { Instant } from '../model/json.ts'
import { NO_DUE_DATE, type TaskCandidateRow, taskCandidateTable } from '../store/tables/task-candidate.ts'
import type { Unit } from './unit.ts'

/** Rows of those who may take an open task. */
export function candidatesOf(
  task: { readonly id: string; readonly institutionId: string; readonly dueAt: Instant | null },
  { users, groups }: { readonly users: readonly string[]; readonly groups: readonly string[] },
): TaskCandidateRow[] {
  const rows = (kind: TaskCandidateRow['kind'], values: readonly string[]): TaskCandidateRow[] =>
    [...new Set(values)].map((value) => ({
      taskId: task.id,
      kind,
      value,
      institutionId: task.institutionId,
      openDue: task.dueAt ?? NO_DUE_DATE,
    }))
  return [...rows('user', users), ...rows('group', groups), ...rows('anywhere', groups.flatMap(openScopeOf))]
}

/** Moves an open task in every queue that it stands in. */
export function moveInQueues(unit: Unit, taskId: string, dueAt: Instant | null): Promise<void> {
  return setOpenDue(unit, taskId, dueAt ?? NO_DUE_DATE)
}

/** Takes a closed task out of its queues. */
export function leaveQueues(unit: Unit, taskId: string): Promise<void> {
  return setOpenDue(unit, taskId, null)
}

async function setOpenDue(unit: Unit, taskId: string, openDue: string | null): Promise<void> {
  for (const { kind, value } of await unit.rows.findAll(taskCandidateTable, { taskId }))
    unit.rows.update(taskCandidateTable, { taskId, kind, value }, { openDue })
}
