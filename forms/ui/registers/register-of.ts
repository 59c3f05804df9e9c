/** The register that an address names, and what its reader may do there. */
import { NotFound } from '../../../engine/model/errors.ts'
import type { Register } from '../../../engine/records/register.ts'
import { statusChangedBy } from '../../../engine/records/statuses.ts'
import { notAllowed } from '../../../api/http-refusal.ts'
import { mayReadRegister, mayWriteRegister } from '../../../api/policies/records.ts'
import type { PageCall } from '../shared/page.ts'

type Asking = Pick<PageCall, 'ports' | 'caller'>

/** The registers that this person may read, in the order of their files. */
export function readableRegisters({ ports, caller }: Asking): readonly Register[] {
  return ports.engine.listRegisters().filter((register) => mayReadRegister(caller, register))
}

/** @returns null for a register that is not there, and for one that this person may not read */
export function readableRegister(asking: Asking, name: string): Register | null {
  return readableRegisters(asking).find(({ register }) => register === name) ?? null
}

/** The register of the address. @throws {NotFound} in the same words, whether it is not there or not theirs to read */
export function registerOfPage(call: PageCall): Register {
  const { register: name = '' } = call.params
  const register = readableRegister(call, name)
  if (!register) throw new NotFound('register', name)
  return register
}

/** @throws {NotFound}, {HttpRefusal} 403 */
export function writableRegisterOfPage(call: PageCall): Register {
  const register = registerOfPage(call)
  if (mayEdit(call, register)) return register
  throw notAllowed(
    `Expected somebody who may write register "${register.register}", but "${call.caller.id}" may not by hand.`,
  )
}

/** Whether people write its records at all: those of casework move by their process only. */
export function isWrittenByPeople(register: Register): boolean {
  const movesByProcess = register.status !== undefined && statusChangedBy(register) === 'process'
  return register.access.write.length > 0 && !movesByProcess
}

export function mayEdit({ caller }: Pick<PageCall, 'caller'>, register: Register): boolean {
  return isWrittenByPeople(register) && mayWriteRegister(caller, register)
}
