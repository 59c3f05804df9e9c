/** Roles that nobody holds though somebody has to. */
import { rolesNeeded } from '../people/roles-needed.ts'
import type { PageCall } from '../shared/page.ts'
import { FIRST_STEPS_TEXTS } from './first-steps-texts.ts'

export async function rolesMissing(call: PageCall): Promise<readonly string[]> {
  const { notHeld } = await rolesNeeded(call)
  if (notHeld.length === 0) return []
  return [FIRST_STEPS_TEXTS[call.language].missing.roles(notHeld.map(({ name }) => name).join(', '))]
}

/** Who may put schemes in force, and is no administrator: those manage processes. */
export async function processManagersMissing({ ports, institutionId, language }: PageCall): Promise<readonly string[]> {
  const managing = ports.data.roles.filter(({ grants }) => grants.includes('activate'))
  const held = await ports.identity.people.countByRole(institutionId)
  if (managing.length === 0 || managing.some(({ key }) => (held.get(key) ?? 0) > 0)) return []
  return [FIRST_STEPS_TEXTS[language].missing.processManagers(managing.map(({ name }) => name[language]).join(', '))]
}
