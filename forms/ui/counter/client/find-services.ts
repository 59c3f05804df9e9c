/** Finds a service as people think of it: by its name, a keyword, their situation in life, or what they need. */
import { fold } from '../../../../engine/records/fold.ts'
import { isObject, type Json } from '../../../../engine/model/json.ts'
import type { RecordView } from '../../../../engine/records/record-unit.ts'
import type { PageCall } from '../../shared/page.ts'
import { bilingual } from '../../shared/service-names.ts'
import { termWords } from '../../start/receipt.ts'

export interface ServiceAsked {
  readonly words: string
  /** Record id. */
  readonly situation: string
  /** Id among {@link ServiceSearch.needs}. */
  readonly need: string
}

export interface ServiceFound {
  readonly id: string
  readonly name: string
  readonly code: string
  readonly purpose: string
  /** In words; empty where the service says nothing. */
  readonly term: string
  /** In euros. */
  readonly fee: number | null
}

interface Named {
  readonly id: string
  readonly name: string
}

interface Need extends Named {
  /** Its name in every language: people write in theirs, whatever the page speaks. */
  readonly searched: string
  readonly serviceIds: readonly string[]
}

export interface ServiceSearch {
  readonly services: readonly ServiceFound[]
  readonly situations: readonly Named[]
  readonly needs: readonly Named[]
}

const MOST_SERVICES = 30
const MOST_NAMES = 200

export function readServiceAsked(query: URLSearchParams): ServiceAsked {
  const text = (name: string): string => (query.get(name) ?? '').trim().slice(0, 200)
  return { words: text('find'), situation: text('situation'), need: text('need') }
}

export async function findServices(call: PageCall, asked: ServiceAsked): Promise<ServiceSearch> {
  const { ports, institutionId, language } = call
  const list = async (register: string) =>
    (await ports.engine.listRecords({ institutionId, register, status: ['active'], limit: MOST_NAMES })).items
  const [situations, ownNeeds] = await Promise.all([list('life-situation'), list('need')])
  const needs = [...needsIn(situations, language), ...needsOf(ownNeeds, language)]
  const services = await Promise.all([
    byWords(call, asked),
    // Who looks for "moving" finds what a person who moves needs.
    asked.words === '' ? [] : ofThese(call, asked, idsNamedBy(asked.words, situations, needs)),
  ])
  const wanted = asked.need === '' ? null : new Set(needs.find(({ id }) => id === asked.need)?.serviceIds)
  const unique = new Map(services.flat().map((service) => [service.id, service]))
  return {
    services: [...unique.values()]
      .filter(({ id }) => wanted === null || wanted.has(id))
      .map((service) => foundOf(call, service))
      .toSorted((one, other) => one.name.localeCompare(other.name, language))
      .slice(0, MOST_SERVICES),
    situations: situations.map(({ id, data }) => ({ id, name: bilingual(data['name'], language, id) })),
    needs: needs.map(({ id, name }) => ({ id, name })),
  }
}

async function byWords({ ports, institutionId }: PageCall, { words, situation }: ServiceAsked) {
  const { items } = await ports.engine.listRecords({
    institutionId,
    register: 'service',
    status: ['active'],
    limit: MOST_NAMES,
    ...(words === '' ? {} : { text: words }),
    ...(situation === '' ? {} : { where: { lifeSituationIds: situation } }),
  })
  return items
}

async function ofThese(call: PageCall, { situation }: ServiceAsked, ids: ReadonlySet<string>) {
  if (ids.size === 0) return []
  const all = await byWords(call, { words: '', situation, need: '' })
  return all.filter(({ id, data }) => ids.has(id) || listed(data['lifeSituationIds']).some((one) => ids.has(one)))
}

/** Ids of services and situations whose situation or need is called so. */
function idsNamedBy(words: string, situations: readonly RecordView[], needs: readonly Need[]): ReadonlySet<string> {
  const wanted = fold(words.toLowerCase()).split(/\s+/).filter(Boolean)
  const matches = (text: string): boolean => wanted.every((word) => fold(text.toLowerCase()).includes(word))
  return new Set([
    ...situations
      .filter(({ data }) => matches(JSON.stringify([data['name'], data['description']])))
      .map(({ id }) => id),
    ...needs.filter(({ searched }) => matches(searched)).flatMap(({ serviceIds }) => serviceIds),
  ])
}

/** Needs that a situation in life brings with it. */
function needsIn(situations: readonly RecordView[], language: PageCall['language']): readonly Need[] {
  return situations.flatMap(({ id, data }) =>
    (Array.isArray(data['needs']) ? data['needs'] : []).flatMap((need, index): Need[] =>
      isObject(need)
        ? [
            {
              id: `${id}:${index}`,
              name: bilingual(need['name'], language, ''),
              searched: JSON.stringify(need['name']),
              serviceIds: listed(need['serviceIds']),
            },
          ]
        : [],
    ),
  )
}

function needsOf(records: readonly RecordView[], language: PageCall['language']): readonly Need[] {
  return records.map(({ id, data }) => ({
    id,
    name: bilingual(data['name'], language, id),
    searched: JSON.stringify(data['name']),
    serviceIds: listed(data['serviceIds']),
  }))
}

function foundOf({ language }: PageCall, { id, data }: RecordView): ServiceFound {
  return {
    id,
    name: bilingual(data['name'], language, id),
    code: typeof data['code'] === 'string' ? data['code'] : '',
    purpose: bilingual(data['purpose'], language, ''),
    term: termWords(data['executionTerm'] ?? null, language),
    fee: typeof data['fee'] === 'number' ? data['fee'] : null,
  }
}

function listed(value: Json | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []
}
