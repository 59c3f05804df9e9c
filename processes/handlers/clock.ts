/**
 * `clock.pause` and `clock.resume` {register?, id?, applicationId?, status?} → {sla?}: the clock of a record stands
 * while the client is asked, a payment is awaited or a decision is put off. Several questions may be open at once; it
 * runs again after the last answer. The record carries the clock, because the question is asked in another instance
 * than the one whose timers wait for it; every instance of the case is told the moved terms.
 */
import { NotFound } from '../../engine/model/errors.ts'
import type { Variables } from '../../engine/model/json.ts'
import type { Handler, HandlerCall, HandlerOutcome } from '../../engine/ports.ts'
import type { RecordView } from '../../engine/records/record-unit.ts'
import { workingMinutesBetween } from '../../engine/time/working-calendar.ts'
import type { CalendarSource } from '../calendars.ts'
import { moveSla, readSla, slaJson } from '../sla.ts'
import { toldTerms } from './case-terms.ts'
import { number, object, objects, present, text } from './input.ts'
import { settingText } from './registers.ts'

/** What an application is while its client is asked; other records change their status only where the diagram says. */
const WAITING = 'waiting_client'

/**
 * `clock.pause`: one more question is open; the first one stops the clock. `status` is what the record is meanwhile
 * (an application `waiting_client`). Without a record there is no clock to stop.
 */
export const pauseClock: Handler = async (call) => {
  const { records, now } = call
  const record = await recordOf(call)
  if (!record) return {}
  const clock = object(record.data, 'clock')
  const open = number(clock, 'openPauses') ?? 0
  const status = text(call.input, 'status') ?? (record.register === 'application' ? WAITING : null)
  const patch: Record<string, Variables> = { clock: { ...clock, openPauses: open + 1 } }
  let sla = readSla(record.data['sla'])
  if (open === 0) {
    const statusBefore = status === null ? null : record.status
    patch['clock'] = present({ ...clock, openPauses: 1, pausedSince: now, statusBefore, statusWhile: status })
    if (sla) {
      sla = { ...sla, pausedSince: now }
      patch['sla'] = slaJson(sla)
    }
  }
  await records.update(record.register, record.id, patch, status === null ? {} : { status })
  return outcome(call, 'clock-paused', record, open + 1, sla ? slaJson(sla) : null)
}

/**
 * `clock.resume`: one question is answered; the last answer lets the clock run and moves the terms. The record gets back
 * the status that it had, or `status`, unless somebody has moved it on meanwhile.
 */
export const resumeClock =
  (calendarsOf: CalendarSource): Handler =>
  async (call) => {
    const { records, now } = call
    const record = await recordOf(call)
    if (!record) return {}
    const clock = object(record.data, 'clock')
    const open = number(clock, 'openPauses') ?? 0
    const before = readSla(record.data['sla'])
    // A clock that runs already, e.g. because the case was closed meanwhile, needs nothing.
    if (open === 0) return before ? { variables: { sla: slaJson(before) } } : {}
    if (open > 1) {
      await records.update(record.register, record.id, { clock: { ...clock, openPauses: open - 1 } })
      return outcome(call, 'clock-resumed', record, open - 1, before ? slaJson(before) : null)
    }
    const pause = { from: text(clock, 'pausedSince') ?? now, to: now }
    const calendars = await calendarsOf(records)
    const calendar = calendars.get(before?.calendar ?? settingText(call, 'calendar'))
    const minutes = workingMinutesBetween(calendar, pause.from, pause.to)
    const { pausedSince: _since, statusBefore: _status, statusWhile: _while, ...rest } = clock
    const pausedMinutes = (number(clock, 'pausedMinutes') ?? 0) + minutes
    const sla = before ? moveSla(before, calendar, pause) : null
    const patch: Variables = {
      clock: { ...rest, openPauses: 0, pausedMinutes, pauses: [...objects(clock, 'pauses'), pause] },
      pausedMinutes,
      ...(sla ? { sla: slaJson(sla), reactDue: sla.react, resolveDue: sla.resolve } : {}),
    }
    const back = text(call.input, 'status') ?? text(clock, 'statusBefore')
    // A clock that an earlier version stopped says only what the application was before.
    const waited = text(clock, 'statusWhile') ?? (text(clock, 'statusBefore') ? WAITING : null)
    const stillWaits = waited === null || record.status === waited
    await records.update(record.register, record.id, patch, stillWaits && back ? { status: back } : {})
    return outcome(call, 'clock-resumed', record, 0, sla ? slaJson(sla) : null)
  }

/** The record whose clock it is; null where the diagram has none, e.g. work that no client asked for. */
async function recordOf({ input, records }: HandlerCall): Promise<RecordView | null> {
  const register = text(input, 'register') ?? 'application'
  const id = text(input, 'id') ?? (register === 'application' ? text(input, 'applicationId') : null)
  if (id === null) return null
  const record = await records.get(register, id)
  if (!record) throw new NotFound(`${register} record`, id)
  return record
}

async function outcome(
  call: HandlerCall,
  type: 'clock-paused' | 'clock-resumed',
  { register, id }: RecordView,
  openPauses: number,
  sla: Variables | null,
): Promise<HandlerOutcome> {
  const whose: Variables = register === 'application' ? { applicationId: id } : { register, recordId: id }
  const history = [{ type, data: { ...whose, openPauses } }]
  if (!sla) return { history }
  return { variables: { sla }, history, changes: await toldTerms(call.records, register, id, { sla }) }
}
