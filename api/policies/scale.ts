/** Who may see and hand in figures over institutions: the leads of the state, a sector and a municipality, each of theirs. */
import type { Member, Scale } from '../../processes/scale/members.ts'
import type { Caller } from './caller.ts'
import { allows, allowsSome } from './grants.ts'
import { maySeeAllMeasures } from './measuring.ts'

/** The role that leads a scale; held for one institution, it is the sector or municipality that this institution leads. */
const LEADS = { sector: 'SEL', municipality: 'MUL' } as const

/** Whether the caller leads anything; what they see of it is decided for each scale. */
export function mayLookForScale(caller: Caller): boolean {
  return allows(caller.grants, 'scale.read') || leadsSome(caller)
}

export function maySeeScale(caller: Caller, scale: Scale): boolean {
  return allows(caller.grants, 'scale.read') || (scale.kind !== 'state' && leads(caller, scale.kind, scale.id))
}

/** Hands in figures of any institution at all, for the routes; of which is decided by what is brought. */
export function mayHandInSome(caller: Caller): boolean {
  return allowsSome(caller.grants, 'scale.report') || leadsSome(caller)
}

/** Leads bring those of their own scale; an institution's server, with a key for its registration number, its own. */
export function mayHandIn(caller: Caller, { regNo, sectorId, municipalityId }: Member): boolean {
  return (
    allows(caller.grants, 'scale.report', regNo ?? undefined) ||
    leads(caller, 'sector', sectorId) ||
    leads(caller, 'municipality', municipalityId)
  )
}

/** Makes the figures of the own institution for its lead: who sees all of its measures, or a system that hands them on. */
export function mayMakeReport(caller: Caller): boolean {
  return maySeeAllMeasures(caller) || allows(caller.grants, 'scale.report')
}

function leads({ groups }: Caller, kind: keyof typeof LEADS, id: string | null): boolean {
  const role = LEADS[kind]
  return id !== null && (groups.includes(`${role}@*`) || groups.includes(`${role}@${id}`))
}

const leadsSome = ({ groups }: Caller): boolean =>
  Object.values(LEADS).some((role) => groups.some((group) => group.startsWith(`${role}@`)))
