/** What the page of a person shows. */
import type { PersonView } from '../../../api/identity/people.ts'
import type { RecordVersionView, RecordView } from '../../../engine/records/record-unit.ts'
import { absenceRows, type AbsenceRow } from '../absences/absence-rows.ts'
import type { PageCall } from '../shared/page.ts'
import { bilingual } from '../shared/service-names.ts'
import { WORK_GROUP } from './group-members.ts'
import { personRecord, personVersions, textsIn } from './person-record.ts'
import { scopeNames, type ScopeNames } from './role-scope.ts'

const MOST_ABSENCES = 10

/** A person with what their page tells of them. */
export interface PersonRoom {
  readonly call: PageCall
  readonly person: PersonView
  readonly nameOfScope: ScopeNames
  readonly record: RecordView | null
  readonly groups: readonly string[]
  readonly versions: readonly (RecordVersionView & { readonly who: string })[]
  readonly absences: readonly AbsenceRow[]
}

export async function personRoom(call: PageCall, person: PersonView): Promise<PersonRoom> {
  const { ports, institutionId, language } = call
  const { login } = person
  const [nameOfScope, record, absences] = await Promise.all([
    scopeNames(call),
    personRecord(call, login),
    ports.identity.absences.list({ institutionId, login, limit: MOST_ABSENCES }),
  ])
  const versions = record === null ? [] : await personVersions(call, record)
  return {
    call,
    person,
    nameOfScope,
    record,
    groups: record === null ? [] : await groupNames(call, textsIn(record.data['groupIds'])),
    versions: await Promise.all(
      versions.map(async (version) => ({
        ...version,
        who: await ports.names.person(institutionId, version.by ?? 'system', language),
      })),
    ),
    absences: await absenceRows(call, absences.items),
  }
}

async function groupNames({ ports, institutionId, language }: PageCall, ids: readonly string[]) {
  const { items } = await ports.engine.listRecords({ institutionId, register: WORK_GROUP, limit: 200 })
  return items.filter(({ id }) => ids.includes(id)).map(({ id, data }) => bilingual(data['name'], language, id))
}
