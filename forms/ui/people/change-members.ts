/** Putting people into a work group and taking them out: it is written in their records. */
import { notAllowed } from '../../../api/http-refusal.ts'
import type { PageCall, PageRoute } from '../shared/page.ts'
import { tried } from '../shared/tried.ts'
import { makePersonRecord } from './competences.tsx'
import { groupOf, groupPage } from './group-page.tsx'
import { GROUPS_TEXTS } from './groups-texts.ts'
import { mayIn, PERSON, personRecord, textsIn } from './person-record.ts'

const PATH = '/people/groups'

export const addMember: PageRoute['handle'] = async (call) => {
  const { ports, told, posted, institutionId, language } = call
  const texts = GROUPS_TEXTS[language].wrong
  const group = await groupOf(call)
  refuseUnlessMayWrite(call)
  const login = posted.fields.get('member') ?? ''
  if (login === '') return groupPage(call, group, [{ id: 'member', text: texts.member }])
  const person = await ports.identity.people.get(institutionId, login)
  const record = await personRecord(call, login)
  if (record === null) {
    await makePersonRecord(call, person, { groupIds: [group.id] })
  } else {
    const groupIds = [...new Set([...textsIn(record.data['groupIds']), group.id])]
    const { id, version } = record
    const wrong = await tried(
      () => ports.engine.updateRecord({ ...told, register: PERSON, id, patch: { groupIds }, expectedVersion: version }),
      { 'record-changed': { id: 'member', text: texts.changed } },
    )
    if (wrong.length > 0) return groupPage(call, group, wrong, 409)
  }
  return { redirect: `${PATH}/${group.id}?done=added` }
}

export const removeMember: PageRoute['handle'] = async (call) => {
  const { ports, told, posted, institutionId, language } = call
  const group = await groupOf(call)
  refuseUnlessMayWrite(call)
  const id = posted.fields.get('recordId') ?? ''
  const { data, version } = await ports.engine.getRecord({ institutionId, register: PERSON, id })
  const groupIds = textsIn(data['groupIds']).filter((one) => one !== group.id)
  const wrong = await tried(
    () => ports.engine.updateRecord({ ...told, register: PERSON, id, patch: { groupIds }, expectedVersion: version }),
    { 'record-changed': { text: GROUPS_TEXTS[language].wrong.changed } },
  )
  return wrong.length > 0 ? groupPage(call, group, wrong, 409) : { redirect: `${PATH}/${group.id}?done=removed` }
}

/** @throws {HttpRefusal} 403: who is in a group is written in the register of staff */
function refuseUnlessMayWrite(call: PageCall): void {
  const { read, write } = mayIn(call, PERSON)
  if (!read || !write) throw notAllowed(`Expected somebody who may write register "${PERSON}".`)
}
