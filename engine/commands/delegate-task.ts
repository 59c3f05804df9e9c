/**
 * Delegation, in the words of Camunda 7: the owner of a task asks somebody to work on it (`pending`); the task comes back
 * to its owner when they are done (`resolved`), and only the owner completes it.
 */
import type { Told } from '../engine.ts'
import { Conflict } from '../model/errors.ts'
import type { TaskView } from '../model/views.ts'
import { type TaskRow, taskTable } from '../store/tables/task.ts'
import { addHistory } from './add-history.ts'
import { writeComment } from './comment-task.ts'
import type { Command } from './execute.ts'
import { actsFor, expectHolder, expectOtherEyes, openTask, shownTask } from './open-task.ts'

/**
 * Lets somebody else work on a task that one holds. Whether that is the right person is the caller's policy, but nobody
 * is given the check of their own work.
 *
 * @throws TaskNotOpen, NotAllowed
 */
export const delegateTask: Command<
  Told & { readonly taskId: string; readonly to: string; readonly note: string },
  TaskView
> = async ({ taskId, to, note }, unit, parts) => {
  const open = await openTask(unit, parts, taskId)
  expectHolder(unit, open)
  await expectOtherEyes(unit, open, [to])
  const { task, instance } = open
  const owner = task.owner ?? task.assignee ?? actsFor(unit.by)
  const changes = { owner, assignee: to, claimedAt: unit.now, delegationState: 'pending' as const }
  unit.rows.update(taskTable, { id: taskId }, changes)
  if (note.trim() !== '') writeComment(unit, taskId, note, '/note')
  await addHistory(unit, parts, instance, 'task-delegated', task.elementId, { taskId, owner, to, note })
  return shownTask(unit, open, changes)
}

/**
 * Says that the delegated work is done; the task goes back to its owner.
 *
 * @throws TaskNotOpen, NotAllowed; Conflict `not-delegated`
 */
export const resolveDelegation: Command<Told & { readonly taskId: string; readonly note: string }, TaskView> = async (
  { taskId, note },
  unit,
  parts,
) => {
  const open = await openTask(unit, parts, taskId)
  expectHolder(unit, open)
  const { task, instance } = open
  if (task.delegationState !== 'pending')
    throw new Conflict('not-delegated', `Expected a delegated task, but "${taskId}" is none.`, { taskId })
  const changes = { assignee: task.owner, claimedAt: unit.now, delegationState: 'resolved' as const }
  unit.rows.update(taskTable, { id: taskId }, changes)
  if (note.trim() !== '') writeComment(unit, taskId, note, '/note')
  const data = { taskId, owner: task.owner, from: task.assignee, note }
  await addHistory(unit, parts, instance, 'task-delegation-resolved', task.elementId, data)
  return shownTask(unit, open, changes)
}

/** A task that goes to somebody else otherwise is nobody's by delegation. */
export const NOT_DELEGATED: Pick<TaskRow, 'owner' | 'delegationState'> = { owner: null, delegationState: null }

/** @throws Conflict `delegation-pending` */
export function expectNotPending({ id, delegationState, owner }: TaskRow): void {
  if (delegationState !== 'pending') return
  const message = `Expected a task that its owner completes, but "${id}" is delegated; resolve it, and it goes back to "${owner}".`
  throw new Conflict('delegation-pending', message, { taskId: id, owner })
}
