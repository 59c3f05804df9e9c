/**
 * Compensation: what has completed is undone by its handlers, the last first, each with the data of its time
 * (BPMN 2.0.2 §10.7, §13.5.5).
 *
 * A scope remembers what completed in it and could be undone. A compensation event opens a scope of its own with the
 * list of steps; one step runs at a time, and when the scope is empty the token that holds it does the next.
 */
import type { Compensable, Scope, Token, Undo } from '../model/instance-state.ts'
import type { CompensationTrigger, FlowNode } from '../model/process-definition.ts'
import { undoingEventSubProcess } from './remember-completed.ts'
import type { Run } from './run.ts'
import { consumeToken, openScope, placeToken } from './scopes.ts'

/** Undoes one activity, or all of the scope; the token waits until that is done, or goes on at once. */
export const throwCompensation = (run: Run, token: Token, node: FlowNode, trigger: CompensationTrigger): void => {
  const meant = scopesToUndo(run, token, trigger.activity)
  const undo = meant.flatMap((scope) => takeSteps(run, scope, trigger.activity))
  const [base] = meant
  run.note('compensation-started', node.id, { activity: trigger.activity, steps: undo.length })
  if (base === undefined || undo.length === 0) {
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

/**
 * The scopes whose activities a compensation event undoes: the one it stands in; from an event sub-process, also the one
 * that this handles. Where one activity is named, the nearest scope outwards in which it completed.
 */
const scopesToUndo = (run: Run, token: Token, activity: string | null): Scope[] => {
  const found: Scope[] = []
  for (let id: string | null = token.scope; id !== null;) {
    const scope: Scope = run.scope(id)
    const undoable = scope.compensable ?? []
    const isMeant = activity === null ? undoable.length > 0 : undoable.some(({ elementId }) => elementId === activity)
    if (isMeant) found.push(scope)
    if (activity === null ? scope.kind !== 'event-sub-process' : isMeant) break
    id = scope.parent
    // What undoes a sub-process has only what completed inside it.
    if (activity === null && id !== null && run.scope(id).undo !== undefined) break
  }
  return found
}
