/**
 * The walk of impact analysis: from configuration items along their relations to all that suffers with them, and on to
 * services. Breadth first, one query per level however wide it is, each item once, so circles end; bounded in depth and in
 * items. Which type of relation carries harm, and which way, is data: the setting `impactDirections`.
 */
import type { Variables } from '../engine/model/json.ts'
import type { RecordUnit, RecordView } from '../engine/records/record-unit.ts'
import { text, texts } from './handlers/input.ts'

/**
 * Where harm goes along a relation `from … to`: `reverse` from its target to its source (A depends on B: B hurts A),
 * `forward` from its source to its target (A hosts B: A hurts B), or `both`. A type that is not named carries none.
 */
export type ImpactDirections = Readonly<Record<string, 'forward' | 'reverse' | 'both'>>

/** What a walk reads records by: a handler inside its transaction, a page by the queries of the engine. */
export type WalkedRecords = Pick<RecordUnit, 'getMany' | 'related'>

/** How far a walk may go. */
export interface WalkBounds {
  /** Relations from the start to the furthest item. */
  readonly maxDepth: number
  /** Items, those it starts with included. */
  readonly maxItems: number
}

/** What a walk has reached. */
export interface Reached {
  /** Every item that is hit, those it starts with included, nearest first. */
  readonly items: ReadonlyMap<string, RecordView>
  /** Services that are hit, by id: the items on the way to each, and the service it suffers through, if any. */
  readonly services: ReadonlyMap<string, Hit>
  /** It ended at a bound: there may be more. */
  readonly truncated: boolean
}

/** A service and how it was reached. */
export interface Hit {
  readonly service: RecordView
  /** Item ids from a start to the item that carries the service; empty where the service itself was named. */
  readonly path: readonly string[]
  /** The service through which this one is hit; null where an item carries it or it was named itself. */
  readonly viaService: string | null
}

/** @param now items and relations count as they are at this moment: neither retired ones nor relations that have ended */
export async function walkImpact(
  records: WalkedRecords,
  start: { readonly ciIds: readonly string[]; readonly serviceIds: readonly string[] },
  directions: ImpactDirections,
  bounds: WalkBounds,
  now: string,
): Promise<Reached> {
  const walk = await walkItems(records, start.ciIds, directions, bounds, now)
  const services = await walkServices(records, start.serviceIds, walk, bounds)
  return { items: walk.items, services, truncated: walk.truncated }
}

/** The other way round: not whom an item hurts, but what can hurt it. */
export function turned(directions: ImpactDirections): ImpactDirections {
  const turn = { forward: 'reverse', reverse: 'forward', both: 'both' } as const
  return Object.fromEntries(Object.entries(directions).map(([type, way]) => [type, turn[way]]))
}

/** Items reached along relations, and how. */
export interface ItemWalk {
  readonly items: Map<string, RecordView>
  /** The item from which each was reached; null for those it starts with. */
  readonly cameFrom: Map<string, string | null>
  truncated: boolean
}

/** All that is reached from the items, themselves included. */
export async function walkItems(
  records: WalkedRecords,
  ciIds: readonly string[],
  directions: ImpactDirections,
  { maxDepth, maxItems }: WalkBounds,
  now: string,
): Promise<ItemWalk> {
  const walk: ItemWalk = { items: new Map(), cameFrom: new Map(), truncated: false }
  let level = await enter(records, walk, new Map(ciIds.map((id) => [id, null])), maxItems)
  for (let depth = 0; level.length > 0; depth += 1) {
    const next = await stepFrom(records, level, walk, directions, now.slice(0, 10))
    if (depth >= maxDepth) {
      walk.truncated ||= next.size > 0
      break
    }
    level = await enter(records, walk, next, maxItems)
  }
  return walk
}

/** Those of a level that are in use, up to the bound. @returns their ids */
async function enter(
  records: WalkedRecords,
  walk: ItemWalk,
  from: ReadonlyMap<string, string | null>,
  maxItems: number,
): Promise<readonly string[]> {
  const found = await records.getMany('configuration-item', [...from.keys()])
  const inUse = new Map(found.filter(({ status }) => status !== 'retired').map((item) => [item.id, item]))
  const entered: string[] = []
  for (const [id, source] of from) {
    const item = inUse.get(id)
    if (!item) continue
    if (walk.items.size >= maxItems) {
      walk.truncated = true
      break
    }
    walk.items.set(id, item)
    walk.cameFrom.set(id, source)
    entered.push(id)
  }
  return entered
}

/** The items that a level hits and that were not reached yet, each with the first item that hits it. */
async function stepFrom(
  records: WalkedRecords,
  level: readonly string[],
  walk: ItemWalk,
  directions: ImpactDirections,
  today: string,
): Promise<ReadonlyMap<string, string>> {
  const next = new Map<string, string>()
  for (const [near, far, way] of [
    ['to', 'from', 'reverse'],
    ['from', 'to', 'forward'],
  ] as const) {
    const types = Object.keys(directions).filter((type) => directions[type] === way || directions[type] === 'both')
    if (types.length === 0) continue
    const by = { register: 'ci-relation', field: near, anyOf: { type: types } }
    for (const { data } of await records.related(level, by)) {
      const hit = text(data, far)
      if (hit === null || hasEnded(data, today) || walk.items.has(hit) || next.has(hit)) continue
      next.set(hit, text(data, near) ?? '')
    }
  }
  return next
}

/** Whether a relation does not hold on a day, e.g. `2026-03-12`: it has ended, or is still to begin. */
export function hasEnded(relation: Variables, today: string): boolean {
  const validTo = text(relation, 'validTo')
  const validFrom = text(relation, 'validFrom')
  return (validTo !== null && validTo < today) || (validFrom !== null && validFrom > today)
}

/** Services named, services of the items, and services that depend on such services. */
async function walkServices(
  records: WalkedRecords,
  named: readonly string[],
  walk: ItemWalk,
  { maxDepth }: WalkBounds,
): Promise<ReadonlyMap<string, Hit>> {
  const carriers = await carriersOf(records, walk)
  const hits = new Map<string, Hit>()
  for (const service of await records.getMany('service', [...new Set([...named, ...carriers.keys()])])) {
    const carrier = named.includes(service.id) ? null : (carriers.get(service.id) ?? null)
    hits.set(service.id, { service, path: carrier === null ? [] : pathTo(carrier, walk), viaService: null })
  }
  let level = [...hits.keys()]
  for (let depth = 0; level.length > 0 && depth < maxDepth; depth += 1) {
    const dependents = await records.related(level, { register: 'service', field: 'dependsOnServices' })
    level = []
    for (const service of dependents) {
      if (hits.has(service.id)) continue
      const viaService = texts(service.data['dependsOnServices']).find((id) => hits.has(id)) ?? null
      hits.set(service.id, { service, path: hits.get(viaService ?? '')?.path ?? [], viaService })
      level.push(service.id)
    }
  }
  return hits
}

/** Ids of the items that carry these services directly. */
export async function itemsOfServices(
  records: WalkedRecords,
  serviceIds: readonly string[],
): Promise<readonly string[]> {
  const services = await records.getMany('service', serviceIds)
  const naming = await records.related(serviceIds, { register: 'configuration-item', field: 'serviceIds' })
  return [...new Set([...services.flatMap(({ data }) => texts(data['ciIds'])), ...naming.map(({ id }) => id)])]
}

/** Service id → the nearest item that carries it: an item names its services, or a service its items. */
async function carriersOf(records: WalkedRecords, { items }: ItemWalk): Promise<ReadonlyMap<string, string>> {
  const carriers = new Map<string, string>()
  const naming = await records.related([...items.keys()], { register: 'service', field: 'ciIds' })
  const named = new Map<string, string[]>()
  for (const { id, data } of naming) {
    for (const item of texts(data['ciIds'])) named.set(item, [...(named.get(item) ?? []), id])
  }
  for (const [id, { data }] of items) {
    for (const service of [...texts(data['serviceIds']), ...(named.get(id) ?? [])]) {
      if (!carriers.has(service)) carriers.set(service, id)
    }
  }
  return carriers
}

function pathTo(item: string, { cameFrom }: ItemWalk): readonly string[] {
  const path: string[] = []
  for (let at: string | null = item; at !== null; at = cameFrom.get(at) ?? null) path.unshift(at)
  return path
}
