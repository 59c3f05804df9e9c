/**
 * What repeats: the token that came to a multi-instance or loop activity waits for a scope of kind `multi-instance`, its
 * body; in it each run of the activity is a scope of kind `iteration` with its own variables and its own token at the
 * same element.
 */
import type { Loop, Scope, Token } from '../model/instance-state.ts'
import type { Variables } from '../model/json.ts'
import type { FlowNode } from '../model/process-definition.ts'
import { cancelScope } from './cancel.ts'
import { handOnCompleted } from './remember-completed.ts'
import type { Run } from './run.ts'
import { placeToken } from './scopes.ts'

/** Whether the activity is drawn as a multi-instance or a loop. */
export const repeats = (node: FlowNode): boolean =>
  'multiInstance' in node && (node.multiInstance !== null || node.standardLoop !== undefined)

/** Whether data go in and out with the whole (a multi-instance) rather than with each run (a loop). */
export const collects = (node: FlowNode): boolean => 'multiInstance' in node && node.multiInstance !== null

/** Whether the token is one run of an activity that repeats rather than the token that came to it. */
export const isIteration = (run: Run, token: Token): boolean => {
  const scope = run.scope(token.scope)
  return scope.kind === 'iteration' && scope.elementId === token.elementId
}

/** Opens the body for the token that came, which waits for it. */
export const openBody = (run: Run, token: Token, loop: Loop): Scope => {
  const body = run.putScope({
    id: run.newId('s'),
    kind: 'multi-instance',
    elementId: token.elementId,
    parent: token.scope,
    token: token.id,
    // Its data inputs, which all runs see.
    variables: token.locals ?? {},
    loop,
  })
  run.putToken({ ...token, wait: { for: 'scope', scopeId: body.id } })
  return body
}

/** Begins one run of the activity. `index`: its place in the list of outputs, where these are collected. */
export const openIteration = (run: Run, body: Scope, variables: Variables, index?: number): void => {
  const iteration = run.putScope({
    id: run.newId('s'),
    kind: 'iteration',
    elementId: body.elementId,
    parent: body.id,
    token: null,
    variables,
    loop: null,
    ...(index === undefined ? {} : { index }),
  })
  placeToken(run, body.elementId, iteration.id)
}

/** Takes a run that is done off the board and keeps how far the body has come with it. */
export const closeIteration = (run: Run, token: Token, body: Scope, loop: Loop): void => {
  run.removeToken(token.id)
  run.removeScope(token.scope)
  run.putScope({ ...body, loop })
}

/** The whole activity is done: runs that are left are cancelled, and the token that came leaves with what was collected. */
export const closeBody = (run: Run, body: Scope, payload: Variables | null = null): void => {
  const outer = run.token(body.token ?? '')
  handOnCompleted(run, body.id, outer.scope)
  cancelScope(run, body.id)
  run.putToken({ ...outer, wait: { for: 'trigger' } })
  run.schedule({ do: 'leave', tokenId: outer.id, payload })
}

/** The bookkeeping of a body. */
export const loopOf = (body: Scope): Loop => {
  if (body.loop === null) throw new Error(`Expected scope "${body.id}" to be a body, but it is a ${body.kind}.`)
  return body.loop
}
