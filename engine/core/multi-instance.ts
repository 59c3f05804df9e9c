/**
 * Multi-instance activities, parallel and sequential (BPMN 2.0.2 §13.3.7).
 *
 * The token that came waits for a scope of kind `multi-instance`; in it, each run of the activity is a scope of kind
 * `iteration` with its own variables (`loopCounter` from 0, the element variable) and its own token at the same element.
 */
import type { Loop, Scope, Token } from '../model/instance-state.ts'
import type { Json, Variables } from '../model/json.ts'
import type { FlowNode, MultiInstance } from '../model/process-definition.ts'
import { cancelScope } from './cancel.ts'
import { handOnCompleted } from './compensation.ts'
import { ElementFailed } from './element-failed.ts'
import type { Run } from './run.ts'
import { placeToken } from './scopes.ts'
import { computeExpression, computeValue, describe, holds, variablesOfScope, variablesOfToken } from './variables.ts'

/** Whether the token is one run of a multi-instance activity rather than the token that came to it. */
export const isIteration = (run: Run, token: Token): boolean => {
  const scope = run.scope(token.scope)
  return scope.kind === 'iteration' && scope.elementId === token.elementId
}

/** Opens the scope of a multi-instance activity and starts its first run, or all of them. @throws ElementFailed over the limit */
export const startMultiInstance = (run: Run, token: Token, node: FlowNode, loop: MultiInstance): void => {
  const variables = variablesOfToken(run, token)
  const items = loop.collection === null ? null : readCollection(run, node.id, loop, variables)
  const total = items === null ? readCardinality(run, node.id, loop, variables) : items.length
  const limit = run.environment.multiInstanceLimit
  if (total > limit)
    throw new ElementFailed(node.id, `Expected at most ${limit} instances, but there would be ${total}.`)
  if (total === 0) {
    run.schedule({ do: 'leave', tokenId: token.id, payload: null })
    return
  }
  const scope = run.putScope({
    id: run.newId('s'),
    kind: 'multi-instance',
    elementId: node.id,
    parent: token.scope,
    token: token.id,
    // Its data inputs, which all runs see.
    variables: token.locals ?? {},
    loop: { total, items, started: 0, completed: 0 },
  })
  run.putToken({ ...token, wait: { for: 'scope', scopeId: scope.id } })
  const atOnce = loop.sequential ? 1 : total
  for (let count = 0; count < atOnce; count++) startIteration(run, scope.id, loop)
}

/** One run of the activity is done: the next one starts, or the whole activity is done. */
export const completeIteration = (run: Run, token: Token, loop: MultiInstance): void => {
  const iteration = run.scope(token.scope)
  const body = run.scope(iteration.parent ?? '')
  const state = loopOf(body)
  const completed = state.completed + 1
  const counts = {
    nrOfInstances: state.total,
    nrOfCompletedInstances: completed,
    nrOfActiveInstances: state.started - completed,
  }
  const condition = loop.completionCondition
  const done =
    completed === state.total ||
    (condition !== null && holds(run, body.elementId, condition, { ...variablesOfScope(run, iteration.id), ...counts }))
  run.removeToken(token.id)
  run.removeScope(iteration.id)
  run.putScope({ ...body, loop: { ...state, completed } })
  if (done) {
    const outer = run.token(body.token ?? '')
    handOnCompleted(run, body.id, outer.scope)
    cancelScope(run, body.id)
    run.schedule({ do: 'leave', tokenId: outer.id, payload: null })
  } else if (loop.sequential) {
    startIteration(run, body.id, loop)
  }
}

const startIteration = (run: Run, bodyId: string, loop: MultiInstance): void => {
  const body = run.scope(bodyId)
  const state = loopOf(body)
  const index = state.started
  const item: Json = state.items?.[index] ?? null
  const variables =
    loop.elementVariable === null ? { loopCounter: index } : { loopCounter: index, [loop.elementVariable]: item }
  run.putScope({ ...body, loop: { ...state, started: index + 1 } })
  const iteration = run.putScope({
    id: run.newId('s'),
    kind: 'iteration',
    elementId: body.elementId,
    parent: body.id,
    token: null,
    variables,
    loop: null,
  })
  placeToken(run, body.elementId, iteration.id)
}

const loopOf = (body: Scope): Loop => {
  if (body.loop === null)
    throw new Error(`Expected scope "${body.id}" to be a multi-instance, but it is a ${body.kind}.`)
  return body.loop
}

const readCollection = (run: Run, elementId: string, loop: MultiInstance, variables: Variables): readonly Json[] => {
  const value = loop.collection === null ? null : computeExpression(run, elementId, loop.collection, variables)
  if (value === null)
    throw new ElementFailed(elementId, `Expected a list, but ${loop.collection?.source ?? 'the collection'} gave null.`)
  if (Array.isArray(value)) return value as readonly Json[]
  throw new ElementFailed(
    elementId,
    `Expected a list, but ${loop.collection?.source ?? 'the collection'} gave ${describe(value)}.`,
  )
}

const readCardinality = (run: Run, elementId: string, loop: MultiInstance, variables: Variables): number => {
  const value = loop.cardinality === null ? null : computeValue(run, elementId, loop.cardinality, variables)
  const count = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  if (typeof count === 'number' && Number.isInteger(count) && count >= 0) return count
  throw new ElementFailed(
    elementId,
    `Expected a whole number of instances, but the cardinality gave ${describe(value)}.`,
  )
}
