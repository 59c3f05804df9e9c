/** `priority.compute`: priority by the decision table, terms by the service's agreement or the default targets. */
import { type Variables, isObject } from '../../engine/model/json.ts'
import type { Handler, HandlerCall } from '../../engine/ports.ts'
import type { RecordView } from '../../engine/records/record-unit.ts'
import { addWorkingDays, addWorkingMinutes, workingMinutesBetween } from '../../engine/time/working-calendar.ts'
import type { Calendars, CalendarSource } from '../calendars.ts'
import { computeSla, slaJson, type Pause, type Sla, type Targets } from '../sla.ts'
import { number, object, objects, present, requiredText, text } from './input.ts'
import { activeSla, settingText } from './registers.ts'

/** Kinds of work whose term is the service's own, not the priority's. */
const BY_SERVICE_TERM: ReadonlySet<string> = new Set(['service_request', 'work_request'])

/**
 * {impact, urgency, kind?, serviceId?, receivedAt, register?, id?, applicationId?, weight?} → {priority, sla}; both also
 * onto the record. `weight` is the number of cases behind it, e.g. the incidents of a problem: it raises the priority as
 * the decision `problem-weight` says.
 */
export const computePriority =
  (calendarsOf: CalendarSource): Handler =>
  async (call) => {
    const { input, now } = call
    const impact = requiredText(input, 'impact')
    const urgency = requiredText(input, 'urgency')
    const priority = weighted(call, requiredText(decideOne(call, 'priority', { impact, urgency }), 'priority'))
    const kind = text(input, 'kind')
    const serviceId = text(input, 'serviceId')
    const startedAt = text(input, 'receivedAt') ?? now
    const record = await recordOf(call)
    const work = { priority, kind, serviceId, startedAt }
    const sla = await termsOf(call, await calendarsOf(call.records), work, record)
    if (record) {
      const terms = { slaId: sla.slaId, reactDue: sla.react, resolveDue: sla.resolve, pausedMinutes: sla.pausedMinutes }
      const given = record.register === 'application' ? present({ kind, serviceId }) : {}
      const patch = { impact, urgency, ...given, priority, sla: slaJson(sla), ...terms }
      await call.records.update(record.register, record.id, patch)
    }
    return { variables: { priority, sla: slaJson(sla) } }
  }

/** What the terms of a piece of work depend on. */
export interface Work {
  readonly priority: string
  readonly kind: string | null
  readonly serviceId: string | null
  readonly startedAt: string
}

/** The part of a call that terms are reckoned with. */
export type TermsCall = Pick<HandlerCall, 'records' | 'environment' | 'now'>

/** The terms of a piece of work, with the pauses that its record has had so far and what a person added to them. */
export async function termsOf(
  call: TermsCall,
  calendars: Calendars,
  work: Work,
  record: RecordView | null,
): Promise<Sla> {
  const kept = number(record ? object(record.data, 'sla') : {}, 'extendedMinutes')
  const targets = { ...(await targetsOf(call, calendars, work)), ...(kept === null ? {} : { extendedMinutes: kept }) }
  const clock = record ? object(record.data, 'clock') : {}
  const pauses = objects(clock, 'pauses') as unknown as readonly Pause[]
  const pausedSince = text(clock, 'pausedSince')
  return {
    ...computeSla(targets, calendars.get(targets.calendar), work.startedAt, pauses),
    ...(pausedSince ? { pausedSince } : {}),
  }
}

/** The record that gets the priority; null where the diagram names none. */
async function recordOf({ input, records }: HandlerCall): Promise<RecordView | null> {
  const register = text(input, 'register') ?? 'application'
  const id = text(input, 'id') ?? (register === 'application' ? text(input, 'applicationId') : null)
  return id === null ? null : records.get(register, id)
}

function weighted(call: HandlerCall, priority: string): string {
  const weight = number(call.input, 'weight')
  if (weight === null) return priority
  return requiredText(decideOne(call, 'problem-weight', { priority, weight }), 'priority')
}

async function targetsOf(call: TermsCall, calendars: Calendars, work: Work): Promise<Targets> {
  const { priority, kind, serviceId, startedAt } = work
  const agreement = serviceId ? await activeSla(call, serviceId) : null
  const decided = decideOne(call, 'default-targets', { priority })
  const usual = {
    reactMinutes: number(decided, 'reactMinutes') ?? 0,
    resolveMinutes: number(decided, 'resolveMinutes') ?? 0,
    calendar: text(decided, 'calendar') ?? settingText(call, 'calendar'),
    slaId: null,
  }
  const agreed = agreement ? agreedTargets(agreement.data, priority) : null
  const targets: Targets = agreed
    ? {
        ...usual,
        calendar: text(agreement?.data ?? {}, 'calendarId') ?? usual.calendar,
        ...agreed,
        slaId: agreement?.id ?? null,
      }
    : usual
  if (!serviceId || !kind || !BY_SERVICE_TERM.has(kind)) return targets
  return serviceTerm(call, calendars, serviceId, startedAt, targets)
}

/** Null when the agreement says nothing about this priority. */
function agreedTargets(agreement: Variables, priority: string): Partial<Targets> | null {
  const minutes = (parameter: string): number | null => {
    const rows = objects(agreement, 'targets').filter((row) => row['parameter'] === parameter)
    const row = rows.find((one) => one['priority'] === priority) ?? rows.find((one) => !text(one, 'priority'))
    return row?.['unit'] === 'workingMinutes' ? number(row, 'value') : null
  }
  const reactMinutes = minutes('react')
  const resolveMinutes = minutes('resolve')
  if (reactMinutes === null && resolveMinutes === null) return null
  return { ...(reactMinutes === null ? {} : { reactMinutes }), ...(resolveMinutes === null ? {} : { resolveMinutes }) }
}

/** The execution term of the service's description, as working minutes of its calendar. */
async function serviceTerm(
  call: TermsCall,
  calendars: Calendars,
  serviceId: string,
  startedAt: string,
  targets: Targets,
): Promise<Targets> {
  const service = await call.records.get('service', serviceId)
  const term = service?.data['executionTerm']
  const value = isObject(term) ? number(term, 'value') : null
  if (!service || !isObject(term) || value === null) return targets
  const name = text(service.data, 'termCalendar') ?? settingText(call, 'calendar')
  const calendar = calendars.get(name)
  const calendarMs = Date.parse(startedAt) + value * (term['unit'] === 'd' ? 24 : 1) * 3_600_000
  const due =
    term['unit'] === 'wd'
      ? addWorkingDays(calendar, startedAt, value)
      : term['unit'] === 'wh'
        ? addWorkingMinutes(calendar, startedAt, value * 60)
        : new Date(calendarMs).toISOString()
  // The reaction keeps its moment when the minutes are counted on another calendar.
  const react = addWorkingMinutes(calendars.get(targets.calendar), startedAt, targets.reactMinutes)
  return {
    reactMinutes: workingMinutesBetween(calendar, startedAt, react),
    resolveMinutes: workingMinutesBetween(calendar, startedAt, due),
    calendar: name,
    slaId: targets.slaId,
  }
}

function decideOne(call: TermsCall, decision: string, variables: Variables): Variables {
  const [output] = call.environment.decide(decision, variables, call.now).outputs
  if (output) return output
  throw new Error(`Expected decision "${decision}" to have a rule for ${JSON.stringify(variables)}, but none matched.`)
}
