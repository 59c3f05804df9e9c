/** Reading what finance reckons with: sums of cost entries, volumes of services, the model and the budget in force. */
import { Temporal } from 'temporal-polyfill'
import type { Variables } from '../../../engine/model/json.ts'
import type { HandlerCall } from '../../../engine/ports.ts'
import type { RecordSum, RecordUnit, RecordView } from '../../../engine/records/record-unit.ts'
import { number, objects, text, texts } from '../input.ts'
import { settingsIn } from '../registers.ts'
import type { CostSum, CostType, ServiceVolume } from './allocation.ts'
import { total } from './money.ts'

/** More lines than a budget may have. */
const MOST_LINES = 1000

/** What came with such an import does not count. */
const LEFT_OUT = ['rejected', 'excluded']

/** A month as days: `2026-04` is from 2026-04-01, before 2026-05-01. */
export interface Month {
  readonly name: string
  readonly year: string
  /** 1–12 */
  readonly month: number
  readonly from: string
  readonly before: string
}

/** The month of a text like `2026-04`, else the one before now, as people of the institution see it. */
export function monthOf(call: Pick<HandlerCall, 'now' | 'environment'>, period: string | null): Month {
  const today = Temporal.Instant.from(call.now).toZonedDateTimeISO(timezoneOf(call)).toPlainDate()
  const named = period === null ? today.subtract({ months: 1 }) : readMonth(period)
  const first = named.with({ day: 1 })
  return {
    name: first.toPlainYearMonth().toString(),
    year: String(first.year),
    month: first.month,
    from: first.toString(),
    before: first.add({ months: 1 }).toString(),
  }
}

/** This year, as people of the institution see it. */
export function yearOf(call: Pick<HandlerCall, 'now' | 'environment'>): string {
  return String(Temporal.Instant.from(call.now).toZonedDateTimeISO(timezoneOf(call)).year)
}

function timezoneOf({ environment }: Pick<HandlerCall, 'environment'>): string {
  return text(environment.globals, 'timezone') ?? 'UTC'
}

function readMonth(period: string): Temporal.PlainDate {
  if (/^\d{4}-\d{2}$/.test(period)) return Temporal.PlainDate.from(`${period}-01`)
  throw new Error(`Expected the input "period" to be a month like 2026-04, but it is "${period}".`)
}

/** The first moment of a day at the institution. */
export function startOfDay(call: Pick<HandlerCall, 'environment'>, day: string): string {
  const instant = Temporal.PlainDate.from(day).toZonedDateTime(timezoneOf(call)).toInstant()
  return instant.toString({ smallestUnit: 'millisecond' })
}

/** The newest budget in force of a year; null where there is none. */
export async function budgetInForce(records: RecordUnit, year: string): Promise<RecordView | null> {
  const [budget] = await records.list('budget', { where: { period: year }, status: ['in_force'], limit: 1 })
  return budget ?? null
}

/** By id, so that what is done to lines one after the other is done the same way each time. */
export async function linesOf(records: RecordUnit, budgetId: string): Promise<readonly RecordView[]> {
  const lines = await records.related([budgetId], { register: 'budget-line', field: 'budgetId', limit: MOST_LINES })
  return lines.toSorted((one, other) => (one.id < other.id ? -1 : 1))
}

/** Planned costs of a budget's lines, as sums. */
export function plannedSums(lines: readonly RecordView[]): readonly CostSum[] {
  return lines.map(({ data }) => ({
    objectKind: text(data, 'objectKind') ?? 'management',
    serviceId: text(data, 'serviceId'),
    ciId: text(data, 'ciId'),
    processKey: text(data, 'processKey'),
    item: text(data, 'item'),
    nature: text(data, 'nature') ?? 'direct',
    frequency: text(data, 'frequency') ?? 'recurring',
    allocationKey: text(data, 'allocationKey'),
    amount: number(data, 'planned') ?? 0,
    minutes: 0,
  }))
}

/** Actual costs as sums, and how many entries each is of. */
export type ActualSum = CostSum & { readonly count: number }

/**
 * Cost entries of some days, added up in the database. What came with an import that is wrong, or is left out, does not
 * count.
 *
 * @param processes keys of processes that the budget has lines for: costs of others belong to management
 */
export async function actualSums(
  records: RecordUnit,
  dates: { readonly from: string; readonly before: string },
  processes: ReadonlySet<string>,
): Promise<readonly ActualSum[]> {
  const fields = ['serviceId', 'ciId', 'processKey', 'item', 'nature', 'frequency', 'allocationKey', 'importId']
  const sums = await records.sums('cost-entry', { groupBy: fields, sum: ['amount', 'minutes'], dates })
  const leftOut = await importsLeftOut(records, sums)
  return sums.filter(({ group }) => !leftOut.has(text(group, 'importId') ?? '')).map((sum) => actualSum(sum, processes))
}

async function importsLeftOut(records: RecordUnit, sums: readonly RecordSum[]): Promise<ReadonlySet<string>> {
  const ids = new Set(sums.flatMap(({ group }) => text(group, 'importId') ?? []))
  const imports = await records.getMany('cost-import', [...ids])
  return new Set(imports.filter(({ status }) => LEFT_OUT.includes(status ?? '')).map(({ id }) => id))
}

function actualSum({ group, count, sums }: RecordSum, processes: ReadonlySet<string>): ActualSum {
  const serviceId = text(group, 'serviceId')
  const ciId = serviceId === null ? text(group, 'ciId') : null
  const key = text(group, 'processKey')
  const processKey = serviceId === null && ciId === null && key !== null && processes.has(key) ? key : null
  const objectKind = serviceId ? 'service' : ciId ? 'resource' : processKey ? 'process' : 'management'
  return {
    objectKind,
    serviceId,
    ciId,
    processKey,
    item: text(group, 'item'),
    nature: text(group, 'nature') ?? 'direct',
    frequency: text(group, 'frequency') ?? 'recurring',
    allocationKey: text(group, 'allocationKey'),
    amount: sums['amount'] ?? 0,
    minutes: sums['minutes'] ?? 0,
    count,
  }
}

/** The processes that the lines of a budget name. */
export function processesIn(lines: readonly RecordView[]): ReadonlySet<string> {
  return new Set(lines.flatMap(({ data }) => text(data, 'processKey') ?? []))
}

/** Active services by code. */
export async function activeServices(records: RecordUnit): Promise<readonly RecordView[]> {
  const services = await records.list('service', { status: ['active'], limit: 1000 })
  return services.toSorted((one, other) => (String(one.data['code']) < String(other.data['code']) ? -1 : 1))
}

/** `S-021 Arhīva izziņa` */
export function serviceName({ id, data }: RecordView): string {
  const { name, code } = data
  const words = typeof name === 'object' && name !== null ? (name as Variables)['lv'] : name
  return [code, words ?? id].filter((part) => typeof part === 'string').join(' ')
}

/** How often services were given from a day on and before another: the setting `serviceVolume` says what counts. */
export async function actualVolumes(
  call: Pick<HandlerCall, 'records' | 'environment'>,
  dates: { readonly from: string; readonly before: string },
): Promise<ReadonlyMap<string, number>> {
  const volumes = new Map<string, number>()
  for (const rule of objects(settingsIn(call), 'serviceVolume')) {
    const field = text(rule, 'field') ?? 'serviceId'
    const given = await call.records.sums(text(rule, 'register') ?? 'request', {
      groupBy: [field],
      sum: [],
      status: texts(rule['statuses']),
      since: startOfDay(call, dates.from),
      until: startOfDay(call, dates.before),
    })
    for (const { group, count } of given) {
      const serviceId = text(group, field)
      if (serviceId !== null) volumes.set(serviceId, (volumes.get(serviceId) ?? 0) + count)
    }
  }
  return volumes
}

/** The services with the volumes that a budget plans. */
export function plannedVolumes(services: readonly RecordView[], budget: RecordView): readonly ServiceVolume[] {
  const items = objects(budget.data, 'planItems')
  return services.map((service) => {
    const item = items.find((one) => one['serviceId'] === service.id)
    return { serviceId: service.id, name: serviceName(service), volume: item ? number(item, 'volume') : null }
  })
}

/** The rows of the cost model of a budget, else of the newest model in use; none where there is no model. */
export async function costModelOf(records: RecordUnit, budget: RecordView | null): Promise<readonly CostType[]> {
  const id = budget ? text(budget.data, 'costModelId') : null
  const named = id === null ? null : await records.get('cost-model', id)
  const [newest] = named ? [named] : await records.list('cost-model', { status: ['active'], limit: 1 })
  return objects(newest?.data ?? {}, 'costTypes').map((row) => ({
    costType: text(row, 'costType') ?? '',
    nature: text(row, 'nature') ?? 'direct',
    frequency: text(row, 'frequency') ?? 'recurring',
    allocationKey: text(row, 'allocationKey'),
  }))
}

/** The line that a cost belongs to: of its object, nature and frequency, and of its item where one has that; else null. */
export function lineOf(sum: CostSum, lines: readonly RecordView[]): RecordView | null {
  const fits = lines.filter(
    ({ data }) =>
      data['objectKind'] === sum.objectKind &&
      text(data, 'serviceId') === sum.serviceId &&
      text(data, 'ciId') === sum.ciId &&
      text(data, 'processKey') === sum.processKey &&
      data['nature'] === sum.nature &&
      data['frequency'] === sum.frequency,
  )
  const item = sum.item?.toLowerCase()
  return fits.find(({ data }) => text(data, 'item')?.toLowerCase() === item) ?? fits[0] ?? null
}

/** What a field of records adds up to, in EUR. */
export function sumField(records: readonly RecordView[], field: string): number {
  return total(records.map(({ data }) => number(data, field) ?? 0))
}
