/** Who may change who people are. */
import type { Caller } from './caller.ts'
import { allows } from './grants.ts'

export function mayManageIdentity(caller: Caller): boolean {
  return allows(caller.grants, 'identity.manage')
}

/** Whatever concerns only the caller. */
export function mayKnowThemselves(_caller: Caller): boolean {
  return true
}

/** A password of one's own to change. */
export function mayHaveAPassword(caller: Caller): boolean {
  return caller.kind === 'person'
}
