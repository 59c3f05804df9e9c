/** What somebody may do in the place of a person who is away. */
import type { Told, Viewer } from '../../engine/engine.ts'
import { groupMatches } from '../../engine/model/candidate-groups.ts'
import { NotAllowed } from '../../engine/model/errors.ts'
import type { TaskView } from '../../engine/model/views.ts'
import type { Caller } from './caller.ts'

/** Somebody who is away, and what of their work is meant. */
export type Absent = Caller['substitutes'][number]

/** The caller and everybody whose work they do now, as those who look for tasks. */
export function viewersOf(caller: Caller): readonly Viewer[] {
  return [{ userId: caller.id, groups: caller.groups }, ...caller.substitutes.map(viewerOf)]
}

/** Who is away in some roles only still holds what is theirs: nobody has the empty login. */
export function viewerOf({ login, groups, isWhole }: Absent): Viewer {
  return { userId: isWhole ? login : '', groups }
}

/** @throws {NotAllowed} unless that person is away and the caller stands in for them */
export function absentOf(caller: Caller, login: string): Absent {
  const absent = caller.substitutes.find((one) => one.login === login)
  if (absent) return absent
  const message = `Expected a person who is away and whose work "${caller.id}" does meanwhile, but "${login}" is none.`
  throw new NotAllowed(message, { onBehalfOf: login })
}

/** Whether a task is of the work that somebody does for who is away. */
export function concernsTask({ login, groups, isWhole }: Absent, task: TaskView): boolean {
  const isTheirs = task.assignee === login || task.candidateUsers.includes(login)
  return (isWhole && isTheirs) || task.candidateGroups.some((group) => groupMatches(group, groups))
}

/** For whom the caller may take a task, or has taken it: nobody else holds it. */
export function absentBehind(caller: Caller, task: TaskView): readonly Absent[] {
  if (task.state !== 'open') return []
  return caller.substitutes.filter(
    (absent) =>
      (concernsTask(absent, task) && [null, absent.login, caller.id].includes(task.assignee)) ||
      // What was theirs alone names nobody but the caller once it is taken.
      (absent.isWhole && task.assignee === caller.id),
  )
}

/**
 * The caller in the place of somebody who is away: with the groups of both, and the history tells of both.
 *
 * @throws {NotAllowed} unless that person is away, the caller does their work, and the task is of it
 */
export function inPlaceOf(told: Told, caller: Caller, login: string, task: TaskView): Told {
  const absent = absentOf(caller, login)
  if (!concernsTask(absent, task) && !absentBehind(caller, task).includes(absent)) {
    const message = `Expected a task of the work that "${caller.id}" does for "${login}", but "${task.id}" is none.`
    throw new NotAllowed(message, { taskId: task.id, onBehalfOf: login })
  }
  const groups = [...new Set([...told.by.groups, ...absent.groups])]
  return { ...told, by: { ...told.by, groups, onBehalfOf: login } }
}
