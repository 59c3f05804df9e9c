/** Who may see and work on user tasks. What must still hold when it happens (claimed, four eyes) the command checks again. */
import type { TaskView } from '../../engine/model/views.ts'
import type { Caller } from './caller.ts'
import { allows } from './grants.ts'
import { concernsTask } from './substitutes.ts'
import { groupMatches } from '../../engine/model/candidate-groups.ts'

/** Whether the caller works on tasks at all; on which ones is decided per task. */
export function mayWorkOnTasks(caller: Caller): boolean {
  return allows(caller.grants, 'task.work') || mayManageTasks(caller)
}

/** Sees every task of the institution, assigns, and acts for others. */
export function mayManageTasks(caller: Caller): boolean {
  return allows(caller.grants, 'task.manage')
}

/** Assigned to them, theirs to take, or done by them; or so of somebody who is away and whose work they do. */
export function maySeeTask(caller: Caller, task: TaskView): boolean {
  return (
    mayManageTasks(caller) ||
    task.assignee === caller.id ||
    task.completedBy === caller.id ||
    isCandidate(caller, task) ||
    caller.substitutes.some((absent) => concernsTask(absent, task))
  )
}

function isCandidate(caller: Caller, { candidateUsers, candidateGroups }: TaskView): boolean {
  return candidateUsers.includes(caller.id) || candidateGroups.some((group) => groupMatches(group, caller.groups))
}
