/** Whom tasks can be assigned to. */
import { mayManageTasks } from '../../../../api/policies/tasks.ts'
import type { PageCall } from '../../shared/page.ts'
import type { Choice } from './filter-choices.ts'

const MOST = 500

/** People of the institution by name; nobody for who may not assign. */
export async function peopleToAssign({ ports, caller, institutionId, language }: PageCall): Promise<readonly Choice[]> {
  if (!mayManageTasks(caller)) return []
  const { items } = await ports.identity.people.list({ institutionId, limit: MOST })
  return items
    .filter(({ state, roles }) => state === 'active' && roles.length > 0)
    .map(({ login, name }) => ({ value: login, text: name }))
    .toSorted((one, other) => one.text.localeCompare(other.text, language))
}
