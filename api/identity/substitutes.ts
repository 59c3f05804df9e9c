/** Whose work a person does, because they are away and named that person. */
import { MoreThan, type EntityManager } from 'typeorm'
import type { Instant } from '../../engine/model/json.ts'
import { endOf, rolesIn } from './absence-row.ts'
import { isValid } from './people.ts'
import type { Roles } from './roles.ts'
import { Absence, Person, RoleAssignment } from './tables.ts'

/** Somebody who is away. */
export interface Substitute {
  readonly login: string
  readonly name: string
  /** Their candidate groups, of the roles that the absence is about. */
  readonly groups: readonly string[]
  /** All of their work, so that tasks which are assigned to them are meant, too. */
  readonly isWhole: boolean
}

/**
 * Who is away themselves hands on what they do for others, unless they are away in some roles only. No circle can be
 * entered; whoever is met twice is looked at once all the same.
 */
export async function substitutesOf(
  manager: EntityManager,
  roles: Roles,
  { institutionId, login, at }: { readonly institutionId: string; readonly login: string; readonly at: Instant },
): Promise<readonly Substitute[]> {
  const found = new Map<string, Substitute>()
  let next = [login]
  const seen = new Set(next)
  while (next.length > 0) {
    const following: string[] = []
    for (const substitute of next) {
      const rows = await manager.findBy(Absence, { institutionId, substitute, until: MoreThan(at) })
      for (const row of rows.filter((each) => each.from <= at && at < endOf(each))) {
        const only = rolesIn(row)
        const person = await manager.findOneBy(Person, { institutionId, login: row.login })
        const held = await manager.findBy(RoleAssignment, { institutionId, login: row.login })
        const meant = held.filter((each) => isValid(each, at) && (only === null || only.includes(each.role)))
        const before = found.get(row.login)
        found.set(row.login, {
          login: row.login,
          name: person?.name ?? row.login,
          groups: [...new Set([...(before?.groups ?? []), ...roles.given(meant).groups])],
          isWhole: only === null || before?.isWhole === true,
        })
        if (only === null && !seen.has(row.login)) following.push(row.login)
        seen.add(row.login)
      }
    }
    next = following
  }
  found.delete(login)
  return [...found.values()].sort((a, b) => (a.login < b.login ? -1 : 1))
}
