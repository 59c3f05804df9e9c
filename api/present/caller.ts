/** Who you are, to yourself. */
import type { Caller } from '../policies/caller.ts'

export function presentCaller({
  kind,
  id,
  name,
  institutionId,
  language,
  roles,
  groups,
  grants,
  substitutes,
}: Caller): object {
  return { kind, id, name, institutionId, language, roles, groups, grants: [...grants].sort(), substitutes }
}
