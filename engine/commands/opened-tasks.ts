import type { InstanceState } from '../model/instance-state.ts'
import type { TaskView } from '../model/views.ts'
import { taskCandidateTable } from '../store/tables/task-candidate.ts'
import { taskTable } from '../store/tables/task.ts'
import type { OpenInstance } from './open-instance.ts'
import { shownTask } from './open-task.ts'
import type { Unit } from './unit.ts'

/** The tasks that a step of an instance has opened. */
export async function openedTasks(unit: Unit, before: OpenInstance, after: OpenInstance): Promise<TaskView[]> {
  const known = new Set(taskIds(before.state))
  const views: TaskView[] = []
  for (const shortId of taskIds(after.state)) {
    if (known.has(shortId)) continue
    const taskId = `${after.row.id}.${shortId}`
    const task = await unit.rows.find(taskTable, { id: taskId })
    if (!task) continue
    views.push(await shownTask(unit, { task, candidates: await unit.rows.findAll(taskCandidateTable, { taskId }) }))
  }
  return views
}

const taskIds = ({ tokens }: InstanceState): string[] =>
  Object.values(tokens).flatMap(({ wait }) => (wait.for === 'task' ? wait.taskId : []))
