/** Who may send news from outside. */
import type { Caller } from './caller.ts'
import { allows, allowsSome } from './grants.ts'

/** Whether there is any message that the caller may send. */
export function maySendSomething(caller: Caller): boolean {
  return allowsSome(caller.grants, 'message.send')
}

export function maySendMessage(caller: Caller, messageName: string): boolean {
  return allows(caller.grants, 'message.send', messageName)
}

/** Whether there is any signal that the caller may throw. */
export function mayThrowSomething(caller: Caller): boolean {
  return allowsSome(caller.grants, 'signal.send')
}

/** Conditions are asked of every process, as a signal goes to every process: who may throw any signal may have them asked. */
export function mayEvaluateConditions(caller: Caller): boolean {
  return allows(caller.grants, 'signal.send')
}

export function mayThrowSignal(caller: Caller, signalName: string): boolean {
  return allows(caller.grants, 'signal.send', signalName)
}
