import type { Told } from '../engine.ts'
import { refusedValue } from '../model/errors.ts'
import type { Instant } from '../model/json.ts'
import type { TaskView } from '../model/views.ts'
import { taskTable } from '../store/tables/task.ts'
import { readInstant } from '../time/iso8601.ts'
import { addHistory } from './add-history.ts'
import type { Command } from './execute.ts'
import { expectHolder, expectMayWork, openTask, shownTask } from './open-task.ts'

/**
 * Puts a task off until later, or takes that back with null: lists may leave it out until then. For its holder; where
 * nobody holds it, for who may take it.
 *
 * @throws TaskNotOpen, NotAllowed, DataRejected for what is no instant
 */
export const setFollowUp: Command<
  Told & { readonly taskId: string; readonly followUpAt: Instant | null },
  TaskView
> = async (input, unit, parts) => {
  const open = await openTask(unit, parts, input.taskId)
  const { task, instance } = open
  if (task.assignee === null) expectMayWork(unit, open)
  else expectHolder(unit, open)
  const followUpAt = input.followUpAt === null ? null : readInstant(input.followUpAt)
  if (followUpAt === null && input.followUpAt !== null)
    throw refusedValue('/followUpAt', 'format', `Expected an instant, but got "${input.followUpAt}".`)
  unit.rows.update(taskTable, { id: task.id }, { followUpAt })
  const data = { taskId: task.id, from: task.followUpAt, to: followUpAt }
  await addHistory(unit, parts, instance, 'task-follow-up-set', task.elementId, data)
  return shownTask(unit, open, { followUpAt })
}
