import type { Told } from '../engine.ts'
import { NotFound } from '../model/errors.ts'
import type { TaskView } from '../model/views.ts'
import { taskCandidateTable } from '../store/tables/task-candidate.ts'
import { taskTable } from '../store/tables/task.ts'
import { addHistory } from './add-history.ts'
import type { EngineParts } from './engine-parts.ts'
import { NOT_DELEGATED } from './delegate-task.ts'
import type { Command } from './execute.ts'
import { expectHolder, openTask, shownTask } from './open-task.ts'
import { candidatesOf } from './task-candidates.ts'
import type { Unit } from './unit.ts'

/** Where a task goes: a candidate group, or a group of people by the id that the host knows it by. */
export type OtherGroup = { readonly group: string } | { readonly groupId: string }

/**
 * Functional escalation: gives a task to another group, whose members may take it; who held it lets it go, who could have
 * taken it no longer can. The due date stays.
 *
 * @throws TaskNotOpen, NotAllowed; NotFound for a group that the host does not know
 */
export const handOnTask: Command<
  Told & { readonly taskId: string; readonly to: OtherGroup; readonly note: string },
  TaskView
> = async ({ taskId, to, note }, unit, parts) => {
  const open = await openTask(unit, parts, taskId)
  expectHolder(unit, open)
  const { task, candidates, instance } = open
  const group = await candidateGroup(unit, parts, to)

  const target = candidatesOf(task, { users: [], groups: [group] })
  for (const { kind, value } of candidates) unit.rows.delete(taskCandidateTable, { taskId, kind, value })
  for (const candidate of target) unit.rows.insert(taskCandidateTable, candidate)
  const changes = { ...NOT_DELEGATED, assignee: null, claimedAt: null }
  unit.rows.update(taskTable, { id: taskId }, changes)
  const from = candidates.flatMap(({ kind, value }) => (kind === 'anywhere' ? [] : value))
  const data = { taskId, from, assignee: task.assignee, to: group, note }
  await addHistory(unit, parts, instance, 'task-handed-on', task.elementId, data)
  return shownTask(unit, { task, candidates: target }, changes)
}

async function candidateGroup(unit: Unit, parts: EngineParts, to: OtherGroup): Promise<string> {
  if ('group' in to) return to.group
  const group = await parts.taskEvents?.candidateGroupOf(to.groupId, unit.records)
  if (group === null || group === undefined) throw new NotFound('group', to.groupId)
  return group
}
