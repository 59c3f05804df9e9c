import { variablesOfTask } from '../core/visible-variables.ts'
import type { Actor } from '../engine.ts'
import { groupMatches } from '../model/candidate-groups.ts'
import { elementsNamed } from '../model/elements-named.ts'
import { NotAllowed, NotFound, TaskNotOpen } from '../model/errors.ts'
import type { TaskView } from '../model/views.ts'
import { completedBy } from '../store/look-ups/tasks.ts'
import { caseSummaryTable } from '../store/tables/case-summary.ts'
import { type TaskCandidateRow, taskCandidateTable } from '../store/tables/task-candidate.ts'
import { type TaskRow, taskTable } from '../store/tables/task.ts'
import { taskView } from '../store/to-views.ts'
import type { EngineParts } from './engine-parts.ts'
import { type OpenInstance, expectActive, openInstance } from './open-instance.ts'
import type { Unit } from './unit.ts'

/** An open task in a command's hands. */
export interface OpenTask {
  readonly task: TaskRow
  readonly candidates: readonly TaskCandidateRow[]
  readonly instance: OpenInstance
}

/** The task as it is shown after some changes. */
export async function shownTask(
  unit: Unit,
  { task, candidates }: Pick<OpenTask, 'task' | 'candidates'>,
  changes: Partial<TaskRow> = {},
): Promise<TaskView> {
  const summary = await unit.rows.find(caseSummaryTable, { rootInstanceId: task.rootInstanceId })
  return taskView({ ...task, ...changes }, candidates, summary)
}

/**
 * Takes an open task of an active instance of the actor's institution.
 *
 * @throws NotFound, TaskNotOpen (with who closed it), InstanceNotActive
 */
export async function openTask(unit: Unit, parts: EngineParts, taskId: string): Promise<OpenTask> {
  const task = await unit.rows.find(taskTable, { id: taskId })
  if (task?.institutionId !== unit.by.institutionId) throw new NotFound('task', taskId)
  if (task.state !== 'open') throw new TaskNotOpen(task.id, task.state, task.completedBy, task.endedAt)
  const candidates = await unit.rows.findAll(taskCandidateTable, { taskId })
  const instance = await openInstance(unit, parts, task.processInstanceId)
  expectActive(instance)
  return { task, candidates, instance }
}

/** Whether the person is the actor, or whom they stand in for. */
export function actsAs({ id, onBehalfOf }: Actor, person: string | null): boolean {
  return person !== null && (person === id || person === onBehalfOf)
}

/** Whose work it is that the actor does. */
export const actsFor = ({ id, onBehalfOf }: Actor): string => onBehalfOf ?? id

/** The actor and whom they stand in for: neither checks what the other did. */
export const peopleBehind = ({ id, onBehalfOf }: Actor): string[] =>
  onBehalfOf === undefined ? [id] : [id, onBehalfOf]

/** @throws NotAllowed when the actor is neither the assignee nor a candidate and may not manage */
export function expectMayWork(unit: Unit, { task, candidates }: OpenTask): void {
  const { by } = unit
  if (by.mayManage || actsAs(by, task.assignee)) return
  const invited = candidates.some(({ kind, value }) =>
    kind === 'user' ? actsAs(by, value) : groupMatches(value, by.groups),
  )
  if (!invited)
    throw new NotAllowed(`Expected a candidate of task "${task.id}", but "${by.id}" is none.`, { taskId: task.id })
}

/** @throws NotAllowed when the actor neither holds the task nor may manage */
export function expectHolder(unit: Unit, { task }: OpenTask): void {
  if (actsAs(unit.by, task.assignee) || unit.by.mayManage) return
  const message = `Expected the holder of task "${task.id}" or a manager, but "${unit.by.id}" is neither.`
  throw new NotAllowed(message, { taskId: task.id })
}

/**
 * Four eyes: `camunda:property name="notCompletedBy"` names elements (comma separated) whose work this task checks;
 * nobody checks their own. Conflict of interest: `notFor` names a variable with the ids of users whom the task concerns
 * too closely. Neither may do it, whatever else they may do.
 *
 * @throws NotAllowed
 */
export async function expectOtherEyes(unit: Unit, open: OpenTask, people: readonly string[]): Promise<void> {
  const { task, instance } = open
  expectNoConflict(open, people)
  const checked = elementsNamed(instance.loaded.definition.nodes[task.elementId]?.properties['notCompletedBy'])
  if (checked.length === 0) return
  const own = await completedBy(await unit.look(), task.processInstanceId, checked, people)
  if (own) {
    const message = `Expected somebody else for task "${task.id}", but "${people.join('" or "')}" completed "${own.elementId}", which it checks (four eyes).`
    throw new NotAllowed(message, { taskId: task.id, rule: 'four-eyes', completedElementId: own.elementId })
  }
}

function expectNoConflict({ task, instance }: OpenTask, people: readonly string[]): void {
  const variable = instance.loaded.definition.nodes[task.elementId]?.properties['notFor']
  if (variable === undefined) return
  const barred = variablesOfTask(instance.state, task.id.slice(task.processInstanceId.length + 1))[variable]
  if (!Array.isArray(barred) || !people.some((person) => barred.includes(person))) return
  const message = `Expected somebody else for task "${task.id}", but "${people.join('" or "')}" is among those whom it concerns ("${variable}").`
  throw new NotAllowed(message, { taskId: task.id, rule: 'conflict-of-interest' })
}
