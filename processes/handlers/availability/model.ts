/** `availability.model`: how available services can be, by the items that they rest on. */
import type { Json, Variables } from '../../../engine/model/json.ts'
import type { Handler, HandlerCall } from '../../../engine/ports.ts'
import type { RecordView } from '../../../engine/records/record-unit.ts'
import { impactRules } from '../configuration/impact.ts'
import { number, objects, present, text, texts } from '../input.ts'
import { settingsIn } from '../registers.ts'
import { hasEnded, itemsOfServices, turned, walkItems, type ImpactDirections } from '../../walk-impact.ts'
import { availabilityOf, type Component } from './redundancy.ts'

/** Single points that the answer names at most: a plan is for people to read. */
const MOST_NAMED = 100
/** A spare that cannot take over is none. */
const NO_SPARE = ['planned', 'acquired', 'faulty', 'retired']

/**
 * {serviceIds, targets?: [{serviceId, availability}]} → {modelled: [{serviceId, availability, target, components,
 * assumed}], singlePoints: [{serviceId, ciId, availability}], achievable, truncated}. Availability in per cent, to four
 * decimals: all items must work that the service rests on (relations as the settings of impact analysis read them, turned round),
 * or, where one backs it up by a relation of the setting `redundancyRelations`, its spare. Items that say nothing count with the setting `componentAvailability`;
 * `assumed` counts them. A service without items has none. `achievable` is that of the weakest service.
 */
export const modelAvailability: Handler = async (call) => {
  const { input } = call
  const targets = new Map(objects(input, 'targets').map((row) => [text(row, 'serviceId'), number(row, 'availability')]))
  const serviceIds = [...new Set(texts(input['serviceIds']))]
  const underneath = new Map<string, readonly string[]>()
  for (const id of serviceIds) underneath.set(id, await itemsUnder(call, id))
  const { items, components, truncated } = await componentsOf(call, [...underneath.values()].flat())

  const modelled: Variables[] = []
  const singlePoints: Variables[] = []
  for (const [serviceId, roots] of underneath) {
    const { availability, essential } = availabilityOf(roots, components)
    const reached = reachedFrom(roots, components)
    const row = {
      serviceId,
      availability: reached.length === 0 ? null : percent(availability),
      target: targets.get(serviceId) ?? null,
      components: reached.length,
      assumed: reached.filter((id) => ownOf(items.get(id)) === null).length,
    }
    modelled.push(present(row))
    for (const ciId of essential)
      singlePoints.push({ serviceId, ciId, availability: percent(components.get(ciId)?.availability ?? 1) })
  }
  const known = modelled.flatMap((row) => number(row, 'availability') ?? [])
  return {
    variables: {
      modelled,
      singlePoints: singlePoints.toSorted(weakestFirst).slice(0, MOST_NAMED),
      achievable: known.length === 0 ? null : Math.min(...known),
      truncated,
    },
  }
}

/** The items that carry the service, or a service that it depends on. */
async function itemsUnder({ records }: HandlerCall, serviceId: string): Promise<readonly string[]> {
  const services = new Set([serviceId])
  for (let level = [serviceId]; level.length > 0;) {
    const found = await records.getMany('service', level)
    level = found.flatMap(({ data }) => texts(data['dependsOnServices'])).filter((id) => !services.has(id))
    for (const id of level) services.add(id)
  }
  return itemsOfServices(records, [...services])
}

async function componentsOf(
  call: HandlerCall,
  roots: readonly string[],
): Promise<{
  readonly items: ReadonlyMap<string, RecordView>
  readonly components: ReadonlyMap<string, Component>
  readonly truncated: boolean
}> {
  const { records, now } = call
  const settings = settingsIn(call)
  const spareTypes = texts(settings['redundancyRelations'])
  const { directions, bounds } = impactRules(call)
  const needs = turned(directions)
  const spares = Object.fromEntries(spareTypes.map((type) => [type, 'reverse' as const]))
  const { items, truncated } = await walkItems(records, roots, { ...needs, ...spares }, bounds, now)

  const usual = number(settings, 'componentAvailability') ?? 100
  const parts = new Map(
    [...items].map(([id, item]) => [
      id,
      { availability: (ownOf(item) ?? usual) / 100, needs: [] as string[], spares: [] as string[] },
    ]),
  )
  const by = { register: 'ci-relation', field: 'from', anyOf: { type: [...Object.keys(needs), ...spareTypes] } }
  for (const { data } of await records.related([...items.keys()], by)) {
    const [from, to, type] = [text(data, 'from') ?? '', text(data, 'to') ?? '', text(data, 'type') ?? '']
    const [source, target] = [parts.get(from), parts.get(to)]
    if (!source || !target || hasEnded(data, now.slice(0, 10))) continue
    if (spareTypes.includes(type)) {
      if (!NO_SPARE.includes(items.get(from)?.status ?? '')) target.spares.push(from)
      continue
    }
    if (leads(needs, type, 'forward')) source.needs.push(to)
    if (leads(needs, type, 'reverse')) target.needs.push(from)
  }
  return { items, components: parts, truncated }
}

const leads = (directions: ImpactDirections, type: string, way: 'forward' | 'reverse'): boolean =>
  directions[type] === way || directions[type] === 'both'

/** All components below, spares included. */
function reachedFrom(roots: readonly string[], components: ReadonlyMap<string, Component>): readonly string[] {
  const reached = new Set(roots.filter((id) => components.has(id)))
  for (const id of reached) {
    const { needs = [], spares = [] } = components.get(id) ?? {}
    for (const next of [...needs, ...spares]) if (components.has(next)) reached.add(next)
  }
  return [...reached]
}

const ownOf = (item: RecordView | undefined): number | null => (item ? number(item.data, 'availabilityPercent') : null)

const percent = (share: number): number => Math.round(share * 1_000_000) / 10_000

function weakestFirst(one: Variables, other: Variables): number {
  const key = ({ availability = null, ciId = null }: { readonly [name: string]: Json }) =>
    [Number(availability), String(ciId)] as const
  return key(one)[0] - key(other)[0] || key(one)[1].localeCompare(key(other)[1])
}
