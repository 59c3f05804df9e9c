/**
 * Tasks of a process manager go to whom the institution appointed for the process, in place of everybody who holds the
 * role. Without an appointment that holds today they stay with the role; where nobody who was appointed is there, because
 * they are away or have left, the role may take them as well.
 */
import type { Invited, OpeningTask } from '../../engine/ports.ts'
import type { RecordUnit } from '../../engine/records/record-unit.ts'
import { todayOf } from '../handlers/months.ts'
import { PROCESS_ASSIGNMENT, assignmentOf, holdsOn } from '../responsibilities/process-managers.ts'

/** The role that the diagrams name, alone for their own process or with another one: `PM`, `PM@incident`. */
const MANAGER = /^PM(?:@(.+))?$/
/** A second pair of eyes must be somebody else, and the appointed manager is one person. */
const OTHER_EYES = ['notCompletedBy', 'notFor']
/** Appointments that one process may have. */
const MOST = 100

/** @returns null where the diagram invites no process manager, or nobody was appointed */
export async function inviteManagers(task: OpeningTask, records: RecordUnit): Promise<Invited | null> {
  if (!task.groups.some((group) => MANAGER.test(group))) return null
  if (OTHER_EYES.some((property) => task.properties[property] !== undefined)) return null
  const users = new Set(task.users)
  const groups: string[] = []
  for (const group of task.groups) {
    const match = MANAGER.exec(group)
    const managers = match ? await managersOf(match[1] ?? task.processKey, task, records) : []
    if (!(await isAnyThere(managers, task))) groups.push(group)
    for (const manager of managers) users.add(manager)
  }
  return { users: [...users], groups }
}

const isAnyThere = async (managers: readonly string[], task: OpeningTask): Promise<boolean> =>
  managers.length > 0 && (await task.there(managers)).size > 0

async function managersOf(processKey: string, task: OpeningTask, records: RecordUnit): Promise<readonly string[]> {
  const today = todayOf(task).toString()
  const appointed = await records.list(PROCESS_ASSIGNMENT, { where: { processKey }, status: ['active'], limit: MOST })
  return appointed
    .map(assignmentOf)
    .filter((one) => holdsOn(one, today))
    .map(({ manager }) => manager)
}
