import type { Told } from '../engine.ts'
import { TaskClaimedByAnother } from '../model/errors.ts'
import type { TaskView } from '../model/views.ts'
import { taskTable } from '../store/tables/task.ts'
import { addHistory } from './add-history.ts'
import type { Command } from './execute.ts'
import { expectMayWork, expectOtherEyes, openTask, shownTask, actsAs, peopleBehind } from './open-task.ts'

/**
 * Takes a task for oneself, so that nobody else works on it. Claiming one's own task again changes nothing; who may
 * manage takes it over from its holder.
 *
 * @throws TaskNotOpen, TaskClaimedByAnother, NotAllowed (no candidate, or four eyes)
 */
export const claimTask: Command<Told & { readonly taskId: string }, TaskView> = async (input, unit, parts) => {
  const open = await openTask(unit, parts, input.taskId)
  const { task, instance } = open
  const { id: by, mayManage } = unit.by
  if (task.assignee === by && task.claimedAt !== null) return shownTask(unit, open)
  if (task.assignee !== null && !actsAs(unit.by, task.assignee) && !mayManage)
    throw new TaskClaimedByAnother(task.id, task.assignee)
  expectMayWork(unit, open)
  await expectOtherEyes(unit, open, peopleBehind(unit.by))

  const changes = { assignee: by, claimedAt: unit.now }
  unit.rows.update(taskTable, { id: task.id }, changes)
  await addHistory(unit, parts, instance, 'task-claimed', task.elementId, { taskId: task.id, from: task.assignee })
  return shownTask(unit, open, changes)
}
