/** `process.appoint`: who manages a process from today on, as a record that maturity, responsibilities and tasks go by. */
import { Temporal } from 'temporal-polyfill'
import type { Handler } from '../../engine/ports.ts'
import { PROCESS_ASSIGNMENT, assignmentOf, holdsOn } from '../responsibilities/process-managers.ts'
import { present, requiredText, text } from './input.ts'
import { todayOf } from './months.ts'

/** Appointments that one process may have had. */
const MOST = 1_000

/**
 * {processKey, manager, note?} → {assignmentId}: whoever else managed the process manages it no longer, from today on. Who
 * manages it already goes on without a new appointment. `manager` is a user id; without one nobody manages the process.
 */
export const appointManager: Handler = async (call) => {
  const { input, records } = call
  const processKey = requiredText(input, 'processKey')
  const manager = text(input, 'manager')
  const day = todayOf(call)
  const today = day.toString()
  const dayBefore = day.subtract({ days: 1 }).toString()
  let assignmentId: string | null = null
  const known = await records.list(PROCESS_ASSIGNMENT, { where: { processKey }, status: ['active'], limit: MOST })
  for (const record of known) {
    const appointment = assignmentOf(record)
    if (appointment.validTo !== null && appointment.validTo < today) continue
    if (appointment.manager === manager && holdsOn(appointment, today) && assignmentId === null) {
      assignmentId = record.id
      if (appointment.validTo !== null) await records.update(PROCESS_ASSIGNMENT, record.id, { validTo: null })
    } else if (Temporal.PlainDate.compare(appointment.validFrom, dayBefore) > 0)
      await records.update(PROCESS_ASSIGNMENT, record.id, {}, { status: 'retired' })
    else await records.update(PROCESS_ASSIGNMENT, record.id, { validTo: dayBefore })
  }
  if (manager === null || assignmentId !== null) return { variables: { assignmentId } }
  const made = await records.create(
    PROCESS_ASSIGNMENT,
    present({ processKey, manager, validFrom: today, note: text(input, 'note') }),
  )
  return { variables: { assignmentId: made.id } }
}
