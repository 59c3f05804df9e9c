import type { LoadedDefinition } from '../definitions/loaded-definition.ts'
import { groupMatches } from '../model/candidate-groups.ts'
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

/** @throws NotAllowed when the actor is neither the assignee nor a candidate and may not manage */
export function expectMayWork(unit: Unit, { task, candidates }: OpenTask): void {
  const { id, groups, mayManage } = unit.by
  if (mayManage || task.assignee === id) return
  const invited = candidates.some(({ kind, value }) => (kind === 'user' ? value === id : groupMatches(value, groups)))
  if (!invited)
    throw new NotAllowed(`Expected a candidate of task "${task.id}", but "${id}" is none.`, { taskId: task.id })
}

/** @throws NotAllowed when the actor neither holds the task nor may manage */
export function expectHolder(unit: Unit, { task }: OpenTask): void {
  if (task.assignee === unit.by.id || unit.by.mayManage) return
  const message = `Expected the holder of task "${task.id}" or a manager, but "${unit.by.id}" is neither.`
  throw new NotAllowed(message, { taskId: task.id })
}

/**
 * Four eyes: `camunda:property name="notCompletedBy"` names elements (comma separated) whose work this task checks;
 * nobody checks their own, whatever else they may do.
 *
 * @throws NotAllowed
 */
export async function expectOtherEyes(unit: Unit, { task, instance }: OpenTask, personId: string): Promise<void> {
  const checked = elementsChecked(instance.loaded, task.elementId)
  if (checked.length === 0) return
  const own = await completedBy(await unit.look(), task.processInstanceId, checked, personId)
  if (own) {
    const message = `Expected somebody else for task "${task.id}", but "${personId}" completed "${own.elementId}", which it checks (four eyes).`
    throw new NotAllowed(message, { taskId: task.id, rule: 'four-eyes', completedElementId: own.elementId })
  }
}

function elementsChecked({ definition }: LoadedDefinition, elementId: string): string[] {
  const named = definition.nodes[elementId]?.properties.notCompletedBy ?? ''
  return named.split(',').flatMap((name) => name.trim() || [])
}
