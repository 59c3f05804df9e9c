import type { Told } from '../engine.ts'
import type { TaskView } from '../model/views.ts'
import { elementsNamed } from '../model/elements-named.ts'
import { writeComment } from './comment-task.ts'
import type { Command } from './execute.ts'
import { expectHolder, expectMayWork, openTask, shownTask } from './open-task.ts'
import { openedTasks } from './opened-tasks.ts'
import { stepInstance } from './step-instance.ts'

/**
 * Sends a task back to one before it, which the diagram names (`sendBackTo`); the first one named where the caller says
 * nothing. The note stands beside the task that is opened there.
 *
 * @throws TaskNotOpen, NotAllowed, Conflict `send-back-not-allowed`
 */
export const sendBackTask: Command<
  Told & { readonly taskId: string; readonly note: string; readonly to?: string },
  { readonly task: TaskView; readonly opened: readonly TaskView[] }
> = async (input, unit, parts) => {
  const open = await openTask(unit, parts, input.taskId)
  const { task, instance } = open
  if (task.assignee === null) expectMayWork(unit, open)
  else expectHolder(unit, open)
  const named = elementsNamed(instance.loaded.definition.nodes[task.elementId]?.properties['sendBackTo'])
  const to = input.to ?? named[0] ?? ''
  const taskId = task.id.slice(task.processInstanceId.length + 1)
  const after = await stepInstance(unit, parts, instance, { kind: 'task-sent-back', taskId, to, note: input.note })
  const opened = await openedTasks(unit, instance, after)
  if (input.note.trim() !== '') for (const { id } of opened) writeComment(unit, id, input.note, '/note')
  return { task: await shownTask(unit, open, { state: 'cancelled', endedAt: unit.now }), opened }
}
