/** The register that an address names, for who may know of it. */
import { NotFound } from '../../engine/model/errors.ts'
import type { Register } from '../../engine/records/register.ts'
import type { Call } from '../endpoint.ts'
import { notAllowed } from '../http-refusal.ts'
import { mayReadRegister, mayWriteRegister } from '../policies/records.ts'

type OneRegister = Pick<Call<{ readonly register: string }, unknown, unknown>, 'engine' | 'caller' | 'params'>

/** @throws {NotFound} in the same words, for a register that is not there and one the caller may not read */
export function readable({ engine, caller, params }: OneRegister): Register {
  const register = engine.listRegisters().find((each) => each.register === params.register)
  if (!register || !mayReadRegister(caller, register)) throw new NotFound('register', params.register)
  return register
}

/** @throws {NotFound}, {HttpRefusal} 403 */
export function writable(call: OneRegister): Register {
  const register = readable(call)
  if (mayWriteRegister(call.caller, register)) return register
  throw notAllowed(`Expected somebody who may write register "${register.register}", but "${call.caller.id}" may not.`)
}
