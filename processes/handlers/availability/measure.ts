/** `availability.measure`: how available services were in a month, as agreed with those who use them. */
import type { Json, Variables } from '../../../engine/model/json.ts'
import type { Handler, HandlerCall } from '../../../engine/ports.ts'
import type { RecordView } from '../../../engine/records/record-unit.ts'
import { readInstant } from '../../../engine/time/iso8601.ts'
import { workingMinutesBetween, type WorkingCalendar } from '../../../engine/time/working-calendar.ts'
import type { CalendarSource } from '../../calendars.ts'
import { instant, number, objects, present, text, texts } from '../input.ts'
import { settingText, settingsIn } from '../registers.ts'
import { activeServices } from '../services.ts'
import { monthAt, monthOf, type Month } from './months.ts'
import { clipped, merged, without, type Span } from './spans.ts'

/** Rows that the answer has at most: variables are kept with the case. All are in the register. */
const MOST_NAMED = 100

/**
 * {month?, serviceIds?} → {period, measured: [{serviceId, period, availability, target, agreedMinutes, downtimeMinutes,
 * plannedMinutes, interruptions, mtbfMinutes, mttrMinutes, belowTarget}], measuredCount, belowTarget: the rows below
 * their target, worst first}, kept as records of `availability-measurement`, one per service and month.
 *
 * `month`, e.g. `2026-03`, is by default the last full one; with it those before it are measured again as far as the
 * setting `availabilityRecheckMonths` says and once the house has measured at all, because outages are recorded when
 * they are over. Services are by default all active ones in a stage of `measuredStages`.
 *
 * The month is that of the institution's time zone, the agreed time that of the calendar of the agreement (without one:
 * the institution's). Down is what unplanned outages take of the agreed time: clipped to the month, those that overlap
 * or touch counted once, time of planned ones left out. An outage without an end goes on. A month without agreed time
 * has no availability and misses no target. The target is that of the agreement, else of the plan in force.
 */
export const measureAvailability =
  (calendarsOf: CalendarSource): Handler =>
  async (call) => {
    const { input, records } = call
    const asked = texts(input['serviceIds'])
    const services = asked.length > 0 ? asked : await measuredServices(call)
    const known = await knowledgeOf(call, services)
    const calendars = await calendarsOf(records)
    const months = await monthsToMeasure(call)

    const rows: Variables[] = []
    const late: Variables[] = []
    for (const month of months) {
      for (const serviceId of services) {
        const agreement = agreementIn(known.agreements.get(serviceId) ?? [], month)
        const calendarId = (agreement ? text(agreement.data, 'calendarId') : null) ?? settingText(call, 'calendar')
        const measured = measure(call, calendars.get(calendarId), known.outages.get(serviceId) ?? [], month)
        const target = targetOf(agreement, known.plans.get(serviceId) ?? null, serviceId)
        const belowTarget = target !== null && measured.availability !== null && measured.availability < target
        const row = { serviceId, period: month.period, ...measured, target, belowTarget }
        const wasBelow = await keep(call, row, { ...month, calendarId, slaId: agreement?.id ?? null })
        if (month === months.at(-1)) rows.push(row)
        else if (belowTarget && wasBelow === false) late.push(row)
      }
    }
    const belowTarget = [...rows.filter((row) => row['belowTarget'] === true), ...late].toSorted(worstFirst)
    return {
      variables: {
        period: months.at(-1)?.period ?? null,
        measured: rows.toSorted(worstFirst).slice(0, MOST_NAMED),
        measuredCount: rows.length,
        belowTarget: belowTarget.slice(0, MOST_NAMED),
      },
    }
  }

async function measuredServices(call: HandlerCall): Promise<readonly string[]> {
  const stages = texts(settingsIn(call)['measuredStages'])
  const services = await activeServices(call.records)
  return services.filter(({ data }) => stages.includes(text(data, 'stage') ?? stages[0] ?? '')).map(({ id }) => id)
}

/** The month asked for; or the last one, after those that were measured before and may have to be corrected. */
async function monthsToMeasure(call: HandlerCall): Promise<readonly Month[]> {
  const timezone = text(call.environment.globals, 'timezone') ?? 'UTC'
  const asked = text(call.input, 'month')
  if (asked !== null) return [monthOf(asked, timezone)]
  const last = monthAt(call.now, timezone, -1)
  const again = number(settingsIn(call), 'availabilityRecheckMonths') ?? 0
  const earlier: Month[] = []
  for (let back = again; back > 0; back -= 1) {
    const month = monthAt(call.now, timezone, -1 - back)
    // Before the first measuring nobody recorded outages here: a month without any would be no good month.
    if (earlier.length > 0 || (await isMeasured(call, month))) earlier.push(month)
  }
  return [...earlier, last]
}

const isMeasured = async ({ records }: HandlerCall, { period }: Month): Promise<boolean> =>
  (await records.list('availability-measurement', { where: { period }, limit: 1 })).length > 0

interface Known {
  readonly agreements: ReadonlyMap<string, readonly RecordView[]>
  readonly outages: ReadonlyMap<string, readonly RecordView[]>
  readonly plans: ReadonlyMap<string, RecordView>
}

/** Three queries on the index of references, however many services there are. */
async function knowledgeOf({ records }: HandlerCall, serviceIds: readonly string[]): Promise<Known> {
  const agreements = await records.related(serviceIds, { register: 'sla', field: 'serviceId' })
  const outages = await records.related(serviceIds, { register: 'outage', field: 'serviceId' })
  const plans = await records.related(serviceIds, { register: 'availability-plan', field: 'serviceIds' })
  const inForce = plans.filter(({ status }) => status === 'in_force' || status === 'fulfilled')
  const oldestFirst = inForce.toSorted((one, other) => (approvedAt(one) < approvedAt(other) ? -1 : 1))
  return {
    agreements: byService(agreements),
    outages: byService(outages),
    plans: new Map(oldestFirst.flatMap((plan) => texts(plan.data['serviceIds']).map((id) => [id, plan] as const))),
  }
}

const approvedAt = ({ data, createdAt }: RecordView): string => text(data, 'approvedAt') ?? createdAt

function byService(records: readonly RecordView[]): ReadonlyMap<string, readonly RecordView[]> {
  const found = new Map<string, RecordView[]>()
  for (const record of records) {
    const serviceId = text(record.data, 'serviceId') ?? ''
    found.set(serviceId, [...(found.get(serviceId) ?? []), record])
  }
  return found
}

/** The agreement that held in the month; where one followed another, the later one. */
function agreementIn(agreements: readonly RecordView[], { from, to }: Month): RecordView | null {
  const [first, after] = [from.slice(0, 10), to.slice(0, 10)]
  const held = agreements.filter(
    ({ status, data }) =>
      data['kind'] === 'sla' &&
      status !== 'draft' &&
      (text(data, 'validFrom') ?? first) <= after &&
      (text(data, 'validTo') ?? (status === 'retired' ? '' : after)) >= first,
  )
  return held.toSorted((one, other) => (validFrom(one) < validFrom(other) ? -1 : 1)).at(-1) ?? null
}

const validFrom = ({ data }: RecordView): string => text(data, 'validFrom') ?? ''

function targetOf(agreement: RecordView | null, plan: RecordView | null, serviceId: string): number | null {
  const agreed = agreement ? objects(agreement.data, 'targets') : []
  const promised = agreed.find(({ parameter }) => parameter === 'availability')
  const planned = plan ? objects(plan.data, 'targets').find((row) => row['serviceId'] === serviceId) : undefined
  return (promised ? number(promised, 'value') : null) ?? (planned ? number(planned, 'availability') : null)
}

/** What one service's month comes to. */
interface Measured {
  readonly [field: string]: Json
  readonly availability: number | null
}

function measure(
  call: HandlerCall,
  calendar: WorkingCalendar,
  outages: readonly RecordView[],
  { from, to }: Month,
): Measured {
  const month = { from: Date.parse(from), to: Date.parse(to) }
  const minutesOf = (spans: readonly Span[]): number =>
    spans.reduce((sum, span) => sum + workingMinutesBetween(calendar, iso(span.from), iso(span.to)), 0)
  const spansOf = (planned: boolean): readonly Span[] =>
    merged(
      clipped(
        outages.filter(({ data }) => (data['planned'] === true) === planned).flatMap((one) => spanOf(one, call.now)),
        month,
      ),
    )
  const planned = spansOf(true)
  const failures = spansOf(false)
    .map((span) => minutesOf(without(span, planned)))
    .filter((minutes) => minutes > 0)
  const agreed = workingMinutesBetween(calendar, from, to)
  const down = failures.reduce((sum, minutes) => sum + minutes, 0)
  const count = failures.length
  return {
    agreedMinutes: rounded(agreed),
    downtimeMinutes: rounded(down),
    plannedMinutes: rounded(minutesOf(planned)),
    interruptions: count,
    availability: agreed === 0 ? null : Math.round(((agreed - down) / agreed) * 1_000_000) / 10_000,
    mtbfMinutes: count === 0 ? null : rounded((agreed - down) / count),
    mttrMinutes: count === 0 ? null : rounded(down / count),
  }
}

/** Systems may give a local time with its offset. */
function spanOf({ data }: RecordView, now: string): readonly Span[] {
  const from = instant(data, 'from')
  const to = text(data, 'to') === null ? now : readInstant(text(data, 'to') ?? '')
  return from === null || to === null ? [] : [{ from: Date.parse(from), to: Date.parse(to) }]
}

/** @returns whether the service was below its target when the month was measured before; null where it was not */
async function keep(call: HandlerCall, row: Variables, more: Variables): Promise<boolean | null> {
  const { records, now, facts } = call
  const { serviceId = null, period = null } = row
  const before = await records.findBy('availability-measurement', { serviceId, period })
  const data = { ...more, ...row, measuredAt: now, processInstanceId: facts.processInstanceId }
  if (!before) await records.create('availability-measurement', present(data))
  else await records.update('availability-measurement', before.id, data)
  return before ? before.data['belowTarget'] === true : null
}

const iso = (milliseconds: number): string => new Date(milliseconds).toISOString()

const rounded = (minutes: number): number => Math.round(minutes * 100) / 100

/** Furthest below its target first, then the least available. */
function worstFirst(one: Variables, other: Variables): number {
  const missing = (row: Variables) => (number(row, 'availability') ?? 100) - (number(row, 'target') ?? 0)
  return missing(one) - missing(other) || String(one['serviceId']).localeCompare(String(other['serviceId']))
}
