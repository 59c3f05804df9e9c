/**
 * Ad-hoc sub-processes (BPMN 2.0.2 §10.3.5, §13.3.5): what no flow leads to may be begun, all at once or one after the
 * other, until the completion condition holds or all is done.
 *
 * The standard leaves it to people what is begun when. Here everything is begun once, in document order, unless the
 * diagram says "by hand"; and anything may be begun by hand as long as the condition does not hold.
 */
import { Conflict } from '../model/errors.ts'
import type { AdHocState, Scope, Token } from '../model/instance-state.ts'
import type { AdHoc, FlowNode } from '../model/process-definition.ts'
import { reasonOf } from '../model/reason-of.ts'
import { cancelToken, emptyScope } from './cancel.ts'
import { ElementFailed } from './element-failed.ts'
import type { Run } from './run.ts'
import { consumeToken, endScopeIfEmpty, placeToken } from './scopes.ts'
import { holds, isTrue, variablesOfScope } from './variables.ts'

/** Begins what begins by itself. */
export const startAdHoc = (run: Run, scope: Scope, { sequential, byHand }: AdHoc): void => {
  const { implicitStarts } = run.scopeDefinition(scope.elementId)
  const nothing = implicitStarts.length === 0
  putAdHoc(run, scope, { begun: [], ...(nothing ? { closing: true } : {}) })
  if (nothing) endScopeIfEmpty(run, scope.id)
  else if (!byHand) begin(run, scope.id, sequential ? implicitStarts.slice(0, 1) : implicitStarts)
}

/**
 * An activity is selected by a person.
 *
 * @param scopeId which of several running sub-processes is meant
 * @throws Conflict `activity-not-enabled`, `several-scopes`, `activity-running` (sequential: one at a time)
 */
export const selectActivity = (run: Run, elementId: string, scopeId: string | null): void => {
  const open = run.scopes().filter((scope) => isEnabled(run, scope, elementId))
  const chosen = scopeId === null ? open : open.filter(({ id }) => id === scopeId)
  const [scope, second] = chosen
  if (scope === undefined) {
    const message = `Expected "${elementId}" to be an activity that can be begun now, but it is not.`
    throw new Conflict('activity-not-enabled', message, { elementId })
  }
  if (second !== undefined) {
    const scopeIds = open.map(({ id }) => id)
    const message = `Expected one sub-process in which "${elementId}" can be begun, but there are ${open.length}. Say which by its scope: ${scopeIds.slice(0, 20).join(', ')}.`
    throw new Conflict('several-scopes', message, { elementId })
  }
  if (adHocOf(run, scope)?.sequential && !isIdle(run, scope)) {
    const message = `Expected nothing to run in the sequential sub-process "${scope.elementId}", but another activity does.`
    throw new Conflict('activity-running', message, { elementId })
  }
  run.note('activity-selected', elementId, { scopeId: scope.id })
  begin(run, scope.id, [elementId])
}

/**
 * Whether an activity that a token comes to must not begin now: another one runs in its sequential ad-hoc sub-process,
 * or nothing begins in it any more.
 */
export const waitsForItsTurn = (run: Run, token: Token): boolean => {
  if (run.definition.adHocSubProcesses === undefined) return false
  const scope = run.scope(token.scope)
  const { adHoc } = scope
  if (adHoc === undefined) return false
  if (adHoc.closing) {
    cancelToken(run, token)
    endScopeIfEmpty(run, scope.id)
    return true
  }
  if (!adHocOf(run, scope)?.sequential) return false
  if (isTaken(run, adHoc) && adHoc.turn?.tokenId !== token.id) {
    run.putToken({ ...token, wait: { for: 'turn' } })
    return true
  }
  putAdHoc(run, scope, { ...adHoc, turn: { tokenId: token.id, elementId: token.elementId } })
  return false
}

/**
 * An element of an ad-hoc sub-process is done: after an activity the completion condition is asked.
 *
 * @returns true when the token goes no further, because nothing is to begin any more
 */
export const completesAdHoc = (run: Run, token: Token, node: FlowNode): boolean => {
  if (run.definition.adHocSubProcesses === undefined) return false
  const scope = run.scope(token.scope)
  if (scope.adHoc === undefined || !('multiInstance' in node)) return false
  if (scope.adHoc.closing) {
    consumeToken(run, token.id)
    return true
  }
  const condition = adHocOf(run, scope)?.completionCondition ?? null
  if (condition === null || !holds(run, scope.elementId, condition, variablesOfScope(run, scope.id))) return false
  run.removeToken(token.id)
  close(run, scope)
  return true
}

/**
 * When every token rests: what waits for its turn gets it, the next activity begins, and where nothing runs any more
 * the completion condition is asked again, as data may have changed.
 *
 * @returns whether something moves again
 */
export const checkAdHocScopes = (run: Run): boolean => {
  if (run.definition.adHocSubProcesses === undefined) return false
  let moved = false
  for (const { id, adHoc } of run.scopes()) {
    if (adHoc === undefined || !run.hasScope(id)) continue
    const scope = run.scope(id)
    if (scope.adHoc !== undefined && checkScope(run, scope, scope.adHoc)) moved = true
  }
  return moved
}

const checkScope = (run: Run, scope: Scope, state: AdHocState): boolean => {
  const adHoc = adHocOf(run, scope)
  if (adHoc === null || state.closing) return false
  if (adHoc.sequential && !isTaken(run, state)) {
    const next = run.tokensIn(scope.id).find(({ wait }) => wait.for === 'turn')
    if (next !== undefined) {
      run.schedule({ do: 'enter', tokenId: next.id })
      return true
    }
  }
  if (!isIdle(run, scope)) return false
  if (state.begun.length > 0 && conditionHolds(run, scope, adHoc)) {
    close(run, scope)
    return true
  }
  if (adHoc.byHand) return false
  const { implicitStarts } = run.scopeDefinition(scope.elementId)
  const next = implicitStarts.find((elementId) => !state.begun.includes(elementId))
  if (next === undefined) return false
  begin(run, scope.id, [next])
  return true
}

/** What changed the data must not fail because of who listens: a condition that cannot be computed leaves a warning. */
const conditionHolds = (run: Run, scope: Scope, { completionCondition }: AdHoc): boolean => {
  if (completionCondition === null) return false
  try {
    return isTrue(run, scope.elementId, completionCondition, variablesOfScope(run, scope.id))
  } catch (error) {
    if (!(error instanceof ElementFailed)) throw error
    run.note('warning', scope.elementId, { warnings: [reasonOf(error)] })
    return false
  }
}

/** Nothing begins any more: what runs is cancelled, or waited for; what has not begun is dropped. */
const close = (run: Run, scope: Scope): void => {
  if (adHocOf(run, scope)?.cancelRemaining) {
    emptyScope(run, scope.id)
  } else {
    putAdHoc(run, scope, { begun: scope.adHoc?.begun ?? [], closing: true })
    for (const token of run.tokensIn(scope.id)) if (!isAtWork(run, token)) cancelToken(run, token)
  }
  endScopeIfEmpty(run, scope.id)
}

const begin = (run: Run, scopeId: string, elementIds: readonly string[]): void => {
  const scope = run.scope(scopeId)
  const begun = [...new Set([...(scope.adHoc?.begun ?? []), ...elementIds])]
  putAdHoc(run, scope, { ...scope.adHoc, begun })
  for (const elementId of elementIds) placeToken(run, elementId, scopeId)
}

const putAdHoc = (run: Run, scope: Scope, adHoc: AdHocState): void => {
  run.putScope({ ...scope, adHoc })
}

const isEnabled = (run: Run, scope: Scope, elementId: string): boolean =>
  scope.adHoc !== undefined &&
  !scope.adHoc.closing &&
  // One that is done, but whose token an incident keeps from leaving, begins nothing any more.
  run.token(scope.token ?? '').wait.for === 'scope' &&
  run.scopeDefinition(scope.elementId).implicitStarts.includes(elementId)

/** Nothing moves or is at work; tokens at a join, or that wait for data, cannot go on by themselves. */
const isIdle = (run: Run, scope: Scope): boolean =>
  run.tokensIn(scope.id).every(({ wait }) => wait.for === 'join' || wait.for === 'data')

/** Activities that have begun, as against events, gateways, and activities that wait to begin. */
const isAtWork = (run: Run, { elementId, wait }: Token): boolean =>
  'multiInstance' in run.node(elementId) && !['join', 'turn', 'data'].includes(wait.for)

/** Whether the activity whose turn it is still runs; its boundary event may have taken its token elsewhere. */
const isTaken = (run: Run, { turn }: AdHocState): boolean =>
  turn !== undefined && run.hasToken(turn.tokenId) && run.token(turn.tokenId).elementId === turn.elementId

const adHocOf = (run: Run, scope: Scope): AdHoc | null => {
  const node = run.node(scope.elementId)
  return node.kind === 'sub-process' ? (node.adHoc ?? null) : null
}
