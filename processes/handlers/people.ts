/** `people.resolve`: who the people are whom a diagram knows by their records. */
import { NotFound } from '../../engine/model/errors.ts'
import type { Variables } from '../../engine/model/json.ts'
import type { Handler } from '../../engine/ports.ts'
import { text, texts } from './input.ts'

/**
 * {personIds} → {people: [{personId, name, email, userId}]}, each once, in the order given; `email` and `userId` are null
 * where the record has none.
 *
 * @throws NotFound when there is no such person
 */
export const resolvePeople: Handler = async ({ input, records }) => {
  const ids = [...new Set(texts(input['personIds']))]
  const found = new Map((await records.getMany('person', ids)).map((person) => [person.id, person]))
  const people = ids.map((id): Variables => {
    const person = found.get(id)
    if (!person) throw new NotFound('person record', id)
    const { data } = person
    return { personId: id, name: text(data, 'name'), email: text(data, 'email'), userId: text(data, 'userId') }
  })
  return { variables: { people } }
}
