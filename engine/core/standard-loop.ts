/**
 * Activities drawn as a loop (BPMN 2.0.2 §10.3.8, §13.3.6): one run after the other, as long as the condition is true and
 * the maximum not reached. Each run sees `loopCounter`, the number of runs done before it.
 */
import type { Scope, Token } from '../model/instance-state.ts'
import type { FlowNode, StandardLoop } from '../model/process-definition.ts'
import { closeBody, closeIteration, loopOf, openBody, openIteration } from './iterations.ts'
import type { Run } from './run.ts'
import { holds, variablesOfToken } from './variables.ts'

/** Begins the first run; where the condition is asked before it and does not hold, the activity is passed. */
export const startLoop = (run: Run, token: Token, node: FlowNode, loop: StandardLoop): void => {
  if (loop.testBefore && !goesOn(run, token, node.id, loop, 0)) {
    run.schedule({ do: 'leave', tokenId: token.id, payload: null })
    return
  }
  const body = openBody(run, token, { total: 0, items: null, started: 1, completed: 0 })
  openIteration(run, body, { loopCounter: 0 })
}

/** A run is done: the next one begins, or the whole is done. */
export const completeLoopRun = (run: Run, token: Token, body: Scope, loop: StandardLoop): void => {
  const state = loopOf(body)
  const completed = state.completed + 1
  const again = goesOn(run, run.token(body.token ?? ''), body.elementId, loop, completed)
  closeIteration(run, token, body, { ...state, started: completed + (again ? 1 : 0), completed })
  if (again) openIteration(run, body, { loopCounter: completed })
  else closeBody(run, body)
}

const goesOn = (
  run: Run,
  outer: Token,
  elementId: string,
  { maximum, condition }: StandardLoop,
  completed: number,
): boolean => {
  if (maximum !== null && completed >= maximum) return false
  return (
    condition === null || holds(run, elementId, condition, { ...variablesOfToken(run, outer), loopCounter: completed })
  )
}
