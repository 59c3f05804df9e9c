/** What events of tasks know of the case, by the variables that every case carries. */
import type { TaskEventCall } from '../../engine/ports.ts'
import type { RecordView } from '../../engine/records/record-unit.ts'
import { text } from '../handlers/input.ts'

/** A main record has the id of its process instance; a called process works for the record that its caller names. */
export function recordIdOf({ facts, variables }: TaskEventCall): string {
  if (facts.parentInstanceId === null) return facts.processInstanceId
  return text(variables, 'workRef') ?? facts.businessKey ?? facts.processInstanceId
}

/** The record that a variable of the case names; null where it names none that is there. */
export async function namedRecord(
  { variables, records }: TaskEventCall,
  variable: string,
  register: string,
): Promise<RecordView | null> {
  const id = text(variables, variable)
  return id === null ? null : records.get(register, id)
}
