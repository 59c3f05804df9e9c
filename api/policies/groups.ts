/**
 * Groups: how a person's roles and a task's candidate groups meet.
 *
 * A role held in the whole institution is the group `SM`; a role held for one service or holder is `SM@S-014`.
 * A candidate group is written the same way. They match when they are equal, when the actor holds the role everywhere,
 * or when the task asks for the role without saying where, so that an unclassified case is not invisible to those who
 * hold the role for some services only.
 */

/** @returns whether an actor of these groups may take a task of this candidate group. */
export function groupMatches(candidate: string, groups: readonly string[]): boolean {
  const role = roleOf(candidate)
  const anywhere = role === candidate
  return groups.some((group) => group === candidate || group === role || (anywhere && roleOf(group) === role))
}

/** `SM@S-014` → `SM`. */
export function roleOf(group: string): string {
  const at = group.indexOf('@')
  return at < 0 ? group : group.slice(0, at)
}

/** The group that a role gives, held in a scope or, with the empty scope id, in the whole institution. */
export function groupOf(roleKey: string, scopeId: string): string {
  return scopeId === '' ? roleKey : `${roleKey}@${scopeId}`
}
