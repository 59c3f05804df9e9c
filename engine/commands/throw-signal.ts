import type { Told } from '../engine.ts'
import type { Variables } from '../model/json.ts'
import { broadcastSignal } from './broadcast-signal.ts'
import { checkVariables } from './check-variables.ts'
import type { Command } from './execute.ts'

/**
 * Throws a signal from outside to everybody of the institution who listens for it now. Nobody listening is no error:
 * a signal is not kept.
 *
 * @throws DataRejected
 */
export const throwSignal: Command<
  Told & { readonly name: string; readonly payload: Variables },
  { readonly name: string; readonly receivers: number }
> = async ({ name, payload }, unit, parts) => {
  checkVariables(payload, { maxBytes: parts.limits.maxVariablesBytes, language: unit.by.language })
  const receivers = await broadcastSignal(unit, parts, { name, payload, holderId: '', rootInstanceId: null })
  return { name, receivers }
}
