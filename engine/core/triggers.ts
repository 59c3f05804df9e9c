/** Arming and disarming what an instance listens for: timers, messages, signals. */
import type { ArmedTrigger } from '../model/instance-state.ts'
import type { Variables } from '../model/json.ts'
import type { EventTrigger, FlowNode, MessageTrigger } from '../model/process-definition.ts'
import { ElementFailed, MissingKey } from './element-failed.ts'
import type { Run } from './run.ts'
import { computeTimer } from './times.ts'
import { computeText } from './variables.ts'

/** What stands in the way of a message: which scope and token listen, and what they see. */
export interface Listener {
  readonly scope: string
  /** Null for the start event of an event sub-process. */
  readonly token: string | null
  readonly variables: Variables
}

/** The trigger of a node that can catch; null where it catches nothing by itself (none, error). */
export const catchableTrigger = (
  node: FlowNode,
): Extract<EventTrigger, { type: 'timer' | 'message' | 'signal' }> | null => {
  const trigger = 'trigger' in node ? node.trigger : null
  return trigger && (trigger.type === 'timer' || trigger.type === 'message' || trigger.type === 'signal')
    ? trigger
    : null
}

/** Listens for the node's event; does nothing for nodes that catch nothing by themselves. */
export const arm = (run: Run, node: FlowNode, listener: Listener): void => {
  const trigger = catchableTrigger(node)
  if (trigger === null) return
  const on = ((): ArmedTrigger['on'] => {
    switch (trigger.type) {
      case 'timer':
        return computeTimer(run, node.id, trigger, listener.variables, run.environment.now)
      case 'message': {
        const { name, correlationKey } = addressOf(run, node.id, trigger, listener.variables, listener.variables)
        return { type: 'message', name, correlationKey }
      }
      case 'signal': {
        const name = computeText(run, node.id, trigger.name, listener.variables)
        if (name === null) throw new ElementFailed(node.id, 'Expected a signal name, but it is empty.')
        return { type: 'signal', name }
      }
    }
  })()
  armWith(run, { id: run.newId('e'), elementId: node.id, scope: listener.scope, token: listener.token, on })
}

/** Sets or moves an armed trigger and tells the world. */
export const armWith = (run: Run, trigger: ArmedTrigger): void => {
  const { id: triggerId, elementId, on } = trigger
  run.putTrigger(trigger)
  if (on.type === 'timer') {
    run.emit({ kind: 'timer-set', triggerId, elementId, dueAt: on.dueAt })
    run.note('timer-set', elementId, { dueAt: on.dueAt })
  } else {
    const correlationKey = on.type === 'message' ? on.correlationKey : null
    run.emit({ kind: 'subscription-set', triggerId, elementId, type: on.type, name: on.name, correlationKey })
  }
}

/** Stops listening and tells the world. */
export const disarm = (run: Run, trigger: ArmedTrigger): void => {
  run.removeTrigger(trigger.id)
  run.emit({ kind: trigger.on.type === 'timer' ? 'timer-removed' : 'subscription-removed', triggerId: trigger.id })
}

/** Disarms everything that a token listens for: its own catch event and its boundary events. */
export const disarmToken = (run: Run, tokenId: string): void => {
  for (const trigger of run.triggers()) if (trigger.token === tokenId) disarm(run, trigger)
}

/**
 * Name and correlation key of a message, sent or awaited. The key is what the element says, else the value that the
 * message's contract names. A contract that names a key which has no value is a failure: without it the message
 * would find a stranger.
 *
 * @param keyed where the contract's key is looked for: the payload when sending, the variables when waiting
 */
export const addressOf = (
  run: Run,
  elementId: string,
  trigger: MessageTrigger,
  variables: Variables,
  keyed: Variables,
): { readonly name: string; readonly correlationKey: string | null } => {
  const name = computeText(run, elementId, trigger.name, variables)
  if (name === null) throw new ElementFailed(elementId, 'Expected a message name, but it is empty.')
  if (trigger.correlationKey !== null) {
    const correlationKey = computeText(run, elementId, trigger.correlationKey, variables)
    if (correlationKey === null)
      throw new MissingKey(elementId, `Expected a correlation key for message "${name}", but its expression gave null.`)
    return { name, correlationKey }
  }
  const keyName = run.environment.messageKey(name)
  if (keyName === null) return { name, correlationKey: null }
  const key = Object.hasOwn(keyed, keyName) ? keyed[keyName] : variables[keyName]
  if (typeof key !== 'string' && typeof key !== 'number') {
    throw new MissingKey(
      elementId,
      `Expected "${keyName}" to hold the correlation key of message "${name}", but it has no value.`,
    )
  }
  return { name, correlationKey: String(key) }
}
