/** The room of people: accounts and roles, work groups, absences, keys. */
import { mayManageIdentity } from '../../../api/policies/identity.ts'
import { endOneOfAll, showAbsences } from '../absences/all-absences.tsx'
import { postEndAbsence, postNewAbsence, showNewAbsence } from '../absences/person-absence.tsx'
import type { PageRoute } from '../shared/page.ts'
import { createRecord, setCompetences, showCompetences } from './competences.tsx'
import { editPerson, showEditPerson } from './edit-person.tsx'
import { giveRole, showGiveRole } from './give-role.tsx'
import { addMember, removeMember } from './change-members.ts'
import { showGroup } from './group-page.tsx'
import { showGroups } from './groups-page.tsx'
import { showKeys } from './keys-page.tsx'
import { revokeKey, showRevokeKey } from './revoke-key.tsx'
import { createKey, showNewKey } from './new-key.tsx'
import { createPerson, showNewPerson } from './new-person.tsx'
import { showPeople } from './people-list.tsx'
import { showPerson } from './person-page.tsx'
import { setPassword, showPassword } from './person-password.tsx'
import { changeState, showState } from './person-state.tsx'
import { showRoles } from './roles-page.tsx'
import { showTakeRole, takeRole } from './take-role.tsx'

const page = (method: 'GET' | 'POST', path: string, handle: PageRoute['handle']): PageRoute => ({
  method,
  path: `/people${path}`,
  may: mayManageIdentity,
  handle,
})

export const peoplePages: readonly PageRoute[] = [
  page('GET', '', showPeople),
  // Before those of persons; no new person gets a login that is one of these words.
  page('GET', '/new', showNewPerson),
  page('POST', '/new', createPerson),
  page('GET', '/groups', showGroups),
  page('GET', '/groups/:groupId', showGroup),
  page('POST', '/groups/:groupId/add', addMember),
  page('POST', '/groups/:groupId/remove', removeMember),
  page('GET', '/roles', showRoles),
  page('GET', '/keys', showKeys),
  page('GET', '/keys/new', showNewKey),
  page('POST', '/keys/new', createKey),
  page('GET', '/keys/:keyId/revoke', showRevokeKey),
  page('POST', '/keys/:keyId/revoke', revokeKey),
  page('GET', '/absences', showAbsences),
  page('POST', '/absences/:absenceId/end', endOneOfAll),
  page('GET', '/:login', showPerson),
  page('GET', '/:login/edit', showEditPerson),
  page('POST', '/:login/edit', editPerson),
  page('GET', '/:login/state', showState),
  page('POST', '/:login/state', changeState),
  page('GET', '/:login/password', showPassword),
  page('POST', '/:login/password', setPassword),
  page('GET', '/:login/roles/new', showGiveRole),
  page('POST', '/:login/roles/new', giveRole),
  page('GET', '/:login/roles/:assignmentId/take', showTakeRole),
  page('POST', '/:login/roles/:assignmentId/take', takeRole),
  page('POST', '/:login/record', createRecord),
  page('GET', '/:login/competences', showCompetences),
  page('POST', '/:login/competences', setCompetences),
  page('GET', '/:login/absences/new', showNewAbsence),
  page('POST', '/:login/absences/new', postNewAbsence),
  page('POST', '/:login/absences/:absenceId/end', postEndAbsence),
]
