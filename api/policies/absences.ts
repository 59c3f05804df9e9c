/** Who may say that somebody is away. */
import type { Caller } from './caller.ts'
import { mayManageIdentity } from './identity.ts'

/** Whether the caller has to do with absences at all; with whose is decided per person. */
export function mayHandleAbsences(caller: Caller): boolean {
  return caller.kind === 'person' || mayManageIdentity(caller)
}

/** One's own; anybody's for who manages people. */
export function mayHandleAbsencesOf(caller: Caller, login: string): boolean {
  return (caller.kind === 'person' && caller.id === login) || mayManageIdentity(caller)
}
