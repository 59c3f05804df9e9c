/**
 * `competence.resolve` {rules, impactedServices?, ciIds?} → {cabMembers: [{key, name, role, personId, userId, group,
 * reason}]}: whom a decision has to hear. Each rule is a row of a decision table and says how to find them:
 *
 * | by                | finds                                                                      |
 * | ----------------- | -------------------------------------------------------------------------- |
 * | `role`            | whoever holds the role `key`                                               |
 * | `competence`      | a person with the competence `key`                                         |
 * | `service_manager` | the manager of each service                                                |
 * | `ci_owner`        | the owner of each configuration item                                       |
 * | `partner`         | the supplier of each item, and partners who take part in one of the services |
 *
 * Where nobody is found, or who was found is away or has no account, the `group` of the rule answers. Whoever is found
 * for several reasons is invited once, with all of them.
 */
import type { Variables } from '../../engine/model/json.ts'
import type { Handler, HandlerCall } from '../../engine/ports.ts'
import type { RecordView } from '../../engine/records/record-unit.ts'
import { objects, present, requiredText, text, texts } from './input.ts'

const MOST_PEOPLE = 1000

/** Somebody to invite: a person, or whoever answers in the group. */
interface Found {
  readonly person: RecordView | null
  readonly name: string | null
  readonly group: string
}

/** Rows of the decision to people and groups, in the order of the rows. */
export const resolveCompetence: Handler = async (call) => {
  const members = new Map<string, Variables>()
  const here = await presentIn(call)
  for (const rule of objects(call.input, 'rules')) {
    const reason = { lv: requiredText(rule, 'reason'), en: requiredText(rule, 'reasonEn') }
    for (const found of await findBy(call, rule, here)) {
      const member = memberOf(found, rule, reason, here)
      const key = requiredText(member, 'key')
      const before = members.get(key)
      members.set(key, before ? { ...before, reason: joined(before['reason'] as Reason, reason) } : member)
    }
  }
  return { variables: { cabMembers: [...members.values()] } }
}

/** What tells who is here. */
interface Present {
  readonly today: string
  /** User ids. */
  readonly away: ReadonlySet<string>
}

const presentIn = async ({ now, cases }: HandlerCall): Promise<Present> => ({
  today: now.slice(0, 10),
  away: await cases.peopleAway(),
})

type Reason = { readonly lv: string; readonly en: string }

function joined(before: Reason, more: Reason): Reason {
  return before.lv.includes(more.lv) ? before : { lv: `${before.lv}; ${more.lv}`, en: `${before.en}; ${more.en}` }
}

function memberOf({ person, name, group }: Found, rule: Variables, reason: Reason, here: Present): Variables {
  const userId = person && isPresent(person, here) ? text(person.data, 'userId') : null
  return {
    key: person?.id ?? `${group}/${name ?? requiredText(rule, 'by')}`,
    name: (person ? text(person.data, 'name') : name) ?? group,
    role: requiredText(rule, 'group'),
    personId: person?.id ?? null,
    userId,
    group,
    reason,
  }
}

async function findBy(call: HandlerCall, rule: Variables, here: Present): Promise<readonly Found[]> {
  const { input, records } = call
  const group = requiredText(rule, 'group')
  const by = requiredText(rule, 'by')
  const services = texts(input['impactedServices'])
  switch (by) {
    case 'role':
      return [{ person: null, name: requiredText(rule, 'key'), group }]
    case 'competence': {
      const competence = requiredText(rule, 'key')
      const people = await records.list('person', { limit: MOST_PEOPLE })
      const able = people
        .filter(({ data }) => texts(data['competences']).includes(competence))
        .toSorted((a, b) => Number(isPresent(b, here)) - Number(isPresent(a, here)) || order(a, b))
      return [{ person: able[0] ?? null, name: competence, group }]
    }
    case 'service_manager':
      return Promise.all(
        services.map(async (id) => {
          const service = await records.get('service', id)
          const personId = service ? text(service.data, 'serviceManagerId') : null
          return { person: personId ? await records.get('person', personId) : null, name: id, group: `${group}@${id}` }
        }),
      )
    case 'ci_owner': {
      const owners = (await itemsOf(call)).map(({ data }) => text(data, 'ownerPersonId'))
      return Promise.all(
        [...new Set(owners)].map(async (id) => ({
          person: id ? await records.get('person', id) : null,
          name: null,
          group,
        })),
      )
    }
    case 'partner': {
      const suppliers = (await itemsOf(call)).map(({ data }) => text(data, 'supplierId'))
      const partners = await records.list('partner', { limit: MOST_PEOPLE })
      return partners
        .filter(
          ({ id, data }) => suppliers.includes(id) || texts(data['serviceIds']).some((one) => services.includes(one)),
        )
        .toSorted(order)
        .map(({ id, data }) => ({ person: null, name: text(data, 'name'), group: `${group}@${id}` }))
    }
    default:
      throw new Error(
        `Expected a rule to find people by role, competence, service_manager, ci_owner or partner, but it says "${by}".`,
      )
  }
}

async function itemsOf({ input, records }: HandlerCall): Promise<readonly RecordView[]> {
  const items = await Promise.all(texts(input['ciIds']).map((id) => records.get('configuration-item', id)))
  return items.filter((item) => item !== null)
}

/** Neither their record says that they are absent, nor have they entered it themselves. */
function isPresent({ data }: RecordView, { today, away }: Present): boolean {
  return (
    !away.has(text(data, 'userId') ?? '') &&
    !objects(data, 'absence').some(({ from, to }) => String(from) <= today && today <= String(to))
  )
}

/** By name, so that the same question finds the same people. */
function order(a: RecordView, b: RecordView): number {
  const name = ({ id, data }: RecordView) => `${String(present(data)['name'] ?? '')} ${id}`
  return name(a).localeCompare(name(b), 'lv')
}
