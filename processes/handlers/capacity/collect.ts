/** `usage.collect`: what services had to do of late, and what they have to do it with. */
import type { Variables } from '../../../engine/model/json.ts'
import type { Handler, HandlerCall } from '../../../engine/ports.ts'
import type { RecordView } from '../../../engine/records/record-unit.ts'
import type { CalendarSource } from '../../calendars.ts'
import { itemsOfServices, turned, walkItems } from '../../walk-impact.ts'
import { monthAt } from '../availability/months.ts'
import { impactRules } from '../configuration/impact.ts'
import { number, object, present, text, texts } from '../input.ts'
import { settingText, settingsIn } from '../registers.ts'
import { walkRecords } from '../walk-records.ts'
import { keepActualVolumes } from './forecasts.ts'
import { collectLoad, type MonthLoad } from './load.ts'
import { staffHours } from './staff.ts'

/** Rows that the answer has at most: variables are kept with the case. */
const MOST_ROWS = 600
const MOST_RESOURCES = 100

/**
 * {serviceIds, months?} → {usage: [{serviceId, month, volume, workMinutes, queueHours}], usageMonths, usageComplete,
 * resources: [{resourceId, resource, serviceId, unit, available, neededPerUnit}]}, oldest month first. Of the last full `months` (default: the
 * setting `capacityHistoryMonths`): applications, minutes of work, mean hours in the queue; months before the first
 * load of a service are left out, and the oldest ones where there would be more than 600 rows.
 *
 * Resources are proposals for people to correct: work groups that execute the services, in hours of the coming month
 * left by other services, and items that they rest on which say what they can do (`unitCapacity`) or of which monitoring
 * measures in per cent; what a unit needs is left out where nobody has measured it. Forecasts of these services and months learn
 * what came of them (see `forecasts.ts`).
 */
export const collectUsage =
  (calendarsOf: CalendarSource): Handler =>
  async (call) => {
    const serviceIds = [...new Set(texts(call.input['serviceIds']))]
    const wanted = number(call.input, 'months') ?? number(settingsIn(call), 'capacityHistoryMonths') ?? 12
    const { loads, months, complete } = await collectLoad(call, wanted)
    await keepActualVolumes(call, loads, months, serviceIds)
    const begun = months.filter((month) => month >= (loads[0]?.month ?? '9999'))
    const kept = begun.slice(-Math.max(Math.floor(MOST_ROWS / Math.max(serviceIds.length, 1)), 1))
    const firstOf = new Map(loads.toReversed().map(({ serviceId, month }) => [serviceId, month]))
    const usage = kept.flatMap((month) =>
      serviceIds
        .filter((serviceId) => month >= (firstOf.get(serviceId) ?? '9999'))
        .map((serviceId) => rowOf(loads, serviceId, month)),
    )
    const groups = await groupsOf(call, calendarsOf, serviceIds, loads, begun.length)
    const items = await itemsUsed(call, serviceIds, loads, begun.at(-1) ?? null)
    return {
      variables: {
        usage,
        usageMonths: kept,
        usageComplete: complete,
        resources: [...groups, ...items].slice(0, MOST_RESOURCES),
      },
    }
  }

function rowOf(loads: readonly MonthLoad[], serviceId: string, month: string): Variables {
  const load = loads.find((one) => one.serviceId === serviceId && one.month === month)
  return present({ ...(load ?? { serviceId, month, volume: 0, workMinutes: 0 }) })
}

/** The work groups of the services: their hours, and what one application takes of them. */
async function groupsOf(
  call: HandlerCall,
  calendarsOf: CalendarSource,
  serviceIds: readonly string[],
  loads: readonly MonthLoad[],
  months: number,
): Promise<readonly Variables[]> {
  const services = await call.records.getMany('service', serviceIds)
  const groupIds = [...new Set(services.flatMap(({ data }) => text(data, 'executorGroupId') ?? []))].toSorted()
  const calendars = await calendarsOf(call.records)
  const rows: Variables[] = []
  for (const group of await call.records.getMany('work-group', groupIds)) {
    const calendar = calendars.get(text(group.data, 'calendarId') ?? settingText(call, 'calendar'))
    const theirs = await call.records.related([group.id], { register: 'service', field: 'executorGroupId' })
    const planned = theirs.map(({ id }) => id).filter((id) => serviceIds.includes(id))
    const others = theirs.map(({ id }) => id).filter((id) => !serviceIds.includes(id))
    const otherHours = months === 0 ? 0 : minutesOf(loads, others) / 60 / months
    const volume = volumeOf(loads, planned)
    const row = {
      resourceId: group.id,
      resource: text(object(group.data, 'name'), 'lv'),
      serviceId: planned.length === 1 ? (planned[0] ?? null) : null,
      unit: 'h',
      available: rounded(Math.max((await staffHours(call, group.id, calendar)) - otherHours, 0)),
      neededPerUnit: volume === 0 ? null : rounded(minutesOf(loads, planned) / 60 / volume),
    }
    rows.push(present(row))
  }
  return rows.toSorted((one, other) => String(one['resourceId']).localeCompare(String(other['resourceId'])))
}

const minutesOf = (loads: readonly MonthLoad[], services: readonly string[]): number =>
  loads.filter(({ serviceId }) => services.includes(serviceId)).reduce((sum, { workMinutes }) => sum + workMinutes, 0)

const volumeOf = (loads: readonly MonthLoad[], services: readonly string[]): number =>
  loads.filter(({ serviceId }) => services.includes(serviceId)).reduce((sum, { volume }) => sum + volume, 0)

/** Items with a capacity of their own, or whose use monitoring measured in per cent last month. */
async function itemsUsed(
  call: HandlerCall,
  serviceIds: readonly string[],
  loads: readonly MonthLoad[],
  lastMonth: string | null,
): Promise<readonly Variables[]> {
  const { directions, bounds } = impactRules(call)
  const roots = await itemsOfServices(call.records, serviceIds)
  const { items } = await walkItems(call.records, roots, turned(directions), bounds, call.now)
  const used = await usedPercent(call, items)
  const month = lastMonth === null ? [] : loads.filter(({ month: one }) => one === lastMonth)
  const volume = volumeOf(month, serviceIds)
  return [...items.values()].flatMap(({ id, data }) => {
    const capacity = number(data, 'unitCapacity')
    const percent = used.get(id) ?? null
    if (capacity === null && percent === null) return []
    const available = capacity ?? 100
    const neededPerUnit = percent === null || volume === 0 ? null : rounded((available * percent) / 100 / volume)
    const unit = text(data, 'capacityUnit') ?? '%'
    return [present({ resourceId: id, resource: text(data, 'name'), unit, available, neededPerUnit })]
  })
}

/** Mean use of each item in the last full month, by measurements in per cent. */
async function usedPercent(
  call: HandlerCall,
  items: ReadonlyMap<string, RecordView>,
): Promise<ReadonlyMap<string, number>> {
  const { from, to } = monthAt(call.now, text(call.environment.globals, 'timezone') ?? 'UTC', -1)
  const { found } = await walkRecords(call.records, { register: 'measurement', since: from, until: to }, call.now)
  const sums = new Map<string, { sum: number; count: number }>()
  for (const { data } of found) {
    const [ciId, value] = [text(data, 'ciId'), number(data, 'value')]
    if (ciId === null || value === null || data['unit'] !== '%' || !items.has(ciId)) continue
    const { sum, count } = sums.get(ciId) ?? { sum: 0, count: 0 }
    sums.set(ciId, { sum: sum + value, count: count + 1 })
  }
  return new Map([...sums].map(([ciId, { sum, count }]) => [ciId, sum / count]))
}

const rounded = (value: number): number => Math.round(value * 10_000) / 10_000
