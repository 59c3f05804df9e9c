/** `threshold.set` and `threshold.check`: from where on load is too high, and where it is. */
import type { Variables } from '../../../engine/model/json.ts'
import type { Handler, HandlerCall } from '../../../engine/ports.ts'
import type { RecordView } from '../../../engine/records/record-unit.ts'
import { workingMinutesBetween } from '../../../engine/time/working-calendar.ts'
import type { CalendarSource } from '../../calendars.ts'
import { dayAt } from '../availability/months.ts'
import { enact } from '../enact-plan.ts'
import { openWorkOf } from '../executors.ts'
import { number, object, objects, present, requiredText, text, texts } from '../input.ts'
import { settingText, settingsIn } from '../registers.ts'
import { walkRecords } from '../walk-records.ts'
import { keepForecasts } from './forecasts.ts'

/** Open work of a person, counted by us. */
const OPEN_WORK = 'open_work'
/** Working hours for which the oldest piece of work of a service has waited, counted by us. */
const QUEUE_HOURS = 'queue_hours'
const ALL_RESOURCES = '*'
/** Cases that one look starts at most. */
const MOST_BREACHES = 100
const MOST_PEOPLE = 1000
const HOUR_MS = 3_600_000

/**
 * {planId, thresholds: [{resourceId, metric, warn, critical}], patch?} → {planVersion, thresholdCount}: the capacity plan
 * comes into force (see `enact`), and so do its thresholds, one per resource and metric; those of plans that it supersedes, and that it does
 * not name, no longer hold. A threshold that people have set stays until a plan names it. What the plan expects of services and months
 * (`patch.forecast`) is kept, to be compared with what comes (see `forecasts.ts`).
 */
export const setThresholds: Handler = async (call) => {
  const { input, records } = call
  const planId = requiredText(input, 'planId')
  const patch = object(input, 'patch')
  const { planVersion, supersededPlans } = await enact(records, {
    register: 'capacity-plan',
    id: planId,
    status: 'in_force',
    patch,
  })
  await keepForecasts(call, planId, objects(patch, 'forecast'))
  const before = await records.related(supersededPlans, { register: 'capacity-threshold', field: 'planId' })
  const rows = objects(input, 'thresholds')
  const kept = new Set<string>()
  for (const row of rows) {
    const key = { resourceId: requiredText(row, 'resourceId'), metric: requiredText(row, 'metric') }
    const data = { ...key, warn: row['warn'] ?? null, critical: row['critical'] ?? null, planId }
    const known = await records.findBy('capacity-threshold', key)
    if (known) await records.update('capacity-threshold', known.id, data, { status: 'active' })
    const { id } = known ?? (await records.create('capacity-threshold', present(data), { status: 'active' }))
    kept.add(id)
  }
  for (const { id } of before) {
    if (!kept.has(id)) await records.update('capacity-threshold', id, {}, { status: 'retired' })
  }
  return { variables: { planVersion, thresholdCount: rows.length } }
}

/**
 * {} → {breaches: [{resourceId, metric, value, threshold, detectedOn, note}], breachCount}: whose load is at its threshold or over it.
 * Looked at are the last measurements of monitoring (`measurement`, not older than `measurementHours`), the open work of each person (`openWork`,
 * metric `open_work`) and how many working hours the oldest piece of each service has waited (`queuedWork`, metric
 * `queue_hours`; work without a service under the name of its register). A threshold for the resource goes before one for `*`, and that before the settings `capacityOpenWork` and `capacityQueueHours`. What is on record as a breach that nobody
 * has assessed is not told again. At most 100.
 */
export const checkThresholds =
  (calendarsOf: CalendarSource): Handler =>
  async (call) => {
    const set = await call.records.list('capacity-threshold', { status: ['active'], limit: 1000 })
    const known = new Map(set.map(({ data }) => [`${String(data['metric'])} ${String(data['resourceId'])}`, data]))
    const levels: Levels = {
      get: (metric, resourceId) => known.get(`${metric} ${resourceId}`) ?? known.get(`${metric} ${ALL_RESOURCES}`),
    }
    const found = [
      ...(await measuredLoad(call, set)),
      ...(await openWork(call)),
      ...(await waitingWork(call, calendarsOf)),
    ]
    const detectedOn = dayAt(call.now, text(call.environment.globals, 'timezone') ?? 'UTC')
    const told = await untold(call)
    const breaches = found
      .flatMap((load) => breachOf(call, load, levels, detectedOn))
      .filter((breach) => !told.has(keyOf(breach)))
      .slice(0, MOST_BREACHES)
    return { variables: { breaches, breachCount: breaches.length } }
  }

interface Levels {
  get(metric: string, resourceId: string): Variables | undefined
}

interface Load {
  readonly resourceId: string
  readonly metric: string
  readonly value: number
}

async function measuredLoad(call: HandlerCall, set: readonly RecordView[]): Promise<readonly Load[]> {
  const { records, now } = call
  const hours = number(settingsIn(call), 'measurementHours') ?? 24
  const since = new Date(Date.parse(now) - hours * HOUR_MS).toISOString()
  const loads: Load[] = []
  for (const { data } of set) {
    const [resourceId, metric] = [text(data, 'resourceId') ?? '', text(data, 'metric') ?? '']
    if (resourceId === ALL_RESOURCES || metric === OPEN_WORK || metric === QUEUE_HOURS) continue
    const [last] = await records.list('measurement', { where: { ciId: resourceId, metric }, since, limit: 1 })
    const value = last ? number(last.data, 'value') : null
    if (value !== null) loads.push({ resourceId, metric, value })
  }
  return loads
}

async function openWork(call: HandlerCall): Promise<readonly Load[]> {
  const people = await call.records.list('person', { limit: MOST_PEOPLE })
  const loads: Load[] = []
  for (const { id, data, status } of people) {
    if (status === 'retired' || text(data, 'userId') === null) continue
    loads.push({ resourceId: id, metric: OPEN_WORK, value: await openWorkOf(call, id) })
  }
  return loads
}

/** The longest wait of each service. */
async function waitingWork(call: HandlerCall, calendarsOf: CalendarSource): Promise<readonly Load[]> {
  const calendar = (await calendarsOf(call.records)).get(settingText(call, 'calendar'))
  const oldest = new Map<string, string>()
  for (const rule of objects(settingsIn(call), 'queuedWork')) {
    const register = requiredText(rule, 'register')
    const walk = { register, status: texts(rule['statuses']) }
    for (const { data, createdAt } of (await walkRecords(call.records, walk, call.now)).found) {
      const resourceId = text(data, 'serviceId') ?? register
      if (createdAt < (oldest.get(resourceId) ?? call.now)) oldest.set(resourceId, createdAt)
    }
  }
  return [...oldest].map(([resourceId, since]) => ({
    resourceId,
    metric: QUEUE_HOURS,
    value: Math.round((workingMinutesBetween(calendar, since, call.now) / 60) * 10) / 10,
  }))
}

/** Settings that hold where nobody has set a threshold; 0 watches nothing. */
const USUAL: Readonly<Record<string, string>> = { [OPEN_WORK]: 'capacityOpenWork', [QUEUE_HOURS]: 'capacityQueueHours' }

function breachOf(call: HandlerCall, load: Load, levels: Levels, detectedOn: string): readonly Variables[] {
  const { resourceId, metric, value } = load
  const set = levels.get(metric, resourceId)
  const usual = number(settingsIn(call), USUAL[metric] ?? '')
  const reached = set
    ? [number(set, 'critical'), number(set, 'warn')].filter((level) => level !== null && value >= level)
    : [usual].filter((level) => level !== null && level > 0 && value >= level)
  const [threshold = null] = reached
  return threshold === null ? [] : [{ resourceId, metric, value, threshold, detectedOn, note: null }]
}

/** Breaches on record that nobody has assessed yet. */
async function untold({ records, now }: HandlerCall): Promise<ReadonlySet<string>> {
  const { found } = await walkRecords(records, { register: 'threshold-breach', status: ['detected'] }, now)
  return new Set(found.map(({ data }) => keyOf(data)))
}

const keyOf = ({ resourceId = null, metric = null }: Variables): string => `${String(metric)} ${String(resourceId)}`
