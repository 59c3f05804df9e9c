import { idOf, textOf, type ModdleElement } from '../xml/moddle-element.ts'

/** Kinds of global tasks (BPMN 2.0.2 §10.3.7), each with the kind of task that it is like. */
export const GLOBAL_TASKS: Readonly<Record<string, string>> = {
  'bpmn:GlobalTask': 'bpmn:Task',
  'bpmn:GlobalUserTask': 'bpmn:UserTask',
  'bpmn:GlobalManualTask': 'bpmn:ManualTask',
  'bpmn:GlobalScriptTask': 'bpmn:ScriptTask',
  'bpmn:GlobalBusinessRuleTask': 'bpmn:BusinessRuleTask',
}

/** The processes and global tasks of a file by id: what its call activities can call without looking further. */
export function callablesOf(roots: readonly ModdleElement[]): ReadonlyMap<string, ModdleElement> {
  return new Map(
    roots.flatMap((root): [string, ModdleElement][] => {
      const id = root.$type === 'bpmn:Process' || Object.hasOwn(GLOBAL_TASKS, root.$type) ? idOf(root) : null
      return id === null ? [] : [[id, root]]
    }),
  )
}

/**
 * What a call activity calls, as it stands there. It is a qualified name (BPMN 2.0.2 Table 10.23): a prefix is left off
 * where the file itself has the name behind it.
 */
export function calledElementOf(callActivity: ModdleElement, callables: ReadonlyMap<string, unknown>): string | null {
  const text = textOf(callActivity, 'calledElement')
  if (text === null || callables.has(text)) return text
  const local = /^[^:\s]+:([^:\s]+)$/.exec(text)?.[1]
  return local !== undefined && callables.has(local) ? local : text
}
