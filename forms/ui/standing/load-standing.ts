import { standingOf, type Standing } from '../../../processes/maturity/maturity.ts'
import type { ProcessEvidence } from '../../../processes/maturity/evidence.ts'
import { mayIn } from '../people/person-record.ts'
import type { PageCall } from '../shared/page.ts'
import { MATURITY_CONFIRMATION } from '../../../processes/maturity/maturity.ts'

/** Where the caller's institution stands. */
export function loadStanding({ ports, institutionId }: PageCall): Promise<Standing> {
  const { engine, clock, data } = ports
  return standingOf({ engine, clock, table: data.maturity, defaultSettings: data.defaultSettings }, institutionId)
}

/** Whether the caller may say that there were no cases: the manager of the process, or the overall process manager. */
export function mayConfirm(call: PageCall, { managers }: Pick<ProcessEvidence, 'managers'>): boolean {
  const { caller, ports } = call
  if (!mayIn(call, MATURITY_CONFIRMATION).write) return false
  const { overallRole } = ports.data.responsibilities
  return managers.some(({ manager }) => manager === caller.id) || caller.roles.includes(overallRole)
}
