/** Asks the management of the process to decide: the message `escalation.raised` about a task. */
import { refusedValue } from '../../engine/model/errors.ts'
import type { TaskEventCall, TaskEventOutcome } from '../../engine/ports.ts'
import { text } from '../handlers/input.ts'
import { readSla, slaJson } from '../sla.ts'
import { namedRecord, recordIdOf } from './task-facts.ts'

const LOWEST_LEVEL = 1

/**
 * @param reasons codes that the institution knows
 * @throws DataRejected for another reason
 */
export async function raiseEscalation(
  call: TaskEventCall,
  why: { readonly reason: string; readonly note: string | null; readonly by: string | null },
  reasons: ReadonlySet<string>,
): Promise<TaskEventOutcome> {
  const { task, facts, variables } = call
  const { reason, note, by } = why
  if (!reasons.has(reason))
    throw refusedValue('/reason', 'enum', `Expected one of ${[...reasons].join(', ')} as reason, but got "${reason}".`)
  const application = await namedRecord(call, 'applicationId', 'application')
  const service = await namedRecord(call, 'serviceId', 'service')
  const sla = readSla(variables['sla'])
  const payload = {
    sourceInstance: facts.processInstanceId,
    sourceTask: task.elementId,
    taskId: task.id,
    record: recordIdOf(call),
    level: LOWEST_LEVEL,
    reason,
    note,
    raisedBy: by,
    originProcess: facts.processKey,
    applicationId: application?.id ?? null,
    applicationNumber: application?.number ?? null,
    serviceId: service?.id ?? null,
    holderId: facts.holderId === '' ? null : facts.holderId,
    priority: text(variables, 'priority'),
    sla: sla ? slaJson(sla) : null,
  }
  // As its contract says: one conversation per task of a case.
  const correlationKey = `${facts.processInstanceId}+${task.elementId}`
  return { messages: [{ name: 'escalation.raised', correlationKey, payload }] }
}
