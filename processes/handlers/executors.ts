/** `assign.executor`: who does the work, from the people that the register knows. */
import { NotFound } from '../../engine/model/errors.ts'
import { type Json, type Variables, isObject } from '../../engine/model/json.ts'
import type { Handler, HandlerCall } from '../../engine/ports.ts'
import type { RecordView } from '../../engine/records/record-unit.ts'
import { fold } from '../../engine/records/fold.ts'
import { objects, requiredText, text, texts } from './input.ts'
import { settingText, settingsIn } from './registers.ts'
import { routeWork } from './routing.ts'

/**
 * {serviceId?, role?, groupId?, kind?, category?, priority?, competence?, exclude?} → {executorId, executorUserId, executorGroupId, executorGroup}.
 * Candidates are the members of the work group (`groupId`, else the one that the decision `routing` names), or everybody
 * with the role (`role`, else the decision's, else the setting `executorRole`) where there is no group. Out are those who are absent today, as their record says or as they have entered themselves, who cannot log in, and who are in `exclude`, by person or
 * user id. Of the rest the one with the competence and the least open work is chosen; what counts as open work says
 * the setting `openWork`. `executorGroup` is the group as a candidate group, e.g. `EXE@work-group-archive`. Where
 * nobody is found everything is null.
 */
export const assignExecutor: Handler = async (call) => {
  const { input, records } = call
  const serviceId = text(input, 'serviceId')
  const given = text(input, 'groupId')
  const route = given
    ? null
    : await routeWork(call, {
        kind: text(input, 'kind'),
        category: text(input, 'category'),
        serviceId,
        priority: text(input, 'priority'),
      })
  const role = text(input, 'role') ?? route?.role ?? settingText(call, 'executorRole')
  const groupId = given ?? route?.groupId ?? null
  const group = groupId ? await recordOf(call, 'work-group', groupId) : null

  const people = await records.list('person', { limit: 1000 })
  const excluded = new Set(texts(input['exclude']))
  const away = await call.cases.peopleAway()
  const candidates = people.filter(
    ({ id, data }) =>
      text(data, 'userId') !== null &&
      !excluded.has(id) &&
      !excluded.has(String(data['userId'])) &&
      !away.has(String(data['userId'])) &&
      !isAbsent(data, call.now.slice(0, 10)) &&
      (group ? texts(data['groupIds']).includes(group.id) : holdsRole(data, role, serviceId)),
  )
  const wanted = wantedOf(input['competence']).map(fold)
  const ranked = await Promise.all(
    candidates.map(async (person) => ({
      person,
      competent: texts(person.data['competences']).some((one) => wanted.includes(fold(one))),
      load: await openWorkOf(call, person.id),
    })),
  )
  ranked.sort(
    (a, b) => Number(b.competent) - Number(a.competent) || a.load - b.load || (a.person.id < b.person.id ? -1 : 1),
  )
  const chosen = ranked[0]?.person
  if (!chosen) {
    return { variables: { executorId: null, executorUserId: null, executorGroupId: null, executorGroup: null } }
  }
  return {
    variables: {
      executorId: chosen.id,
      executorUserId: text(chosen.data, 'userId'),
      executorGroupId: group?.id ?? null,
      executorGroup: group ? `${text(group.data, 'role') ?? role}@${group.id}` : null,
    },
  }
}

const isAbsent = (person: Variables, today: string): boolean =>
  objects(person, 'absence').some(({ from, to }) => String(from) <= today && today <= String(to))

/** In the whole institution or for this service. */
const holdsRole = (person: Variables, role: string, serviceId: string | null): boolean =>
  objects(person, 'roles').some(
    (held) =>
      held['role'] === role &&
      (text(held, 'scopeId') === null || (serviceId !== null && held['scopeId'] === serviceId)),
  )

/** One competence, several, or a name in both languages. */
const wantedOf = (value: Json | undefined): readonly string[] =>
  typeof value === 'string' ? [value] : isObject(value) ? texts(Object.values(value)) : texts(value)

/** How many pieces of work a person has open, by the setting `openWork`. */
export async function openWorkOf(call: HandlerCall, personId: string): Promise<number> {
  let count = 0
  for (const rule of objects(settingsIn(call), 'openWork')) {
    const where = { [requiredText(rule, 'field')]: personId }
    const status = texts(rule['statuses'])
    count += (await call.records.list(requiredText(rule, 'register'), { where, status, limit: 200 })).length
  }
  return count
}

async function recordOf({ records }: HandlerCall, register: string, id: string): Promise<RecordView> {
  const record = await records.get(register, id)
  if (!record) throw new NotFound(`${register} record`, id)
  return record
}
