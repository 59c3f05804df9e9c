/** The minutes that a person reports with a task become a cost of its service, process and record. */
import type { Variables } from '../../engine/model/json.ts'
import type { TaskEventCall, TaskEventOutcome } from '../../engine/ports.ts'
import { recordCost } from '../handlers/costs.ts'
import { number } from '../handlers/input.ts'
import { namedRecord, recordIdOf } from './task-facts.ts'

/** Minutes of work in a form's data; 0 where it reports none. */
export function reportedMinutes(data: Variables): number {
  return number(data, 'workMinutes') ?? 0
}

/** At the rate of the person, or of the institution where theirs is not known. */
export async function recordWork(
  call: TaskEventCall,
  { by, data }: { readonly by: string | null; readonly data: Variables },
): Promise<TaskEventOutcome> {
  const { facts, records } = call
  const minutes = reportedMinutes(data)
  const person = by === null ? null : await records.findBy('person', { userId: by })
  const application = await namedRecord(call, 'applicationId', 'application')
  const service = await namedRecord(call, 'serviceId', 'service')
  const recordId = recordIdOf(call)
  const { variables } = await recordCost({
    ...call,
    // What a person did must not be refused because a variable names a record that is not there.
    variables: { serviceId: service?.id ?? null },
    input: {
      applicationId: application?.id ?? null,
      serviceId: service?.id ?? null,
      processKey: facts.processKey,
      recordId,
      minutes,
      rate: person ? number(person.data, 'hourlyRate') : null,
    },
  })
  return { history: [{ type: 'cost-recorded', data: { minutes, recordId, ...variables } }] }
}
