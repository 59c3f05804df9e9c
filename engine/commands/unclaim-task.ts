import type { Told } from '../engine.ts'
import { TaskClaimedByAnother } from '../model/errors.ts'
import type { TaskView } from '../model/views.ts'
import { taskTable } from '../store/tables/task.ts'
import { addHistory } from './add-history.ts'
import { NOT_DELEGATED } from './delegate-task.ts'
import type { Command } from './execute.ts'
import { openTask, shownTask, actsAs } from './open-task.ts'

/**
 * Gives a task back to its candidates. A task that nobody holds stays as it is.
 *
 * @throws TaskNotOpen
 * @throws TaskClaimedByAnother unless the actor may manage
 */
export const unclaimTask: Command<Told & { readonly taskId: string }, TaskView> = async (input, unit, parts) => {
  const open = await openTask(unit, parts, input.taskId)
  const { task, instance } = open
  if (task.assignee === null) return shownTask(unit, open)
  if (!actsAs(unit.by, task.assignee) && !unit.by.mayManage) throw new TaskClaimedByAnother(task.id, task.assignee)

  const changes = { ...NOT_DELEGATED, assignee: null, claimedAt: null }
  unit.rows.update(taskTable, { id: task.id }, changes)
  await addHistory(unit, parts, instance, 'task-unclaimed', task.elementId, { taskId: task.id, from: task.assignee })
  return shownTask(unit, open, changes)
}
