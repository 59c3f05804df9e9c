/** What is known of one process of the table, from what really runs; with what a page needs to lead there. */
import type { Count } from '../../engine/model/views.ts'
import type { InForceView } from '../../engine/model/deployment.ts'
import type { Instant } from '../../engine/model/json.ts'
import type { ProcessAssignment } from '../responsibilities/process-managers.ts'
import type { Evidence } from './assess.ts'
import type { Measured } from './measured.ts'
import type { MaturityProcess } from './table.ts'

/** A confirmation that nothing happened in the period. */
export interface ZeroConfirmation {
  readonly recordId: string
  readonly by: string
  readonly at: Instant
}

/** What was found of one process. */
export interface ProcessEvidence {
  readonly process: MaturityProcess
  readonly holds: Evidence
  /** What is in force; null where nothing is. */
  readonly inForce: InForceView | null
  /** Whether the institution itself put it in force: its own drawing, or the typical one that it adopted. */
  readonly isAdopted: boolean
  readonly managers: readonly ProcessAssignment[]
  /** Cases completed within the period, counted as far as is of interest. */
  readonly completed: Count
  /** How many of them show that it is used. */
  readonly needed: number
  /** Cases that run now. */
  readonly running: number
  readonly confirmation: ZeroConfirmation | null
  /** Its manager could confirm now that there was nothing. */
  readonly isConfirmable: boolean
  /** Null where nobody measures here. */
  readonly measured: Measured | null
  /** Ids of improvements of the process that were closed with an evaluated result within the period. */
  readonly improvements: readonly string[]
}

/** Everything found of one process, before it is judged. */
export type Found = Omit<ProcessEvidence, 'holds' | 'isAdopted' | 'isConfirmable' | 'confirmation'> & {
  /** Given within the period. */
  readonly confirmed: ZeroConfirmation | null
}

/** Judges what was found; `institutionId` is whose choice counts. */
export function judge(found: Found, institutionId: string): ProcessEvidence {
  const { process, inForce, managers, completed, needed, running, confirmed, measured, improvements } = found
  const isAdopted = inForce !== null && inForce.chosenBy.institutionId === institutionId
  const nothingHappened = process.eventDriven && completed.count === 0 && running === 0
  // A case that came after the confirmation is a case: then those count.
  const confirmation = nothingHappened ? confirmed : null
  const { confirmed: _, ...rest } = found
  return {
    ...rest,
    isAdopted,
    confirmation,
    isConfirmable: nothingHappened && confirmation === null && inForce !== null,
    holds: {
      deployed: isAdopted && !inForce.definition.suspended && managers.length > 0,
      active: completed.count >= needed || confirmation !== null,
      measured: measured !== null && measured.core > 0 && measured.reviewed === measured.core,
      improved: improvements.length > 0,
    },
  }
}
