/** `sla.measure`: the level that was agreed against the one that clients got. */
import type { Instant, Variables } from '../../../engine/model/json.ts'
import type { Handler, HandlerCall } from '../../../engine/ports.ts'
import type { RecordView } from '../../../engine/records/record-unit.ts'
import type { CalendarSource } from '../../calendars.ts'
import { number, objects, present, text } from '../input.ts'
import { lastMonth, lastMonths, namedMonth, type Period } from '../months.ts'
import { settingsIn } from '../registers.ts'
import { walkRecords } from '../walk-records.ts'
import { isValidIn } from './agreements.ts'
import { endedTerms, type EndedTerm } from './cases.ts'

const DAY_MS = 86_400_000
/** A survey is answered within so many days, or not at all. */
const ANSWERED_WITHIN_DAYS = 90
const AVAILABILITY = 'availability-measurement'

/** What one target of an agreement came to. */
interface Result {
  readonly parameter: string
  readonly priority: string | null
  readonly target: number
  readonly unit: string | null
  /** Mean working minutes, per cent of agreed time, or mean score; null where there was nothing to measure. */
  readonly actual: number | null
  readonly measured: number
  readonly breaches: number
}

/**
 * Without `slaId`, a month of all agreements in force: {period?, limit?} → {period, periodFrom, periodUntil,
 * activeServices: [{serviceId, breaches, measured}], measuredServices, breachedServices, leftOut, complete}. Each target
 * becomes a record of `service-level`, anew where it was measured before. `activeServices` has those with breaches first
 * and at most `limit` (default: the setting `levelReportMost`); `leftOut` says how many more were measured.
 *
 * With `slaId`, the last `months` (default 12) of that one: → {performance: [{parameter, priority, target, actual, unit,
 * measured, breaches}], volumes: [{month, volume}], cost, satisfaction, complete}, and nothing is written.
 *
 * Times are met case by case, in working minutes; a term counts in the month in which it ends, for cases up to
 * `levelLookBackMonths` older. Availability is what availability management measured of the month.
 */
export const measureLevels =
  (calendarsOf: CalendarSource): Handler =>
  async (call) => {
    const slaId = text(call.input, 'slaId')
    const calendars = await calendarsOf(call.records)
    return slaId === null ? measureMonth(call, calendars) : reviewAgreement(call, calendars, slaId)
  }

type Calendars = Awaited<ReturnType<CalendarSource>>

async function measureMonth(call: HandlerCall, calendars: Calendars) {
  const { input, records, now } = call
  const named = text(input, 'period')
  const month = named === null ? lastMonth(call) : namedMonth(call, named)
  const walked = await walkRecords(records, { register: 'sla', where: { kind: 'sla' } }, now)
  const agreements = walked.found.filter((one) => wasInForce(one) && isValidIn(one, month.firstDay, month.lastDay))
  const facts = await factsOf(call, calendars, month, null)
  const services = new Map<string, { breaches: number; measured: number }>()
  // Of two versions in one month, clients were promised the later one.
  for (const agreement of lastVersions(agreements)) {
    const serviceId = text(agreement.data, 'serviceId') ?? ''
    const results = resultsOf(agreement, facts, serviceId)
    for (const result of results) await keep(call, agreement, month, result, facts.complete)
    const before = services.get(serviceId) ?? { breaches: 0, measured: 0 }
    services.set(serviceId, {
      breaches: before.breaches + sum(results, 'breaches'),
      measured: before.measured + sum(results, 'measured'),
    })
  }
  const rows = [...services]
    .map(([serviceId, found]) => ({ serviceId, ...found }))
    .toSorted((one, other) => other.breaches - one.breaches || one.serviceId.localeCompare(other.serviceId))
  const limit = number(input, 'limit') ?? number(settingsIn(call), 'levelReportMost') ?? 0
  const variables = {
    period: month.label,
    periodFrom: month.from,
    periodUntil: month.until,
    activeServices: rows.slice(0, limit),
    measuredServices: rows.length,
    breachedServices: rows.filter(({ breaches }) => breaches > 0).length,
    leftOut: Math.max(rows.length - limit, 0),
    complete: facts.complete && walked.complete,
  }
  const { measuredServices, breachedServices, leftOut, complete } = variables
  const data = { period: month.label, measuredServices, breachedServices, leftOut, complete }
  return { variables, history: [{ type: 'levels-measured', data }] }
}

async function reviewAgreement(call: HandlerCall, calendars: Calendars, slaId: string) {
  const { input, records, now } = call
  const agreement = await records.get('sla', slaId)
  const serviceId = agreement ? text(agreement.data, 'serviceId') : null
  if (!agreement || serviceId === null)
    throw new Error(`Expected the agreement "${slaId}" of a service, but there is none.`)
  const period = lastMonths(call, Math.round(number(input, 'months') ?? 12))
  const facts = await factsOf(call, calendars, period, serviceId)
  const performance = resultsOf(agreement, facts, serviceId).map((result) => ({ ...result }))
  const where = { serviceId }
  const received = await walkRecords(records, { register: 'application', where, since: period.from }, now)
  const costs = await walkRecords(records, { register: 'cost-entry', where, since: period.from }, now)
  const scores = facts.scores.get(serviceId) ?? []
  return {
    variables: {
      performance,
      volumes: byMonth(received.found),
      cost: cents(costs.found.reduce((all, { data }) => all + (number(data, 'amount') ?? 0), 0)),
      satisfaction: scores.length === 0 ? null : cents(mean(scores)),
      complete: facts.complete && received.complete && costs.complete,
    },
  }
}

/** Everything that targets are measured by. */
interface Facts {
  readonly terms: readonly EndedTerm[]
  /** By service. */
  readonly scores: ReadonlyMap<string, readonly number[]>
  readonly availability: ReadonlyMap<string, readonly RecordView[]>
  readonly complete: boolean
}

async function factsOf(
  call: HandlerCall,
  calendars: Calendars,
  period: Period,
  serviceId: string | null,
): Promise<Facts> {
  const { records, now } = call
  const settings = settingsIn(call)
  const one: { readonly serviceId?: string } = serviceId === null ? {} : { serviceId }
  const where: Variables = serviceId === null ? {} : { serviceId }
  const lookBack = (number(settings, 'levelLookBackMonths') ?? 0) * 31
  const stretch = { readFrom: daysBefore(period.from, lookBack), from: period.from, until: period.until, ...one }
  const ended = await endedTerms(records, calendars, objects(settings, 'levelMeasures'), stretch, now)

  const since = daysBefore(period.from, ANSWERED_WITHIN_DAYS)
  const surveys = await walkRecords(records, { register: 'survey', where, status: ['answered'], since }, now)
  const scores = new Map<string, number[]>()
  for (const { data } of surveys.found) {
    const [id, score, at] = [text(data, 'serviceId'), number(data, 'score'), text(data, 'answeredAt')]
    if (id === null || score === null || at === null || at < period.from || at >= period.until) continue
    scores.set(id, [...(scores.get(id) ?? []), score])
  }

  // A month was measured after it ended; what was measured of the time before is not of this stretch.
  const measured = await walkRecords(records, { register: AVAILABILITY, where, since: period.from }, now)
  const availability = new Map<string, RecordView[]>()
  for (const row of measured.found) {
    const [id, from] = [text(row.data, 'serviceId'), text(row.data, 'from')]
    if (id === null || from === null || from < period.from || from >= period.until) continue
    availability.set(id, [...(availability.get(id) ?? []), row])
  }
  const complete = ended.complete && surveys.complete && measured.complete
  return { terms: ended.terms, scores, availability, complete }
}

function resultsOf({ data }: RecordView, facts: Facts, serviceId: string): readonly Result[] {
  const rows = objects(data, 'targets')
  return rows.flatMap((row): Result[] => {
    const [parameter, target, priority] = [text(row, 'parameter'), number(row, 'value'), text(row, 'priority')]
    if (parameter === null || target === null) return []
    const head = { parameter, priority, target, unit: text(row, 'unit') }
    if (parameter === 'availability') return [{ ...head, ...availabilityOf(facts.availability.get(serviceId), target) }]
    if (parameter === 'satisfaction') return [{ ...head, ...satisfactionOf(facts.scores.get(serviceId), target) }]
    // A target without a priority is for those that have none of their own.
    const own = rows.flatMap((other) => (other['parameter'] === parameter ? (text(other, 'priority') ?? []) : []))
    const isMeant = (term: EndedTerm): boolean =>
      priority === null ? !own.includes(term.priority ?? '') : term.priority === priority
    const terms = facts.terms.filter(
      (term) => term.parameter === parameter && term.serviceId === serviceId && isMeant(term),
    )
    const minutes = terms.flatMap((term) => term.minutes ?? [])
    const actual = minutes.length === 0 ? null : Math.round(mean(minutes))
    return [{ ...head, actual, measured: terms.length, breaches: terms.filter(({ inTime }) => !inTime).length }]
  })
}

function availabilityOf(months: readonly RecordView[] = [], target: number) {
  const known = months.filter(({ data }) => number(data, 'availability') !== null)
  const agreed = known.reduce((all, { data }) => all + (number(data, 'agreedMinutes') ?? 0), 0)
  const down = known.reduce((all, { data }) => all + (number(data, 'downtimeMinutes') ?? 0), 0)
  const values = known.map(({ data }) => number(data, 'availability') ?? 0)
  // One month is as it was measured; several weigh by the time that was agreed.
  const actual = values.length === 0 ? null : values.length > 1 && agreed > 0 ? 100 * (1 - down / agreed) : mean(values)
  return {
    actual: actual === null ? null : Math.round(actual * 1000) / 1000,
    measured: known.length,
    breaches: values.filter((value) => value < target).length,
  }
}

function satisfactionOf(scores: readonly number[] = [], target: number) {
  const actual = scores.length === 0 ? null : cents(mean(scores))
  return { actual, measured: scores.length, breaches: actual !== null && actual < target ? 1 : 0 }
}

/** One record per target and month, whose id says which. */
async function keep(
  { records, now }: HandlerCall,
  agreement: RecordView,
  month: Period,
  { measured, breaches, actual, ...target }: Result,
  complete: boolean,
): Promise<void> {
  const id = `${agreement.id}:${month.label}:${target.parameter}:${target.priority ?? 'all'}`
  const data: Variables = {
    ...target,
    slaId: agreement.id,
    serviceId: agreement.data['serviceId'] ?? null,
    period: month.label,
    actual,
    met: measured === 0 ? null : breaches === 0,
    measured,
    breaches,
    complete,
    measuredAt: now,
  }
  if (await records.get('service-level', id)) await records.update('service-level', id, data)
  else await records.create('service-level', present(data), { id })
}

/** Drafts never were in force; one that ended later was. */
function wasInForce({ status }: RecordView): boolean {
  return status === 'active' || status === null
}

/** Without those that another one of the same list took the place of. */
function lastVersions(agreements: readonly RecordView[]): readonly RecordView[] {
  const replaced = new Set(agreements.flatMap(({ data }) => text(data, 'supersedes') ?? []))
  return agreements.filter(({ id }) => !replaced.has(id))
}

function byMonth(found: readonly RecordView[]): readonly Variables[] {
  const counts = new Map<string, number>()
  for (const { createdAt } of found) {
    const month = createdAt.slice(0, 7)
    counts.set(month, (counts.get(month) ?? 0) + 1)
  }
  return [...counts]
    .map(([month, volume]): Variables => ({ month, volume }))
    .toSorted((one, other) => String(one['month']).localeCompare(String(other['month'])))
}

function daysBefore(at: Instant, days: number): Instant {
  return new Date(Date.parse(at) - days * DAY_MS).toISOString()
}

const mean = (values: readonly number[]): number => values.reduce((all, one) => all + one, 0) / values.length
const sum = (rows: readonly Result[], field: 'measured' | 'breaches'): number =>
  rows.reduce((all, row) => all + row[field], 0)
const cents = (amount: number): number => Math.round(amount * 100) / 100
