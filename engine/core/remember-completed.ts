/** What has completed and could be undone (BPMN 2.0.2 §10.7, §13.5.5): a scope remembers it, in that order. */
import type { Compensable, Scope, Token } from '../model/instance-state.ts'
import type { FlowNode } from '../model/process-definition.ts'
import type { Run } from './run.ts'
import { variablesOfScope, variablesOfToken } from './variables.ts'

/** Keeps an activity that completes, where something could undo it. Call it before the scope it ran in is removed. */
export const rememberCompleted = (run: Run, token: Token, node: FlowNode): void => {
  if (!('compensationHandler' in node)) return
  const inside = token.wait.for === 'scope' ? run.scope(token.wait.scopeId) : null
  const inner = inside?.compensable ?? []
  const undoable = node.compensationHandler !== null || inner.length > 0 || undoingEventSubProcess(run, node) !== null
  if (!undoable) return
  const completed: Compensable = {
    elementId: node.id,
    variables: { ...variablesOfToken(run, token), ...inside?.variables },
    ...(inner.length > 0 ? { inner } : {}),
  }
  // A run of a loop belongs to the whole, which hands on what its runs did when it completes.
  const scope = run.scope(token.scope)
  addCompensable(run, scope.kind === 'iteration' && scope.parent !== null ? scope.parent : scope.id, [completed])
}

/** An event sub-process completes: what it did is undone with what it handled. Not so where it was to undo itself. */
export const rememberEventSubProcess = (run: Run, { id, elementId, parent, compensable = [] }: Scope): void => {
  if (parent === null || run.scope(parent).undo !== undefined) return
  if (compensable.length === 0 && undoingEventSubProcess(run, run.node(elementId)) === null) return
  addCompensable(run, parent, [{ elementId, variables: variablesOfScope(run, id), inner: compensable }])
}

/** The whole of a loop or multi-instance completes: what its runs did can be undone from around it. */
export const handOnCompleted = (run: Run, from: string, to: string): void => {
  const { compensable } = run.scope(from)
  if (compensable !== undefined) addCompensable(run, to, compensable)
}

/** The event sub-process of a sub-process that undoes it; null where none is drawn. */
export const undoingEventSubProcess = (run: Run, node: FlowNode): string | null => {
  if (node.kind !== 'sub-process') return null
  const found = run.scopeDefinition(node.id).eventSubProcesses.find((id) =>
    run.scopeDefinition(id).startEvents.some((startId) => {
      const start = run.node(startId)
      return start.kind === 'start-event' && start.trigger.type === 'compensation'
    }),
  )
  return found ?? null
}

const addCompensable = (run: Run, scopeId: string, more: readonly Compensable[]): void => {
  const scope = run.scope(scopeId)
  run.putScope({ ...scope, compensable: [...(scope.compensable ?? []), ...more] })
}
