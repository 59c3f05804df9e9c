/** Who does the work of a candidate group now: its holders, and whoever does the work of those who are away. */
import { In, LessThanOrEqual, MoreThan, type EntityManager } from 'typeorm'
import { groupMatches } from '../../engine/model/candidate-groups.ts'
import type { Instant } from '../../engine/model/json.ts'
import { endOf, rolesIn } from './absence-row.ts'
import { isValid } from './people.ts'
import type { Roles } from './roles.ts'
import { Absence, Person, RoleAssignment } from './tables.ts'

/** @returns logins of active people */
export async function holdersOf(
  manager: EntityManager,
  roles: Roles,
  { institutionId, group, at }: { readonly institutionId: string; readonly group: string; readonly at: Instant },
): Promise<readonly string[]> {
  const [role = group] = group.split('@', 1)
  const held = await manager.findBy(RoleAssignment, { institutionId, role })
  const holders = held.filter(
    (one) => isValid(one, at) && groupMatches(group, roles.given([{ role, scopeId: one.scopeId }]).groups),
  )
  const found = new Set(holders.map(({ login }) => login))
  await addSubstitutes(manager, found, institutionId, role, at)
  if (found.size === 0) return []
  const people = await manager.findBy(Person, { institutionId, login: In([...found]), state: 'active' })
  return people.map(({ login }) => login).sort()
}

/** Also those who do the work of a substitute that is away. */
async function addSubstitutes(
  manager: EntityManager,
  found: Set<string>,
  institutionId: string,
  role: string,
  at: Instant,
): Promise<void> {
  const away = await manager.findBy(Absence, { institutionId, from: LessThanOrEqual(at), until: MoreThan(at) })
  const now = away.filter((row) => at < endOf(row) && (rolesIn(row)?.includes(role) ?? true))
  let size = -1
  while (found.size > size) {
    size = found.size
    for (const { login, substitute } of now) if (found.has(login)) found.add(substitute)
  }
}
