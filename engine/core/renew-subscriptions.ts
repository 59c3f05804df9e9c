import type { ArmedTrigger } from '../model/instance-state.ts'
import { keyOfAwaited } from './correlation.ts'
import { keysOfMessage } from './correlation-values.ts'
import { ElementFailed } from './element-failed.ts'
import type { Run } from './run.ts'
import { armWith, catchableTrigger, disarm } from './triggers.ts'
import { variablesOfScope, variablesOfToken } from './variables.ts'

/** What is awaited follows the conversations and the data: a subscription whose key has changed is set anew. */
export const renewSubscriptions = (run: Run): void => {
  if (run.definition.correlations === undefined) return
  for (const trigger of run.triggers()) {
    const key = renewedKey(run, trigger)
    if (trigger.on.type !== 'message' || key === undefined || key === trigger.on.correlationKey) continue
    disarm(run, trigger)
    // Under a new id: a message that is about to come by the old key is not for it.
    armWith(run, { ...trigger, id: run.newId('e'), on: { ...trigger.on, correlationKey: key } })
  }
}

/** Undefined where the key does not come from a conversation, or cannot be computed now and stays as it is. */
const renewedKey = (run: Run, trigger: ArmedTrigger): string | null | undefined => {
  const { elementId, scope, token, on } = trigger
  if (on.type !== 'message' || run.environment.messageKey(on.name) !== null) return undefined
  const keys = keysOfMessage(run.definition.correlations, on.name)
  if (keys.length === 0 || saysItsKey(run, trigger)) return undefined
  const reads = keys.some(({ key }) => key.data !== null)
  const seen = !reads ? {} : token === null ? variablesOfScope(run, scope) : variablesOfToken(run, run.token(token))
  try {
    return keyOfAwaited(run, elementId, scope, on.name, seen)
  } catch (error) {
    if (!(error instanceof ElementFailed)) throw error
    return undefined
  }
}

const saysItsKey = (run: Run, armed: ArmedTrigger): boolean => {
  const trigger = catchableTrigger(run, armed)
  return trigger?.type === 'message' && trigger.correlationKey !== null
}
