/**
 * `clock.pause` and `clock.resume` {applicationId} → {sla?}: the clock of an application stands while the client is
 * asked. Several questions may be open at once; it runs again after the last answer. The application record carries
 * the clock, because the question is asked in another instance than the one whose timers wait for it; every instance
 * of the case is told the moved terms.
 */
import { NotFound } from '../../engine/model/errors.ts'
import type { Variables } from '../../engine/model/json.ts'
import type { Handler, HandlerCall, HandlerOutcome } from '../../engine/ports.ts'
import type { RecordView } from '../../engine/records/record-unit.ts'
import { workingMinutesBetween } from '../../engine/time/working-calendar.ts'
import type { Calendars } from '../calendars.ts'
import { moveSla, readSla, slaJson } from '../sla.ts'
import { number, object, objects, present, requiredText, text } from './input.ts'
import { settingText } from './registers.ts'

const WAITING = 'waiting_client'

/** `clock.pause`: one more question is open; the first one stops the clock. */
export const pauseClock: Handler = async (call) => {
  const { records, now } = call
  const application = await applicationOf(call)
  const clock = object(application.data, 'clock')
  const open = number(clock, 'openPauses') ?? 0
  const patch: Record<string, Variables> = { clock: { ...clock, openPauses: open + 1 } }
  let sla = readSla(application.data['sla'])
  if (open === 0) {
    patch['clock'] = present({ ...clock, openPauses: 1, pausedSince: now, statusBefore: application.status })
    if (sla) {
      sla = { ...sla, pausedSince: now }
      patch['sla'] = slaJson(sla)
    }
  }
  await records.update('application', application.id, patch, { status: WAITING })
  return outcome('clock-paused', application.id, open + 1, sla ? slaJson(sla) : null)
}

/** `clock.resume`: one question is answered; the last answer lets the clock run and moves the terms. */
export const resumeClock =
  (calendars: Calendars): Handler =>
  async (call) => {
    const { records, now } = call
    const application = await applicationOf(call)
    const clock = object(application.data, 'clock')
    const open = number(clock, 'openPauses') ?? 0
    const before = readSla(application.data['sla'])
    // A clock that runs already, e.g. because the case was closed meanwhile, needs nothing.
    if (open === 0) return before ? { variables: { sla: slaJson(before) } } : {}
    if (open > 1) {
      await records.update('application', application.id, { clock: { ...clock, openPauses: open - 1 } })
      return outcome('clock-resumed', application.id, open - 1, before ? slaJson(before) : null)
    }
    const pause = { from: text(clock, 'pausedSince') ?? now, to: now }
    const calendar = calendars.get(before?.calendar ?? settingText(call, 'calendar'))
    const minutes = workingMinutesBetween(calendar, pause.from, pause.to)
    const { pausedSince: _since, statusBefore: _status, ...rest } = clock
    const pausedMinutes = (number(clock, 'pausedMinutes') ?? 0) + minutes
    const sla = before ? moveSla(before, calendar, pause) : null
    const patch: Variables = {
      clock: { ...rest, openPauses: 0, pausedMinutes, pauses: [...objects(clock, 'pauses'), pause] },
      pausedMinutes,
      ...(sla ? { sla: slaJson(sla), reactDue: sla.react, resolveDue: sla.resolve } : {}),
    }
    const statusBefore = text(clock, 'statusBefore')
    const back = application.status === WAITING && statusBefore ? { status: statusBefore } : {}
    await records.update('application', application.id, patch, back)
    return outcome('clock-resumed', application.id, 0, sla ? slaJson(sla) : null)
  }

async function applicationOf({ input, records }: HandlerCall): Promise<RecordView> {
  const id = requiredText(input, 'applicationId')
  const application = await records.get('application', id)
  if (!application) throw new NotFound('application record', id)
  return application
}

function outcome(
  type: 'clock-paused' | 'clock-resumed',
  applicationId: string,
  openPauses: number,
  sla: Variables | null,
): HandlerOutcome {
  const history = [{ type, data: { applicationId, openPauses } }]
  if (!sla) return { history }
  // The diagram gives the application the id of the instance that registers it, which has that as its business key only
  // where somebody gave it one. Hearing the same terms twice changes nothing.
  const changes = [{ businessKey: applicationId }, { processInstanceId: applicationId }].map((where) => ({
    where,
    variables: { sla },
  }))
  return { variables: { sla }, history, changes }
}
