/** Absences with the names of everybody who has to do with them. */
import type { AbsenceView } from '../../../api/identity/absences.ts'
import { roleName } from '../shared/names.ts'
import type { PageCall } from '../shared/page.ts'

export interface AbsenceRow extends AbsenceView {
  readonly name: string
  readonly substituteName: string
  /** Null: all of the work. */
  readonly roleNames: readonly string[] | null
  readonly createdByName: string
  readonly endedByName: string | null
  readonly state: 'coming' | 'now' | 'over' | 'ended'
}

export async function absenceRows(call: PageCall, absences: readonly AbsenceView[]): Promise<readonly AbsenceRow[]> {
  const { ports, institutionId, language } = call
  const now = ports.clock.now().toISOString()
  const nameOf = (login: string): Promise<string> => ports.names.person(institutionId, login, language)
  return Promise.all(
    absences.map(async (absence) => ({
      ...absence,
      name: await nameOf(absence.login),
      substituteName: await nameOf(absence.substitute),
      roleNames: absence.roles?.map((role) => roleName(ports.data, role, language)) ?? null,
      createdByName: await nameOf(absence.createdBy),
      endedByName: absence.endedBy === null ? null : await nameOf(absence.endedBy),
      state: stateOf(absence, now),
    })),
  )
}

function stateOf({ from, until, endedAt }: AbsenceView, now: string): AbsenceRow['state'] {
  if (endedAt !== null) return 'ended'
  if (until <= now) return 'over'
  return from > now ? 'coming' : 'now'
}
