/**
 * Timers and task dates given by expressions move with the data they read: when variables are set from outside, e.g. by
 * a moved clock, and when the instance's own steps set them, e.g. terms that are computed anew.
 */
import type { Variables } from '../model/json.ts'
import type { Expression, Value } from '../model/process-definition.ts'
import type { ArmedTrigger, Token } from '../model/instance-state.ts'
import { reasonOf } from '../model/reason-of.ts'
import type { Run } from './run.ts'
import { computeText } from './variables.ts'
import { rootScope } from './scopes.ts'
import { computeDate, computeTimer } from './times.ts'
import { armWith, catchableTrigger, disarm } from './triggers.ts'
import { setVariables, variablesOfScope, variablesOfToken } from './variables.ts'

/** Sets variables of the process and moves the timers and dates that depend on them. */
export const changeVariables = (run: Run, variables: Variables): void => {
  setVariables(run, rootScope(run).id, variables)
  // Without any, only the world has changed: times are computed again.
  if (Object.keys(variables).length > 0) run.note('variables-set', null, { variables })
  for (const trigger of run.triggers()) retimeTrigger(run, trigger, () => true)
  for (const token of run.tokens()) retimeTask(run, token, () => true)
  run.changed.clear()
}

/**
 * Moves what was set before this run and reads a variable that the run has set; what began in the run has seen it, and
 * whatever reads none of them stays as it is.
 */
export const retimeWhatReads = (run: Run): void => {
  const { changed } = run
  if (changed.size === 0) return
  const reads = (value: Value) => namesIn(value).some((name) => changed.has(name))
  for (const trigger of run.triggers()) {
    if (!run.wasArmedBefore(trigger)) continue
    retimeTrigger(run, trigger, reads)
    rekeyTrigger(run, trigger, reads)
  }
  for (const token of run.tokens()) if (run.waitedBefore(token)) retimeTask(run, token, reads)
}

/**
 * An event sub-process listens as long as its scope runs: what its key reads may become known, or change, meanwhile. A
 * token that waits for the answer to its question goes on waiting for that one.
 */
const rekeyTrigger = (run: Run, trigger: ArmedTrigger, isConcerned: (value: Value) => boolean): void => {
  const { elementId, on } = trigger
  if (on.type !== 'message' || trigger.token !== null) return
  const catching = catchableTrigger(run, trigger)
  if (catching?.type !== 'message' || catching.correlationKey === null || !isConcerned(catching.correlationKey)) return
  const said = catching.correlationKey
  whereItCan(run, elementId, () => {
    const correlationKey = computeText(run, elementId, said, variablesOfScope(run, trigger.scope))
    if (correlationKey === null || correlationKey === on.correlationKey) return
    disarm(run, trigger)
    // Under a new id: a message that is about to come by the old key is not for it.
    armWith(run, { ...trigger, id: run.newId('e'), on: { ...on, correlationKey } })
  })
}

const retimeTrigger = (run: Run, trigger: ArmedTrigger, isConcerned: (value: Value) => boolean): void => {
  if (trigger.on.type !== 'timer' || trigger.on.repeat !== null) return
  const catching = catchableTrigger(run, trigger)
  if (catching?.type !== 'timer' || 'literal' in catching.value || !isConcerned(catching.value)) return
  const seen =
    trigger.token === null ? variablesOfScope(run, trigger.scope) : variablesOfToken(run, run.token(trigger.token))
  const { setAt, dueAt } = trigger.on
  whereItCan(run, trigger.elementId, () => {
    const on = computeTimer(run, trigger.elementId, catching, seen, setAt)
    if (on.dueAt !== dueAt) armWith(run, { ...trigger, on })
  })
}

const retimeTask = (run: Run, token: Token, isConcerned: (value: Value) => boolean): void => {
  if (token.wait.for !== 'task') return
  const node = run.node(token.elementId)
  if (node.kind !== 'user-task') return
  const { taskId, setAt } = token.wait
  const moves = [node.dueDate, node.followUpDate].some(
    (date) => date !== null && 'expression' in date && isConcerned(date),
  )
  if (!moves) return
  whereItCan(run, node.id, () => {
    const seen = variablesOfToken(run, token)
    const dueAt = computeDate(run, node.id, node.dueDate, seen, setAt)
    const followUpAt = computeDate(run, node.id, node.followUpDate, seen, setAt)
    run.emit({ kind: 'task-changed', taskId, dueAt, followUpAt })
  })
}

/** Every name that an expression could read; more than it does read is no harm. Looked for once per expression. */
const namesIn = (value: Value): readonly string[] => {
  if (!('expression' in value)) return []
  const { expression } = value
  const names = known.get(expression) ?? expression.source.match(/[\p{L}_][\p{L}\p{N}_]*/gu) ?? []
  known.set(expression, names)
  return names
}

const known = new WeakMap<Expression, readonly string[]>()

/** A date that cannot be computed again stays as it is and leaves a warning: the change itself must not fail. */
const whereItCan = (run: Run, elementId: string, compute: () => void): void => {
  try {
    compute()
  } catch (error) {
    run.note('warning', elementId, { warnings: [reasonOf(error)] })
  }
}
