/**
 * Compensation: what has completed is undone by its handlers, the last first, each with the data of its time
 * (BPMN 2.0.2 §10.7, §13.5.5).
 *
 * A scope remembers what completed in it and could be undone. A compensation event opens a scope of its own with the
 * list of steps; one step runs at a time, and when the scope is empty the token that holds it does the next.
 */
import type { Compensable, Scope, Token, Undo } from '../model/instance-state.ts'
import type { CompensationTrigger, FlowNode } from '../model/process-definition.ts'
import type { Run } from './run.ts'
import { consumeToken, openScope, placeToken } from './scopes.ts'
import { variablesOfToken } from './variables.ts'

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

/** The whole of a loop or multi-instance completes: what its runs did can be undone from around it. */
export const handOnCompleted = (run: Run, from: string, to: string): void => {
  const { compensable } = run.scope(from)
  if (compensable !== undefined) addCompensable(run, to, compensable)
}

const addCompensable = (run: Run, scopeId: string, more: readonly Compensable[]): void => {
  const scope = run.scope(scopeId)
  run.putScope({ ...scope, compensable: [...(scope.compensable ?? []), ...more] })
}

/** Undoes one activity, or all of the scope; the token waits until that is done, or goes on at once. */
export const throwCompensation = (run: Run, token: Token, node: FlowNode, trigger: CompensationTrigger): void => {
  const base = scopeToUndo(run, token, trigger.activity)
  const undo = base === null ? [] : takeSteps(run, base, trigger.activity)
  run.note('compensation-started', node.id, { activity: trigger.activity, steps: undo.length })
  if (base === null || undo.length === 0) {
    run.schedule({ do: 'leave', tokenId: token.id, payload: null })
    return
  }
  const runner = trigger.waitForCompletion ? token : run.putToken({ ...token, id: run.newId('t') })
  const scope = run.putScope({
    id: run.newId('s'),
    kind: 'compensation',
    elementId: node.id,
    parent: base.id,
    token: runner.id,
    variables: {},
    loop: null,
    undo,
    ...(runner === token ? {} : { detached: true as const }),
  })
  run.putToken({ ...runner, wait: { for: 'scope', scopeId: scope.id } })
  if (runner !== token) run.schedule({ do: 'leave', tokenId: token.id, payload: null })
  nextStep(run, scope)
}

/** The work of a token whose compensation has nothing running: the next step, or the end of it. */
export const continueCompensation = (run: Run, token: Token): void => {
  const scope = run.scope(token.wait.for === 'scope' ? token.wait.scopeId : '')
  if (nextStep(run, scope)) return
  if (scope.detached) {
    run.removeScope(scope.id)
    consumeToken(run, token.id)
  } else {
    run.schedule({ do: 'leave', tokenId: token.id, payload: null })
  }
}

/** Begins the next step of undoing in a scope. @returns false when none is left */
export const nextStep = (run: Run, scope: Scope): boolean => {
  const [step, ...rest] = scope.undo ?? []
  if (step === undefined) return false
  run.putScope({ ...run.scope(scope.id), undo: rest })
  const handler = run.node(step.handler)
  if (handler.kind === 'sub-process' && handler.triggeredByEvent) {
    const inner = openScope(run, {
      kind: 'event-sub-process',
      elementId: handler.id,
      parent: scope.id,
      token: null,
      variables: step.variables,
      ...(step.inner === undefined ? {} : { compensable: step.inner }),
    })
    for (const start of run.scopeDefinition(handler.id).startEvents) placeToken(run, start, inner.id)
  } else {
    const tokenId = placeToken(run, handler.id, scope.id)
    run.putToken({ ...run.token(tokenId), locals: step.variables })
  }
  return true
}

/** Everything of a scope that can be undone, last first; the scope forgets it. */
export const takeSteps = (run: Run, scope: Scope, activity: string | null): Undo[] => {
  const { compensable = [], ...rest } = scope
  const kept = activity === null ? [] : compensable.filter(({ elementId }) => elementId !== activity)
  const taken = activity === null ? compensable : compensable.filter(({ elementId }) => elementId === activity)
  run.putScope(kept.length === 0 ? rest : { ...rest, compensable: kept })
  return stepsOf(run, taken)
}

/** A completed sub-process that nobody has drawn a handler for is undone from inside (§10.7.1). */
const stepsOf = (run: Run, completed: readonly Compensable[]): Undo[] =>
  [...completed].reverse().flatMap(({ elementId, variables, inner }): Undo[] => {
    const node = run.node(elementId)
    const handler = 'compensationHandler' in node ? node.compensationHandler : null
    if (handler !== null) return [{ handler, variables }]
    const eventSubProcess = undoingEventSubProcess(run, node)
    if (eventSubProcess !== null)
      return [{ handler: eventSubProcess, variables, ...(inner === undefined ? {} : { inner }) }]
    return stepsOf(run, inner ?? [])
  })

const undoingEventSubProcess = (run: Run, node: FlowNode): string | null => {
  if (node.kind !== 'sub-process') return null
  const found = run.scopeDefinition(node.id).eventSubProcesses.find((id) =>
    run.scopeDefinition(id).startEvents.some((startId) => {
      const start = run.node(startId)
      return start.kind === 'start-event' && start.trigger.type === 'compensation'
    }),
  )
  return found ?? null
}

/**
 * The scope whose activities a compensation event undoes: the one it stands in; from an event sub-process, the one that
 * this handles. Where one activity is named, the nearest scope outwards in which it completed.
 */
const scopeToUndo = (run: Run, token: Token, activity: string | null): Scope | null => {
  for (let id: string | null = token.scope; id !== null;) {
    const scope: Scope = run.scope(id)
    const undoable = scope.compensable ?? []
    const isMeant = activity === null ? undoable.length > 0 : undoable.some(({ elementId }) => elementId === activity)
    if (isMeant) return scope
    // What undoes a sub-process has only what completed inside it.
    if (activity === null && scope.kind !== 'event-sub-process') return null
    id = scope.parent
  }
  return null
}
