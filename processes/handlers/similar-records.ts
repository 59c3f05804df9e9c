/** `record.similar`: open records that may say the same, so that nobody plans the same thing twice. */
import type { Variables } from '../../engine/model/json.ts'
import type { Handler } from '../../engine/ports.ts'
import type { RecordView } from '../../engine/records/record-unit.ts'
import { number, requiredText, text, texts } from './input.ts'
import { sharedStems, stems } from './similar-words.ts'

const MOST_READ = 1_000
const FEW = 10
/** Two words in common say little where texts are long; half of the shorter text says enough. */
const LEAST_SHARED = 2

/**
 * {register, text, fields, status?, serviceIds?, exclude?, limit?} → {similar: [{id, number, title, status, shared}]}:
 * records whose texts in `fields` share words with `text`, the likest first, at most `limit` (default 10). One about a
 * service of `serviceIds` needs fewer words in common. `status` names the statuses that count, `exclude` the record itself.
 */
export const findSimilar: Handler = async ({ input, records }) => {
  const fields = texts(input['fields'])
  const title = fields[0]
  if (title === undefined) throw new Error('Expected the input "fields" to name fields, but it names none.')
  const wanted = stems(requiredText(input, 'text'))
  const services = new Set(texts(input['serviceIds']))
  const status = texts(input['status'])
  const found = await records.list(requiredText(input, 'register'), {
    ...(status.length === 0 ? {} : { status }),
    limit: MOST_READ,
  })
  const similar = found
    .filter(({ id }) => id !== text(input, 'exclude'))
    .flatMap((record) => {
      const words = stems(fields.map((field) => text(record.data, field) ?? '').join(' '))
      const shared = sharedStems(wanted, words)
      const sameService = texts(record.data['serviceIds']).some((id) => services.has(id))
      const needed = Math.max(Math.min(wanted.size, words.size) / (sameService ? 4 : 2), LEAST_SHARED)
      return shared >= needed ? [{ record, shared }] : []
    })
    .toSorted((one, other) => other.shared - one.shared || (one.record.createdAt < other.record.createdAt ? 1 : -1))
    .slice(0, number(input, 'limit') ?? FEW)
    .map(({ record, shared }) => rowOf(record, title, shared))
  return { variables: { similar } }
}

const rowOf = ({ id, number: given, status, data }: RecordView, title: string, shared: number): Variables => ({
  id,
  number: given,
  title: data[title] ?? null,
  status,
  shared,
})
