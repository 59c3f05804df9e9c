import type { TaskView } from '../../../engine/model/views.ts'
import { roleName } from './names.ts'
import type { PageCall } from './page.ts'

/** @returns who may take a task: people first, then roles, each once; empty for a task that somebody was given */
export async function invitedNames(
  { ports, institutionId, language }: PageCall,
  { candidateUsers, candidateGroups }: Pick<TaskView, 'candidateUsers' | 'candidateGroups'>,
): Promise<readonly string[]> {
  const people = await Promise.all(candidateUsers.map((login) => ports.names.person(institutionId, login, language)))
  return [...new Set([...people, ...candidateGroups.map((group) => roleName(ports.data, group, language))])]
}
