/** The roles of the institution, from `processes/roles.json`: key, name and grants. */
import { readFileSync } from 'node:fs'
import { groupsOf } from '../../engine/model/candidate-groups.ts'
import { isCarriedByScopedRole, isGrant } from '../policies/grants.ts'

export interface Role {
  /** E.g. `KAC`; also the candidate group. */
  readonly key: string
  readonly name: { readonly lv: string; readonly en: string }
  readonly grants: readonly string[]
}

/** What a person holds of one role, now. */
export interface HeldRole {
  readonly role: string
  /** '' in the whole institution. */
  readonly scopeId: string
}

export class Roles {
  readonly all: readonly Role[]
  private readonly byKey: ReadonlyMap<string, Role>

  /** @throws Error when a role has a grant that no policy knows. */
  constructor(roles: readonly Role[]) {
    this.all = roles
    this.byKey = new Map(roles.map((role) => [role.key, role]))
    for (const role of roles) {
      const unknown = role.grants.find((grant) => !isGrant(grant))
      if (unknown !== undefined)
        throw new Error(`Expected role "${role.key}" to have grants that exist, but "${unknown}" is none.`)
    }
  }

  get(key: string): Role | undefined {
    return this.byKey.get(key)
  }

  /** The role that may do everything: what the first administrator gets. @throws Error when there is none. */
  administrator(): Role {
    const role = this.all.find(({ grants }) => grants.includes('*'))
    if (!role) throw new Error('Expected a role with the grant "*", but processes/roles.json has none.')
    return role
  }

  /** The grants and candidate groups that these roles give together. */
  given(held: readonly HeldRole[]): { readonly grants: ReadonlySet<string>; readonly groups: readonly string[] } {
    const grants = new Set<string>()
    for (const { role, scopeId } of held) {
      for (const grant of this.byKey.get(role)?.grants ?? []) {
        if (scopeId === '' || isCarriedByScopedRole(grant)) grants.add(grant)
      }
    }
    return { grants, groups: [...new Set(held.flatMap(({ role, scopeId }) => groupsOf(role, scopeId)))] }
  }
}

/** Reads the roles from their file. @throws Error when it is no such file. */
export function readRoles(path: string): Roles {
  const content = JSON.parse(readFileSync(path, 'utf8')) as { readonly roles?: readonly Role[] }
  if (!Array.isArray(content.roles)) throw new Error(`Expected "roles" in ${path}, but there is no such list.`)
  return new Roles(content.roles)
}
