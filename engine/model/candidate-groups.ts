/**
 * Candidate groups with a scope: `SM` is the role anywhere, `SM@S-014` the role for one service, holder … only.
 *
 * What an actor has says where they hold the role: `SM` with `SM@*` in the whole institution, `SM` with `SM@S-014` for
 * that service. So plain equality finds nearly everything; only who holds a role everywhere has to be found for a task
 * of one scope, by `SM@*`.
 */

/** @returns whether somebody with these groups may take a task of this candidate group. */
export function groupMatches(candidate: string, groups: readonly string[]): boolean {
  return groups.includes(candidate) || openScopeOf(candidate).some((group) => groups.includes(group))
}

/** What opens the tasks of a scoped candidate group to who holds its role everywhere: `SM@*` for `SM@S-014`. */
export function openScopeOf(candidate: string): readonly string[] {
  const at = candidate.indexOf('@')
  return at < 0 ? [] : [`${candidate.slice(0, at)}@*`]
}

/** The groups that a role gives: held in one scope or, with the empty scope id, in the whole institution. */
export function groupsOf(role: string, scopeId: string): readonly string[] {
  return [role, `${role}@${scopeId === '' ? '*' : scopeId}`]
}
