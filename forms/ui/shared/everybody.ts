/** The people of the institution who hold a role, by name. */
import type { Choice } from '../staff/inbox/filter-choices.ts'
import type { PageCall } from './page.ts'

const MOST = 500

export async function everybody({ ports, institutionId, language }: PageCall): Promise<readonly Choice[]> {
  const { items } = await ports.identity.people.list({ institutionId, limit: MOST })
  return items
    .filter(({ state, roles }) => state === 'active' && roles.length > 0)
    .map(({ login, name }) => ({ value: login, text: name }))
    .toSorted((one, other) => one.text.localeCompare(other.text, language))
}
