/**
 * Multi-instance activities, parallel and sequential (BPMN 2.0.2 §10.3.8, §13.3.7).
 *
 * Each run sees `loopCounter`, from 0, and its item. What it gives as its output item stays with it and is collected; the
 * list is set when the whole is done.
 */
import type { Loop, Scope, Token } from '../model/instance-state.ts'
import type { Json, Variables } from '../model/json.ts'
import type { FlowNode, MultiInstance } from '../model/process-definition.ts'
import { ElementFailed } from './element-failed.ts'
import { closeBody, closeIteration, loopOf, openBody, openIteration } from './iterations.ts'
import type { Run } from './run.ts'
import { throwBehaviourEvent } from './throw-behaviour-event.ts'
import { computeExpression, computeValue, describe, holds, variablesOfScope, variablesOfToken } from './variables.ts'

/** Opens the scope of a multi-instance activity and starts its first run, or all of them. @throws ElementFailed over the limit */
export const startMultiInstance = (run: Run, token: Token, node: FlowNode, loop: MultiInstance): void => {
  const variables = variablesOfToken(run, token)
  const items = readItems(run, node.id, loop, variables)
  const total = items === null ? readCardinality(run, node.id, loop, variables) : items.length
  const limit = run.environment.multiInstanceLimit
  if (total > limit)
    throw new ElementFailed(node.id, `Expected at most ${limit} instances, but there would be ${total}.`)
  if (total === 0) {
    run.schedule({ do: 'leave', tokenId: token.id, payload: outputsOf(loop, []) })
    return
  }
  const atOnce = loop.sequential ? 1 : total
  const body = openBody(run, token, {
    total,
    // Read once; what all has been started with is not kept.
    items: loop.sequential ? items : null,
    started: atOnce,
    completed: 0,
    ...(loop.outputItem === undefined ? {} : { outputs: Array.from({ length: total }, () => null) }),
  })
  for (let index = 0; index < atOnce; index++) startRun(run, body, loop, index, items)
}

/** One run of the activity is done: the next one starts, or the whole activity is done. */
export const completeMultiInstanceRun = (run: Run, token: Token, body: Scope, loop: MultiInstance): void => {
  const state = loopOf(body)
  const completed = state.completed + 1
  const seen = { ...variablesOfScope(run, token.scope), ...counts(state, completed) }
  const condition = loop.completionCondition
  const done = completed === state.total || (condition !== null && holds(run, body.elementId, condition, seen))
  const more = loop.sequential && !done
  const after = { ...state, ...collected(run, token, state, loop), completed, started: state.started + (more ? 1 : 0) }
  closeIteration(run, token, body, after)
  throwBehaviourEvents(run, body, loop, completed, seen)
  // What was thrown may have ended the activity.
  if (!run.hasScope(body.id)) return
  if (more) startRun(run, body, loop, state.started, state.items)
  if (!done) return
  closeBody(run, body, outputsOf(loop, after.outputs ?? []))
}

const startRun = (run: Run, body: Scope, loop: MultiInstance, index: number, items: readonly Json[] | null): void => {
  const { elementVariable, outputItem } = loop
  const variables: Record<string, Json> = { loopCounter: index }
  // There from the start, so that what the run gives stays in the run.
  if (outputItem !== undefined) variables[outputItem] = null
  if (elementVariable !== null) variables[elementVariable] = items?.[index] ?? null
  openIteration(run, body, variables, outputItem === undefined ? undefined : index)
}

/** What conditions of the whole may ask, by Camunda's names and by BPMN's (Table 10.30). */
const counts = ({ total, started }: Loop, completed: number): Variables => ({
  nrOfInstances: total,
  nrOfActiveInstances: started - completed,
  nrOfCompletedInstances: completed,
  nrOfTerminatedInstances: 0,
  numberOfInstances: total,
  numberOfActiveInstances: started - completed,
  numberOfCompletedInstances: completed,
  numberOfTerminatedInstances: 0,
})

const collected = (run: Run, token: Token, { outputs }: Loop, { outputItem }: MultiInstance): Pick<Loop, 'outputs'> => {
  if (outputs === undefined || outputItem === undefined) return {}
  const { index, variables } = run.scope(token.scope)
  return index === undefined ? {} : { outputs: outputs.with(index, variables[outputItem] ?? null) }
}

const outputsOf = ({ outputVariable }: MultiInstance, outputs: readonly Json[]): Variables | null =>
  outputVariable === undefined ? null : { [outputVariable]: outputs }

const throwBehaviourEvents = (
  run: Run,
  body: Scope,
  { behaviour = [] }: MultiInstance,
  completed: number,
  seen: Variables,
): void => {
  for (const { on, trigger } of behaviour) {
    if (!run.hasScope(body.id)) return
    if (on === 'first' && completed > 1) continue
    if (typeof on === 'object' && !holds(run, body.elementId, on.condition, seen)) continue
    throwBehaviourEvent(run, run.token(body.token ?? ''), trigger, seen)
  }
}

/** The list that there is one run per item of; null where the runs are only counted. */
const readItems = (run: Run, elementId: string, loop: MultiInstance, variables: Variables): readonly Json[] | null => {
  const { collection, inputVariable: name } = loop
  if (collection !== null)
    return expectList(elementId, collection.source, computeExpression(run, elementId, collection, variables))
  if (name === undefined) return null
  return expectList(elementId, name, Object.hasOwn(variables, name) ? (variables[name] ?? null) : null)
}

const expectList = (elementId: string, source: string, value: Json): readonly Json[] => {
  if (Array.isArray(value)) return value as readonly Json[]
  const given = value === null ? 'null' : describe(value)
  throw new ElementFailed(elementId, `Expected a list, but ${source} gave ${given}.`)
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
