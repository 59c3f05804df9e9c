/** What one's own page shows. */
import type { PersonView } from '../../../api/identity/people.ts'
import type { SessionView } from '../../../api/identity/sessions.ts'
import type { Preferences } from '../../../api/workplace/preferences.ts'
import { absenceRows, type AbsenceRow } from '../absences/absence-rows.ts'
import { grantNames, grantWords } from '../people/grant-words.ts'
import { periodWords, scopeNames } from '../people/role-scope.ts'
import { roleName } from '../shared/names.ts'
import type { PageCall } from '../shared/page.ts'

export interface MyRole {
  readonly key: string
  readonly name: string
  readonly where: string
  readonly period: string
  readonly allows: readonly string[]
}

export interface MyRoom {
  readonly person: PersonView
  readonly preferences: Preferences
  readonly sessions: readonly SessionView[]
  readonly roles: readonly MyRole[]
  /** Those that run or come. */
  readonly absences: readonly AbsenceRow[]
}

const MOST_ABSENCES = 20

export async function loadMe(call: PageCall): Promise<MyRoom> {
  const { ports, institutionId, caller, sessionToken } = call
  const login = caller.id
  const owner = { institutionId, login }
  const [person, preferences, sessions, absences] = await Promise.all([
    ports.identity.people.get(institutionId, login),
    ports.workplace.preferences.get(owner),
    ports.identity.sessions.list({ ...owner, token: sessionToken ?? '' }),
    ports.identity.absences.list({ ...owner, limit: MOST_ABSENCES }),
  ])
  const rows = await absenceRows(call, absences.items)
  return {
    person,
    preferences,
    sessions,
    roles: await rolesOf(call, person),
    absences: rows.filter(({ state }) => state === 'now' || state === 'coming').toReversed(),
  }
}

async function rolesOf(call: PageCall, person: PersonView): Promise<readonly MyRole[]> {
  const { ports, language } = call
  const grantsOf = (key: string): readonly string[] => ports.data.roles.find((role) => role.key === key)?.grants ?? []
  const [nameOfScope, nameOfThing] = await Promise.all([
    scopeNames(call),
    grantNames(
      call,
      person.roles.flatMap(({ role }) => grantsOf(role)),
    ),
  ])
  return person.roles
    .filter((assignment) => periodWords(call, assignment).state !== 'over')
    .map((assignment) => ({
      key: assignment.id,
      name: roleName(ports.data, assignment.role, language),
      where: nameOfScope(assignment.scope),
      period: periodWords(call, assignment).text,
      allows: grantsOf(assignment.role).map((grant) => grantWords(grant, language, nameOfThing)),
    }))
}
