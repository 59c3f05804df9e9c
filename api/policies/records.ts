/** Who may read and write records: the roles that a register names, or a grant. */
import type { Register } from '../../engine/records/register.ts'
import type { Caller } from './caller.ts'
import { allows } from './grants.ts'

/** Whether the caller may be told which registers there are; each shows only to who may read it. */
export function mayLookForRecords(_caller: Caller): boolean {
  return true
}

/** Whether the caller may see who has read personal data. */
export function mayReadTraces({ grants }: Caller): boolean {
  return allows(grants, 'audit.read')
}

export function mayReadRegister(caller: Caller, { register, access }: Register): boolean {
  return allows(caller.grants, 'record.read', register) || isNamed(caller, access.read)
}

export function mayWriteRegister(caller: Caller, { register, access }: Register): boolean {
  return allows(caller.grants, 'record.write', register) || isNamed(caller, access.write)
}

/** `*` is everybody who is logged in: people, not systems. */
function isNamed({ kind, roles }: Caller, named: readonly string[]): boolean {
  return (kind === 'person' && named.includes('*')) || roles.some((role) => named.includes(role))
}
