import type { Told } from '../engine.ts'
import { Conflict, NotAllowed, NotFound } from '../model/errors.ts'
import type { TakeBack } from '../model/effect.ts'
import type { TaskView } from '../model/views.ts'
import { taskCandidateTable } from '../store/tables/task-candidate.ts'
import { isLeftAlone, type TaskRow, taskTable } from '../store/tables/task.ts'
import type { Command } from './execute.ts'
import { expectActive, openInstance } from './open-instance.ts'
import { actsAs, shownTask } from './open-task.ts'
import { openedTasks } from './opened-tasks.ts'
import { stepInstance } from './step-instance.ts'
import { moveInQueues } from './task-candidates.ts'
import type { Unit } from './unit.ts'

/**
 * Takes a completed task back while nobody has touched what it led to, where the diagram allows it (`takeBack`). What it
 * led to is cancelled; the task is open again, as a new one, with who had it, its due date and the data as they were.
 *
 * @throws NotAllowed for who did not complete it; Conflict `take-back-not-allowed`, `already-gone-on`; InstanceNotActive
 */
export const takeBackTask: Command<
  Told & { readonly taskId: string },
  { readonly task: TaskView; readonly opened: readonly TaskView[] }
> = async ({ taskId }, unit, parts) => {
  const task = await unit.rows.find(taskTable, { id: taskId })
  if (task?.institutionId !== unit.by.institutionId) throw new NotFound('task', taskId)
  if (!actsAs(unit.by, task.completedBy) && !actsAs(unit.by, task.completedFor))
    throw new NotAllowed(`Expected who completed task "${taskId}", but that is not "${unit.by.id}".`, { taskId })
  if (task.takeBack === null) {
    const message = `Expected a completion that can be taken back, but that of "${taskId}" cannot.`
    throw new Conflict('take-back-not-allowed', message, { taskId })
  }
  const instance = await openInstance(unit, parts, task.processInstanceId)
  expectActive(instance)
  const takeBack: TakeBack = JSON.parse(task.takeBack)
  await expectUntouched(unit, task, takeBack)

  const { elementId } = task
  const shortId = taskId.slice(task.processInstanceId.length + 1)
  const event = { kind: 'task-taken-back', taskId: shortId, elementId, ...takeBack } as const
  const after = await stepInstance(unit, parts, instance, event)
  unit.rows.update(taskTable, { id: taskId }, { takeBack: null })
  const opened: TaskView[] = []
  for (const view of await openedTasks(unit, instance, after)) opened.push(await asItWas(unit, view, task))
  const candidates = await unit.rows.findAll(taskCandidateTable, { taskId })
  return { task: await shownTask(unit, { task, candidates }), opened }
}

/** What was claimed, given to somebody or put off has been touched. */
async function expectUntouched(unit: Unit, { id, processInstanceId }: TaskRow, { tokens }: TakeBack): Promise<void> {
  for (const { taskId } of tokens) {
    const next = await unit.rows.find(taskTable, { id: `${processInstanceId}.${taskId}` })
    if (next && isLeftAlone(next)) continue
    const message = `Expected that nobody touched what task "${id}" led to, but somebody did.`
    throw new Conflict('already-gone-on', message, { taskId: id, by: next?.assignee ?? null })
  }
}

async function asItWas(unit: Unit, opened: TaskView, { assignee, completedBy, dueAt }: TaskRow): Promise<TaskView> {
  const changes = { assignee: assignee ?? completedBy, claimedAt: unit.now, dueAt }
  unit.rows.update(taskTable, { id: opened.id }, { ...changes, attentionAt: dueAt })
  await moveInQueues(unit, opened.id, dueAt)
  return { ...opened, ...changes }
}
