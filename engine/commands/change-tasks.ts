import { scopeVariables } from '../core/visible-variables.ts'
import { NotAllowed } from '../model/errors.ts'
import type { Instant, Variables } from '../model/json.ts'
import { taskCandidateTable } from '../store/tables/task-candidate.ts'
import { type TaskRow, taskTable } from '../store/tables/task.ts'
import { addHistory } from './add-history.ts'
import { caseEnvironment } from './case-environment.ts'
import { NOT_DELEGATED } from './delegate-task.ts'
import type { EngineParts } from './engine-parts.ts'
import type { OpenInstance } from './open-instance.ts'
import { expectOtherEyes } from './open-task.ts'
import { attentionOf } from './task-attention.ts'
import { moveInQueues } from './task-candidates.ts'
import type { Unit } from './unit.ts'

/** What is to be different about a task, decided outside of its own instance. */
export interface TaskChange {
  readonly assignee?: string
  readonly dueAt?: Instant
  /** Goes into the history beside each change. */
  readonly note?: Variables
}

/**
 * Gives open tasks of an instance to somebody or moves their due date, which is then fixed. What cannot be done, because
 * the task is closed by now or its four eyes forbid it, is a warning in the history: who decided it is not here to be told.
 */
export async function changeTasks(
  unit: Unit,
  parts: EngineParts,
  instance: OpenInstance,
  which: TaskChange & { readonly taskId: string | null; readonly elementId: string | null },
): Promise<void> {
  if (instance.row.endedAt !== null) return
  const { taskId, elementId, note = {} } = which
  const open = await unit.rows.findAll(taskTable, { processInstanceId: instance.row.id, state: 'open' })
  const meant = open.filter((task) => (taskId === null ? task.elementId === elementId : task.id === taskId))
  // What is late need not be a task: its term is moved otherwise, and there is nothing to do here.
  if (meant.length === 0 && (taskId !== null || which.assignee !== undefined))
    await addHistory(unit, parts, instance, 'warning', elementId, { warning: 'no-task-to-change', taskId, ...note })
  let now = instance
  for (const task of meant) {
    if (which.assignee !== undefined) now = await assign(unit, parts, now, task, which.assignee, note)
    if (which.dueAt !== undefined) now = await moveDue(unit, parts, now, task, which.dueAt, note)
  }
}

async function assign(
  unit: Unit,
  parts: EngineParts,
  instance: OpenInstance,
  task: TaskRow,
  assignee: string,
  note: Variables,
): Promise<OpenInstance> {
  const { id: taskId, elementId } = task
  try {
    const candidates = await unit.rows.findAll(taskCandidateTable, { taskId })
    await expectOtherEyes(unit, { task, candidates, instance }, [assignee])
  } catch (error) {
    if (!(error instanceof NotAllowed)) throw error
    const facts = { warning: 'task-not-assigned', reason: error.message, taskId, to: assignee, ...note }
    return addHistory(unit, parts, instance, 'warning', elementId, facts)
  }
  unit.rows.update(taskTable, { id: taskId }, { ...NOT_DELEGATED, assignee, claimedAt: unit.now })
  const facts = { taskId, from: task.assignee, to: assignee, ...note }
  return addHistory(unit, parts, instance, 'task-assigned', elementId, facts)
}

async function moveDue(
  unit: Unit,
  parts: EngineParts,
  instance: OpenInstance,
  task: TaskRow,
  dueAt: Instant,
  note: Variables,
): Promise<OpenInstance> {
  const { row, loaded, state } = instance
  const environment = await caseEnvironment(unit, parts, row, loaded, scopeVariables(state))
  const context = { unit, parts, before: instance, environment, variables: () => scopeVariables(state) }
  const attentionAt = attentionOf(context, { ...task, dueAt }, task.dueAt)
  unit.rows.update(taskTable, { id: task.id }, { dueAt, dueByHand: 1, attentionAt })
  await moveInQueues(unit, task.id, dueAt)
  const facts = { taskId: task.id, from: task.dueAt, to: dueAt, ...note }
  return addHistory(unit, parts, instance, 'task-due-changed', task.elementId, facts)
}
