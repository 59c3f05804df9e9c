/** `knowledge.search`: what is known already about a service or a text. */
import type { Json, Variables } from '../../engine/model/json.ts'
import type { Handler } from '../../engine/ports.ts'
import type { RecordUnit, RecordView } from '../../engine/records/record-unit.ts'
import { text, texts } from './input.ts'
import { sharedStems, stems } from './similar-words.ts'

const MOST = 10

/**
 * {text?, serviceId?} → {articles: [{id, title, kind}], knownErrors: [{id, number, title, workaround}]}, best first.
 * What is written for the service comes before what only shares words with the text; an article for other services
 * alone does not come at all.
 */
export const searchKnowledge: Handler = async ({ input, records }) => {
  const serviceId = text(input, 'serviceId')
  const words = stems(text(input, 'text') ?? '')
  const articles = await rank(records, 'knowledge-article', serviceId, words)
  const knownErrors = await rank(records, 'known-error', serviceId, words)
  return {
    variables: {
      articles: articles.map(({ id, data }) => ({ id, title: data['title'] ?? null, kind: data['kind'] ?? null })),
      knownErrors: knownErrors.map(errorHead),
    },
  }
}

/** What a task shows of a known error. */
export function errorHead({ id, number, data }: RecordView): Variables {
  return { id, number, title: data['title'] ?? null, workaround: data['workaround'] ?? null }
}

/** Records of a register of knowledge, those that fit best first; withdrawn ones are left out. */
export async function rank(
  records: RecordUnit,
  register: string,
  serviceId: string | null,
  words: ReadonlySet<string>,
): Promise<readonly RecordView[]> {
  const all = await records.list(register, { limit: 500 })
  return all
    .filter(({ status }) => status !== 'retired')
    .map((record) => ({ record, score: scoreOf(record.data, serviceId, words) }))
    .filter(({ score }) => score > 0)
    .toSorted((one, other) => other.score - one.score)
    .slice(0, MOST)
    .map(({ record }) => record)
}

function scoreOf(data: Variables, serviceId: string | null, words: ReadonlySet<string>): number {
  const services = texts(data['serviceIds'])
  const forService = serviceId !== null && services.includes(serviceId)
  if (services.length > 0 && serviceId !== null && !forService) return 0
  const known = stems([data['title'], data['keywords'], data['symptoms']].flatMap(allTexts).join(' '))
  const shared = sharedStems(words, known)
  // One common word such as "pakalpojums" says nothing unless the service fits too.
  return forService ? 100 + shared : shared >= 2 ? shared : 0
}

function allTexts(value: Json | undefined): readonly string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap((inner) => allTexts(inner))
}
