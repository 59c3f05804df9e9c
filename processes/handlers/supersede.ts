/** `register.supersede`: a record takes the place of those that it covers. */
import { NotFound } from '../../engine/model/errors.ts'
import type { Handler } from '../../engine/ports.ts'
import { requiredText, texts } from './input.ts'

const MOST_RECORDS = 1_000

/**
 * {register, id, field, from, to, covers} → {superseded: [id]}. Records of the register with the status `from` whose list
 * `field` holds nothing but what `covers` holds get the status `to`; the record `id` itself stays as it is. One that is
 * covered in part stays in force for the rest.
 *
 * @throws NotFound when there is no record `id`
 */
export const supersedeRecords: Handler = async ({ input, records }) => {
  const register = requiredText(input, 'register')
  const id = requiredText(input, 'id')
  const field = requiredText(input, 'field')
  const covered = new Set(texts(input['covers']))
  if (!(await records.get(register, id))) throw new NotFound(`${register} record`, id)

  const superseded: string[] = []
  for (const other of await records.list(register, { status: [requiredText(input, 'from')], limit: MOST_RECORDS })) {
    const named = texts(other.data[field])
    if (other.id === id || named.length === 0 || !named.every((one) => covered.has(one))) continue
    await records.update(register, other.id, {}, { status: requiredText(input, 'to') })
    superseded.push(other.id)
  }
  return { variables: { superseded } }
}
