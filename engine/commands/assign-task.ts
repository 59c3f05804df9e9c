import type { Told } from '../engine.ts'
import type { TaskView } from '../model/views.ts'
import { taskTable } from '../store/tables/task.ts'
import { addHistory } from './add-history.ts'
import { NOT_DELEGATED } from './delegate-task.ts'
import type { Command } from './execute.ts'
import { expectHolder, expectOtherEyes, openTask, shownTask } from './open-task.ts'

/**
 * Gives a task to a person. Its holder may pass it on; others only if they may manage. Whether the person given it is
 * the right one is the caller's policy, but nobody is given the check of their own work.
 *
 * @throws TaskNotOpen, NotAllowed
 */
export const assignTask: Command<Told & { readonly taskId: string; readonly assignee: string }, TaskView> = async (
  input,
  unit,
  parts,
) => {
  const open = await openTask(unit, parts, input.taskId)
  const { task, instance } = open
  expectHolder(unit, open)
  await expectOtherEyes(unit, open, [input.assignee])

  const changes = { ...NOT_DELEGATED, assignee: input.assignee, claimedAt: unit.now }
  unit.rows.update(taskTable, { id: task.id }, changes)
  const data = { taskId: task.id, from: task.assignee, to: input.assignee }
  await addHistory(unit, parts, instance, 'task-assigned', task.elementId, data)
  return shownTask(unit, open, changes)
}
