/** `sla.parties`: who answers for each party of an agreement. */
import type { Variables } from '../../../engine/model/json.ts'
import type { Handler } from '../../../engine/ports.ts'
import { object, objects, text } from '../input.ts'
import { settingsIn } from '../registers.ts'

/**
 * {parties: [{party, kind, personId?}], serviceId?} → {voters: [{party, kind, personId, name, userId, group}]}: the person
 * who stands for the party, where they have an account; else `group`, the role that the setting `partyRoles` names for
 * the kind, e.g. the portfolio manager for recipients who are nobody in particular.
 */
export const findParties: Handler = async (call) => {
  const { input, records } = call
  const parties = objects(input, 'parties')
  const ids = parties.flatMap((party) => text(party, 'personId') ?? [])
  const people = new Map((await records.getMany('person', ids)).map(({ id, data }) => [id, data]))
  const roles = object(settingsIn(call), 'partyRoles')
  const serviceId = text(input, 'serviceId')
  const voters = parties.map((party): Variables => {
    const personId = text(party, 'personId')
    const person = people.get(personId ?? '')
    const kind = text(party, 'kind')
    const role = text(roles, kind ?? '') ?? 'SPM'
    return {
      party: text(party, 'party'),
      kind,
      personId,
      name: person?.['name'] ?? null,
      userId: (person && text(person, 'userId')) ?? null,
      group: role === 'SM' && serviceId !== null ? `SM@${serviceId}` : role,
    }
  })
  return { variables: { voters } }
}
