/** What the host does around a task, in the transaction that brings the event about. */
import { variablesOfTask } from '../core/visible-variables.ts'
import type { HistoryNote } from '../model/effect.ts'
import type { TaskEvent, TaskEventOutcome } from '../ports.ts'
import type { EngineParts } from './engine-parts.ts'
import { callHost } from './call-host.ts'
import { type OpenTask, shownTask } from './open-task.ts'
import type { Unit } from './unit.ts'

const NOTHING: TaskEventOutcome = {}

/** Lets the host handle an event of an open task; without a host there is nothing to do. */
export async function handleTaskEvent(
  unit: Unit,
  parts: EngineParts,
  open: OpenTask,
  event: TaskEvent,
): Promise<TaskEventOutcome> {
  const { taskEvents } = parts
  if (taskEvents === null) return NOTHING
  const { task, instance } = open
  const { id, elementId } = task
  const variables = variablesOfTask(instance.state, id.slice(task.processInstanceId.length + 1))
  const work = { what: `the handler of task events ("${event.kind}")`, elementId, id, variables }
  const shown = await shownTask(unit, open)
  return callHost(unit, parts, instance, work, (known) => taskEvents.handle({ ...known, event, task: shown }))
}

/** The host's lines for the history of the task's own instance. */
export function notesOfTask(elementId: string, { history = [] }: TaskEventOutcome): HistoryNote[] {
  return history.map(({ type, data }) => ({ kind: 'history', type, elementId, data }))
}
