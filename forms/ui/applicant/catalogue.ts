/** The public catalogue: what services there are, and how they are found by words, life situation and need. */
import { createHash } from 'node:crypto'
import { fold } from '../../../engine/records/fold.ts'
import { isObject, type Json } from '../../../engine/model/json.ts'
import type { RecordView } from '../../../engine/records/record-unit.ts'
import type { Language } from '../../check/form-file.ts'
import type { PageCall } from '../shared/page.ts'
import { bilingual } from '../shared/service-names.ts'
import { isPublic, serviceName } from './public-service.ts'

const KEPT_MS = 60_000
const PAGE = 200
/** Records of one register that are looked at. */
const MOST = 2000

/** What people come with, and the services that answer it. */
export interface Way {
  readonly id: string
  readonly name: Json
  readonly serviceIds: ReadonlySet<string>
}

export interface Catalogue {
  readonly services: readonly RecordView[]
  readonly situations: readonly Way[]
  readonly needs: readonly Way[]
  /** Service → everything that finds it, folded. */
  readonly words: ReadonlyMap<string, readonly string[]>
}

const kept = new WeakMap<object, Map<string, { readonly at: number; readonly catalogue: Catalogue }>>()

/** Kept for a minute; whether one service is still there is asked anew. */
export async function catalogueOf(call: PageCall): Promise<Catalogue> {
  const { ports, institutionId } = call
  let ofEngine = kept.get(ports.engine)
  if (!ofEngine) kept.set(ports.engine, (ofEngine = new Map()))
  const at = ports.clock.now().getTime()
  const known = ofEngine.get(institutionId)
  if (known && Math.abs(at - known.at) < KEPT_MS) return known.catalogue
  const catalogue = await read(call)
  ofEngine.set(institutionId, { at, catalogue })
  return catalogue
}

export interface Wanted {
  readonly words: string
  readonly situation: string
  readonly need: string
}

/** @returns the services that have all of it, by name */
export function findServices(
  { services, situations, needs, words }: Catalogue,
  wanted: Wanted,
  language: Language,
): readonly RecordView[] {
  const stems = wordsOf(wanted.words).map(stemOf)
  const within = (ways: readonly Way[], id: string) =>
    id === '' ? null : (ways.find((way) => way.id === id)?.serviceIds ?? new Set<string>())
  const bounds = [within(situations, wanted.situation), within(needs, wanted.need)]
  return services
    .filter(({ id }) => bounds.every((bound) => bound === null || bound.has(id)))
    .filter(({ id }) => stems.every((stem) => words.get(id)?.some((word) => word.startsWith(stem))))
    .toSorted((one, other) => serviceName(one, language).localeCompare(serviceName(other, language), language))
}

async function read(call: PageCall): Promise<Catalogue> {
  const [all, lives, needRecords, descriptions] = await Promise.all(
    ['service', 'life-situation', 'need', 'service-description'].map((register) => readAll(call, register)),
  )
  const services = (all ?? []).filter(isPublic)
  const situations = (lives ?? []).map((record) => ({
    id: record.id,
    name: record.data['name'] ?? record.id,
    serviceIds: new Set(
      services.flatMap(({ id, data }) => (idsIn(data['lifeSituationIds']).includes(record.id) ? [id] : [])),
    ),
  }))
  // Needs are records of their own, or stand with the life situation.
  const needs = [
    ...(needRecords ?? []).map(({ id, data }) => ({ id, name: data['name'] ?? id, of: data['serviceIds'] })),
    ...(lives ?? []).flatMap(({ data }) =>
      (Array.isArray(data['needs']) ? data['needs'] : []).filter(isObject).map((need: { [name: string]: Json }) => ({
        id: nameHash(need['name'] ?? null),
        name: need['name'] ?? '',
        of: need['serviceIds'],
      })),
    ),
  ].map(({ of, ...need }) => ({ ...need, serviceIds: new Set(idsIn(of)) }))
  const words = new Map(
    services.map(({ id, data }) => {
      const texts = [data['name'], data['keywords'], data['purpose'], data['result'], data['code']]
      const ways = [...situations, ...needs].filter(({ serviceIds }) => serviceIds.has(id)).map(({ name }) => name)
      const told = (descriptions ?? []).filter((one) => one.data['serviceId'] === id)
      const found = [...texts, ...ways, ...told.map((one) => one.data['requestText'])].flatMap(textsIn)
      return [id, wordsOf(found.join(' '))] as const
    }),
  )
  const isUsed = ({ serviceIds }: Way) => services.some(({ id }) => serviceIds.has(id))
  return { services, situations: situations.filter(isUsed), needs: needs.filter(isUsed), words }
}

async function readAll({ ports, institutionId }: PageCall, register: string): Promise<readonly RecordView[]> {
  const found: RecordView[] = []
  let after: string | null = null
  do {
    const { items, next } = await ports.engine.listRecords({
      institutionId,
      register,
      status: ['active'],
      limit: PAGE,
      ...(after === null ? {} : { after }),
    })
    found.push(...items)
    after = next
  } while (after !== null && found.length < MOST)
  return found
}

/** @returns the ways as one chooses among them */
export function choicesOf(ways: readonly Way[], language: Language): readonly { id: string; label: string }[] {
  return ways
    .map(({ id, name }) => ({ id, label: bilingual(name, language, id) }))
    .toSorted((one, other) => one.label.localeCompare(other.label, language))
}

function idsIn(value: Json | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((one: Json) => typeof one === 'string') : []
}

function textsIn(value: Json | undefined): readonly string[] {
  if (typeof value === 'string') return [value]
  if (Array.isArray(value)) return value.flatMap((one: Json) => textsIn(one))
  return isObject(value) ? Object.values(value).flatMap(textsIn) : []
}

function nameHash(name: Json): string {
  return createHash('sha256').update(JSON.stringify(name)).digest('hex').slice(0, 12)
}

function wordsOf(text: string): readonly string[] {
  return fold(text).match(/[\p{L}\p{N}]+/gu) ?? []
}

/** Latvian bends the ends of words: `arhīvs` is found by `arhīva`. */
function stemOf(word: string): string {
  return word.length <= 4 ? word : word.slice(0, Math.max(4, word.length - 2))
}
