/** Who may see what is measured: management and auditors all of it, process and service managers their own. */
import type { Caller } from './caller.ts'
import { allows } from './grants.ts'

/** Roles that answer for the whole institution. */
const OF_ALL = ['OPM', 'MGMT', 'SPM']
/** Roles that answer for services. */
const OF_SERVICES = ['SM', 'SGM']

/** Whether the caller is told of measures at all; of which is decided for each process and service. */
export function mayLookForMeasures(caller: Caller): boolean {
  return (
    maySeeAllMeasures(caller) ||
    ['PM', 'FIN', ...OF_SERVICES].some((role) => caller.groups.some((group) => group.startsWith(`${role}@`)))
  )
}

export function maySeeAllMeasures(caller: Caller): boolean {
  return holdsAny(caller, OF_ALL) || allows(caller.grants, 'audit.read')
}

/** Whose services they are is said by where the role is held. */
export function maySeeMeasuresOfProcess(caller: Caller, processKey: string): boolean {
  if (maySeeAllMeasures(caller) || holds(caller, 'PM', processKey)) return true
  return processKey === 'finance' && holdsAny(caller, ['FIN'])
}

export function maySeeMeasuresOfService(caller: Caller, serviceId: string): boolean {
  return maySeeAllMeasures(caller) || OF_SERVICES.some((role) => holds(caller, role, serviceId))
}

/** Reports are of the whole institution; money is also for who keeps it. */
export function maySeeReport(caller: Caller, reportKey: string): boolean {
  return maySeeAllMeasures(caller) || (reportKey === 'costs' && holdsAny(caller, ['FIN']))
}

/** Computes values of a process for a period, and says that they were looked at. */
export function mayReviewMeasures(caller: Caller, processKey: string | null): boolean {
  if (holdsAny(caller, ['OPM']) || caller.grants.has('*')) return true
  return processKey !== null && holds(caller, 'PM', processKey)
}

/** Reviewing anything at all, for the routes; of which process is decided by what is named. */
export function mayReviewSomeMeasures(caller: Caller): boolean {
  return (
    holdsAny(caller, ['OPM', 'PM']) || caller.grants.has('*') || caller.groups.some((group) => group.startsWith('PM@'))
  )
}

/** Has everything counted anew. */
export function mayRecountMeasures(caller: Caller): boolean {
  return holdsAny(caller, ['OPM']) || caller.grants.has('*')
}

const holds = ({ groups }: Caller, role: string, scopeId: string): boolean =>
  groups.includes(`${role}@*`) || groups.includes(`${role}@${scopeId}`)

/** In the whole institution. */
const holdsAny = ({ groups }: Caller, roles: readonly string[]): boolean =>
  roles.some((role) => groups.includes(`${role}@*`))
