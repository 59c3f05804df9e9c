/** Variables set from outside, e.g. a moved clock: timers and task dates given by expressions are computed again. */
import type { Variables } from '../model/json.ts'
import { reasonOf } from '../model/reason-of.ts'
import type { Run } from './run.ts'
import { rootScope } from './scopes.ts'
import { computeDate, computeTimer } from './times.ts'
import { armWith, catchableTrigger } from './triggers.ts'
import { setVariables, variablesOfScope, variablesOfToken } from './variables.ts'

/** Sets variables of the process and moves the timers and dates that depend on them. */
export const changeVariables = (run: Run, variables: Variables): void => {
  setVariables(run, rootScope(run).id, variables)
  // Without any, only the world has changed: times are computed again.
  if (Object.keys(variables).length > 0) run.note('variables-set', null, { variables })
  retimeTriggers(run)
  retimeTasks(run)
}

const retimeTriggers = (run: Run): void => {
  for (const trigger of run.triggers()) {
    if (trigger.on.type !== 'timer' || trigger.on.repeat !== null) continue
    const catching = catchableTrigger(run, trigger)
    if (catching?.type !== 'timer' || 'literal' in catching.value) continue
    const seen =
      trigger.token === null ? variablesOfScope(run, trigger.scope) : variablesOfToken(run, run.token(trigger.token))
    const { setAt, dueAt } = trigger.on
    whereItCan(run, trigger.elementId, () => {
      const on = computeTimer(run, trigger.elementId, catching, seen, setAt)
      if (on.dueAt !== dueAt) armWith(run, { ...trigger, on })
    })
  }
}

const retimeTasks = (run: Run): void => {
  for (const token of run.tokens()) {
    const node = run.node(token.elementId)
    if (token.wait.for !== 'task' || node.kind !== 'user-task') continue
    const { taskId, setAt } = token.wait
    const moves = [node.dueDate, node.followUpDate].some((date) => date !== null && 'expression' in date)
    if (!moves) continue
    whereItCan(run, node.id, () => {
      const seen = variablesOfToken(run, token)
      const dueAt = computeDate(run, node.id, node.dueDate, seen, setAt)
      const followUpAt = computeDate(run, node.id, node.followUpDate, seen, setAt)
      run.emit({ kind: 'task-changed', taskId, dueAt, followUpAt })
    })
  }
}

/** A date that cannot be computed again stays as it is and leaves a warning: the change itself must not fail. */
const whereItCan = (run: Run, elementId: string, compute: () => void): void => {
  try {
    compute()
  } catch (error) {
    run.note('warning', elementId, { warnings: [reasonOf(error)] })
  }
}
