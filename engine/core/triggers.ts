/** Arming and disarming what an instance listens for: timers, messages, signals, conditions. */
import type { ArmedTrigger } from '../model/instance-state.ts'
import type { Variables } from '../model/json.ts'
import type { FlowNode, MessageTrigger, SingleTrigger } from '../model/process-definition.ts'
import { triggersOf } from '../model/triggers-of.ts'
import { keyOfAwaited } from './correlation.ts'
import { ElementFailed, MissingKey } from './element-failed.ts'
import { messageKeyOf } from '../model/message-key.ts'
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

type CatchableTrigger = Extract<SingleTrigger, { type: 'timer' | 'message' | 'signal' | 'condition' }>

/** What an armed trigger was armed by. */
export const catchableTrigger = (run: Run, { elementId, part = 0 }: ArmedTrigger): CatchableTrigger | null => {
  const trigger = triggersOf(run.node(elementId))[part]
  return trigger !== undefined && isCatchable(trigger) ? trigger : null
}

/** Whether an instance has to listen for it; errors, escalations and the like come to their catcher by themselves. */
const isCatchable = (trigger: SingleTrigger): trigger is CatchableTrigger =>
  trigger.type === 'timer' || trigger.type === 'message' || trigger.type === 'signal' || trigger.type === 'condition'

/** Listens for the node's events; does nothing for nodes that catch nothing by themselves. */
export const arm = (run: Run, node: FlowNode, listener: Listener): void => {
  const { length } = triggersOf(node)
  for (let part = 0; part < length; part++) armPart(run, node, listener, part)
}

/** Listens for one of the node's events; for what comes to its catcher by itself there is nothing to do. */
export const armPart = (run: Run, node: FlowNode, listener: Listener, part: number): void => {
  const trigger = triggersOf(node)[part]
  if (trigger === undefined || !isCatchable(trigger)) return
  const { scope, token } = listener
  const on = listensFor(run, node, trigger, listener)
  armWith(run, { id: run.newId('e'), elementId: node.id, scope, token, on, ...(part === 0 ? {} : { part }) })
}

const listensFor = (
  run: Run,
  node: FlowNode,
  trigger: CatchableTrigger,
  { scope, variables }: Listener,
): ArmedTrigger['on'] => {
  switch (trigger.type) {
    case 'timer':
      return computeTimer(run, node.id, trigger, variables, run.environment.now)
    case 'message': {
      const { name, correlationKey } = addressOf(run, node.id, trigger, variables, variables, (message) =>
        keyOfAwaited(run, node.id, scope, message, variables),
      )
      return { type: 'message', name, correlationKey }
    }
    case 'signal': {
      const name = computeText(run, node.id, trigger.name, variables)
      if (name === null) throw new ElementFailed(node.id, 'Expected a signal name, but it is empty.')
      return { type: 'signal', name }
    }
    case 'condition':
      return { type: 'condition', held: false }
  }
}

/** Sets or moves an armed trigger and tells the world. */
export const armWith = (run: Run, trigger: ArmedTrigger): void => {
  const { id: triggerId, elementId, on } = trigger
  run.putTrigger(trigger)
  if (on.type === 'condition') {
    // One that holds already is met at once: it is asked when this move is done.
    run.newConditions.push(triggerId)
  } else if (on.type === 'timer') {
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
  if (trigger.on.type === 'condition') return
  run.emit({ kind: trigger.on.type === 'timer' ? 'timer-removed' : 'subscription-removed', triggerId: trigger.id })
}

/** Disarms everything that a token listens for: its own catch event and its boundary events. */
export const disarmToken = (run: Run, tokenId: string): void => {
  for (const trigger of run.triggersOf(tokenId)) disarm(run, trigger)
}

/**
 * Name and correlation key of a message, sent or awaited. The key is what the element says, else the value that the
 * message's contract names, else what its conversation goes by. A contract that names a key which has no value is a
 * failure: without it the message would find a stranger.
 *
 * @param keyed where the contract's key is looked for: the payload when sending, the variables when waiting
 * @param converse gives the key by the collaboration's correlation keys
 */
export const addressOf = (
  run: Run,
  elementId: string,
  trigger: MessageTrigger,
  variables: Variables,
  keyed: Variables,
  converse: (name: string) => string | null,
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
  if (keyName === null) return { name, correlationKey: converse(name) }
  const correlationKey = messageKeyOf(keyName, keyed, variables)
  if (correlationKey === null) {
    throw new MissingKey(
      elementId,
      `Expected "${keyName}" to hold the correlation key of message "${name}", but it has no value.`,
    )
  }
  return { name, correlationKey }
}
