/** `priority.compute`: priority by the decision table, terms by the service's agreement or the default targets. */
import { type Variables, isObject } from '../../engine/model/json.ts'
import type { Handler, HandlerCall } from '../../engine/ports.ts'
import { addWorkingDays, addWorkingMinutes, workingMinutesBetween } from '../../engine/time/working-calendar.ts'
import type { Calendars } from '../calendars.ts'
import { computeSla, slaJson, type Pause, type Sla } from '../sla.ts'
import { number, object, objects, present, requiredText, text } from './input.ts'
import { activeSla, settingText } from './registers.ts'

/** Kinds of work whose term is the service's own, not the priority's. */
const BY_SERVICE_TERM: ReadonlySet<string> = new Set(['service_request', 'work_request'])

type Targets = Pick<Sla, 'reactMinutes' | 'resolveMinutes' | 'calendar' | 'slaId'>

/** {impact, urgency, kind?, serviceId?, receivedAt, applicationId?} → {priority, sla}; also onto the application. */
export const computePriority =
  (calendars: Calendars): Handler =>
  async (call) => {
    const { input, records, now } = call
    const impact = requiredText(input, 'impact')
    const urgency = requiredText(input, 'urgency')
    const priority = requiredText(decideOne(call, 'priority', { impact, urgency }), 'priority')
    const kind = text(input, 'kind')
    const serviceId = text(input, 'serviceId')
    const startedAt = text(input, 'receivedAt') ?? now
    const applicationId = text(input, 'applicationId')
    const application = applicationId ? await records.get('application', applicationId) : null

    const targets = await targetsOf(call, calendars, { priority, kind, serviceId, startedAt })
    const clock = application ? object(application.data, 'clock') : {}
    const pauses = objects(clock, 'pauses') as unknown as readonly Pause[]
    const pausedSince = text(clock, 'pausedSince')
    const sla: Sla = {
      ...computeSla(targets, calendars.get(targets.calendar), startedAt, pauses),
      ...(pausedSince ? { pausedSince } : {}),
    }
    if (application) {
      const terms = { slaId: sla.slaId, reactDue: sla.react, resolveDue: sla.resolve, pausedMinutes: sla.pausedMinutes }
      const given = present({ kind, serviceId })
      const patch = { impact, urgency, ...given, priority, sla: slaJson(sla), ...terms }
      await records.update('application', application.id, patch)
    }
    return { variables: { priority, sla: slaJson(sla) } }
  }

async function targetsOf(
  call: HandlerCall,
  calendars: Calendars,
  work: { priority: string; kind: string | null; serviceId: string | null; startedAt: string },
): Promise<Targets> {
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
  call: HandlerCall,
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

function decideOne(call: HandlerCall, decision: string, variables: Variables): Variables {
  const [output] = call.environment.decide(decision, variables, call.now).outputs
  if (output) return output
  throw new Error(`Expected decision "${decision}" to have a rule for ${JSON.stringify(variables)}, but none matched.`)
}
