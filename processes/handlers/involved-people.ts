/**
 * `people.involved`: who took part in a piece of work, so that somebody else judges it. Where to look is said by the diagram:
 * registers, how their records are found, and which of their fields name people.
 */
import type { Variables } from '../../engine/model/json.ts'
import type { Handler, HandlerCall } from '../../engine/ports.ts'
import { valuesOf } from './walk-records.ts'
import { object, objects, requiredText, text, texts } from './input.ts'

/**
 * {look?: [{register, where, fields}], personIds?} → {people: [{id, name, userId, as}], personIds, userIds}. `as` is the
 * register that names the person, null for those of `personIds`; each person once. People without a log-in have no user id.
 */
export const findInvolved: Handler = async (call) => {
  const { input, records } = call
  const named = new Map<string, string | null>(texts(input['personIds']).map((id) => [id, null]))
  for (const place of objects(input, 'look')) {
    const register = requiredText(place, 'register')
    for (const id of await peopleIn(call, register, place)) if (!named.has(id)) named.set(id, register)
  }
  const found = await records.getMany('person', [...named.keys()])
  const people: Variables[] = found
    .toSorted((one, other) => (one.id < other.id ? -1 : 1))
    .map(({ id, data }) => ({
      id,
      name: text(data, 'name'),
      userId: text(data, 'userId'),
      as: named.get(id) ?? null,
    }))
  return {
    variables: {
      people,
      personIds: people.map((person) => String(person['id'])),
      userIds: people.flatMap((person) => text(person, 'userId') ?? []),
    },
  }
}

async function peopleIn({ records }: HandlerCall, register: string, place: Variables): Promise<readonly string[]> {
  const where = object(place, 'where')
  // A condition that the case has no value for would find everybody's work.
  if (Object.values(where).some((value) => value === null)) return []
  const found = await records.list(register, { where, limit: 100 })
  const fields = texts(place['fields'])
  return found.flatMap((record) => fields.flatMap((field) => texts([...valuesOf(record, field)])))
}
