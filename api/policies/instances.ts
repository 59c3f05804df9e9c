/** Who may see and operate process instances. */
import type { CaseReader } from '../../engine/engine.ts'
import type { ProcessInstanceView } from '../../engine/model/views.ts'
import type { Caller } from './caller.ts'
import { allows, allowsSome } from './grants.ts'

/** Whether the caller may be told of instances at all; which ones is decided per instance. */
export function mayLookForInstances(caller: Caller): boolean {
  return caller.kind === 'person' || allowsSome(caller.grants, 'instance.read') || mayOperate(caller)
}

export function mayListInstances(caller: Caller): boolean {
  return allowsSome(caller.grants, 'instance.read') || mayOperate(caller)
}

/** Every instance of this process; without a process key: every instance. */
export function maySeeInstancesOf(caller: Caller, processKey?: string): boolean {
  return allows(caller.grants, 'instance.read', processKey) || mayOperate(caller)
}

/** @param hasTask whether the caller has, had or could take a task of the case: then it is theirs to know */
export function maySeeInstance(caller: Caller, instance: ProcessInstanceView, hasTask: boolean): boolean {
  return (
    maySeeInstancesOf(caller, instance.processKey) || mayAudit(caller) || instance.startedBy === caller.id || hasTask
  )
}

/** Cancel, suspend, retry; and see jobs and incidents. */
export function mayOperate(caller: Caller): boolean {
  return allows(caller.grants, 'operate')
}

export function mayAudit(caller: Caller): boolean {
  return allows(caller.grants, 'audit.read')
}

/** @returns which cases a person may look for; null: all of the institution */
export function casesToLookFor(caller: Caller): CaseReader | null {
  if (maySeeInstancesOf(caller) || mayAudit(caller)) return null
  const { id, groups, grants } = caller
  const prefix = 'instance.read:'
  const processKeys = [...grants].filter((grant) => grant.startsWith(prefix)).map((grant) => grant.slice(prefix.length))
  return { userId: id, groups, processKeys }
}
