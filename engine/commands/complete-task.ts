import type { Told } from '../engine.ts'
import { DataRejected, TaskClaimedByAnother } from '../model/errors.ts'
import type { Variables } from '../model/json.ts'
import type { TaskView } from '../model/views.ts'
import { acceptedByForm } from './accepted-data.ts'
import { checkVariables } from './check-variables.ts'
import type { EngineParts } from './engine-parts.ts'
import { expectNotPending } from './delegate-task.ts'
import type { Command } from './execute.ts'
import {
  type OpenTask,
  expectMayWork,
  expectOtherEyes,
  openTask,
  shownTask,
  actsAs,
  peopleBehind,
} from './open-task.ts'
import { stepInstance } from './step-instance.ts'
import { handleTaskEvent, notesOfTask } from './task-event.ts'
import { tellOthers } from './tell-others.ts'
import type { Unit } from './unit.ts'

/**
 * Completes an open task with the data of its form and lets the token move on.
 *
 * @throws TaskNotOpen when it is closed, with who did it; also when its due date closed it a moment ago
 * @throws TaskClaimedByAnother unless the actor may manage
 * @throws NotAllowed for a person who is no candidate, or who would check their own work
 * @throws FormRejected with one entry per field that the form refuses
 */
export const completeTask: Command<
  Told & { readonly taskId: string; readonly data: Variables },
  { readonly task: TaskView }
> = async (input, unit, parts) => {
  checkVariables(input.data, { maxBytes: parts.limits.maxVariablesBytes, language: unit.by.language })
  const open = await openTask(unit, parts, input.taskId)
  const { task, instance } = open
  if (task.assignee !== null && !actsAs(unit.by, task.assignee) && !unit.by.mayManage)
    throw new TaskClaimedByAnother(task.id, task.assignee)
  expectMayWork(unit, open)
  expectNotPending(task)
  await expectOtherEyes(unit, open, peopleBehind(unit.by))

  const variables = await acceptedData(open, input.data, unit, parts)
  const taskId = task.id.slice(task.processInstanceId.length + 1)
  const by = unit.actorId
  // Before the step: afterwards nothing is seen at the task any more.
  const outcome = parts.taskEvents?.heedsCompletion(variables)
    ? await handleTaskEvent(unit, parts, open, { kind: 'completed', by, data: variables })
    : null
  const notes = outcome === null ? [] : notesOfTask(task.elementId, outcome)
  const after = await stepInstance(unit, parts, instance, { kind: 'task-completed', taskId, variables, by }, notes)
  if (outcome !== null) await tellOthers(unit, parts, after, outcome)
  return {
    task: await shownTask(unit, open, {
      state: 'completed',
      endedAt: unit.now,
      completedBy: unit.actorId,
      completedFor: unit.by.onBehalfOf ?? null,
    }),
  }
}

/** Only what the form names reaches the process. */
async function acceptedData(
  { task, instance }: OpenTask,
  data: Variables,
  unit: Unit,
  parts: EngineParts,
): Promise<Variables> {
  if (!parts.checksForms) return data
  const accepted = await acceptedByForm(instance.loaded, task.formKey, data, unit, parts)
  if (accepted !== null) return accepted
  if (Object.keys(data).length === 0 || unit.by.mayManage) return data
  const message =
    unit.by.language === 'lv'
      ? 'Šim uzdevumam nav veidlapas; tas nepieņem datus.'
      : 'This task has no form; it takes no data.'
  throw new DataRejected(`Expected no data for task "${task.id}", which has no form, but there is some.`, [
    { pointer: `/${Object.keys(data)[0]}`, code: 'no-form', message },
  ])
}
