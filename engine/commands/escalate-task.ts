import type { Told } from '../engine.ts'
import { Conflict } from '../model/errors.ts'
import type { TaskView } from '../model/views.ts'
import { taskTable } from '../store/tables/task.ts'
import { applyEffects } from './apply-effects.ts'
import type { Command } from './execute.ts'
import { expectHolder, openTask, shownTask } from './open-task.ts'
import { handleTaskEvent, notesOfTask } from './task-event.ts'
import { tellOthers } from './tell-others.ts'

/**
 * Asks somebody above to decide about a task; who that is and how they hear of it is the host's. The task stays where it
 * is.
 *
 * @throws TaskNotOpen, NotAllowed
 * @throws Conflict `no-task-events` when the host does nothing about tasks
 */
export const escalateTask: Command<
  Told & { readonly taskId: string; readonly reason: string; readonly note: string },
  TaskView
> = async ({ taskId, reason, note }, unit, parts) => {
  const open = await openTask(unit, parts, taskId)
  expectHolder(unit, open)
  if (parts.taskEvents === null)
    throw new Conflict('no-task-events', 'Expected a host that hears of escalations, but this engine has none.')
  const { task, instance } = open
  const outcome = await handleTaskEvent(unit, parts, open, { kind: 'escalated', by: unit.actorId, reason, note })
  unit.rows.update(taskTable, { id: taskId }, { escalatedAt: unit.now })
  const after = await applyEffects(unit, parts, instance, instance.state, [
    { kind: 'history', type: 'task-escalated', elementId: task.elementId, data: { taskId, reason, note } },
    ...notesOfTask(task.elementId, outcome),
  ])
  await tellOthers(unit, parts, after, outcome)
  return shownTask(unit, open)
}
