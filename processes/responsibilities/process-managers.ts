/** Who manages which process, by the appointments of the register `process-assignment`. */
import type { RecordView } from '../../engine/records/record-unit.ts'

/** The register of appointments. */
export const PROCESS_ASSIGNMENT = 'process-assignment'

/** One appointment. */
export interface ProcessAssignment {
  readonly id: string
  readonly processKey: string
  /** Login of the person. */
  readonly manager: string
  /** First and last day, e.g. `2026-03-12`; null: until further notice. */
  readonly validFrom: string
  readonly validTo: string | null
  readonly note: string | null
}

/** @returns the appointment that a record is */
export function assignmentOf({ id, data }: RecordView): ProcessAssignment {
  const { processKey, manager, validFrom, validTo, note } = data
  return {
    id,
    processKey: String(processKey),
    manager: String(manager),
    validFrom: String(validFrom),
    validTo: typeof validTo === 'string' ? validTo : null,
    note: typeof note === 'string' ? note : null,
  }
}

/** Whether it holds on a day. */
export function holdsOn({ validFrom, validTo }: ProcessAssignment, day: string): boolean {
  return validFrom <= day && (validTo === null || day <= validTo)
}

/** @returns the appointments that hold on a day, by process; a process may have several by mistake */
export function managersOn(
  assignments: readonly ProcessAssignment[],
  day: string,
): ReadonlyMap<string, readonly ProcessAssignment[]> {
  const found = new Map<string, ProcessAssignment[]>()
  for (const assignment of assignments) {
    if (!holdsOn(assignment, day)) continue
    const known = found.get(assignment.processKey)
    if (known) known.push(assignment)
    else found.set(assignment.processKey, [assignment])
  }
  return found
}
