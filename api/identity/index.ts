/**
 * Identity: who is calling. People log in and get a session, systems have API keys; roles and their grants come from
 * data. What they may do is decided in `api/policies`.
 */
import type { Caller } from '../policies/caller.ts'
import { Absences } from './absences.ts'
import { ApiKeys } from './api-keys.ts'
import type { IdentityPorts } from './doors.ts'
import { type PasswordCost, Passwords } from './passwords.ts'
import { People } from './people.ts'
import type { Roles } from './roles.ts'
import { Sessions, type SessionSettings } from './sessions.ts'
import { Setup } from './setup.ts'

export interface Identity {
  readonly people: People
  readonly absences: Absences
  readonly sessions: Sessions
  readonly apiKeys: ApiKeys
  readonly setup: Setup
  readonly roles: Roles
  /** @returns who holds this session token or API key, or null when nobody does (any more). */
  recognise(credential: { readonly session: string } | { readonly apiKey: string }): Promise<Caller | null>
}

export function createIdentity(
  ports: IdentityPorts,
  settings: SessionSettings & { readonly setupLinkHours: number },
  passwordCost?: PasswordCost,
): Identity {
  const passwords = new Passwords(passwordCost)
  const sessions = new Sessions(ports, passwords, settings)
  // What the sessions remember is thrown away after every write but their own, whoever made it.
  const store = {
    ...ports.store,
    read: ports.store.read.bind(ports.store),
    write: async <T>(work: Parameters<typeof ports.store.write<T>>[0]): Promise<T> => {
      try {
        return await ports.store.write(work)
      } finally {
        sessions.forget()
      }
    },
  }
  const people = new People({ ...ports, store }, passwords)
  const apiKeys = new ApiKeys(ports)
  return {
    people,
    absences: new Absences({ ...ports, store }),
    sessions,
    apiKeys,
    setup: new Setup({ ...ports, store }, passwords, people, settings),
    roles: ports.roles,
    recognise: (credential) =>
      'session' in credential ? sessions.recognise(credential.session) : apiKeys.recognise(credential.apiKey),
  }
}
