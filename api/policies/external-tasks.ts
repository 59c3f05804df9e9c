/** Which systems may do external tasks. */
import type { Caller } from './caller.ts'
import { allows, allowsSome } from './grants.ts'

/** Whether there is any topic that the caller may work on; a task that is locked is theirs by the worker's id. */
export function mayWorkOnExternalTasks(caller: Caller): boolean {
  return allowsSome(caller.grants, 'external-task.work')
}

export function mayWorkOnTopic(caller: Caller, topic: string): boolean {
  return allows(caller.grants, 'external-task.work', topic)
}

export function mayWorkOnEveryTopic(caller: Caller): boolean {
  return allows(caller.grants, 'external-task.work')
}
