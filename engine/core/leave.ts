/** Leaving an element: its results become variables, what it armed is disarmed, the token moves on. */
import type { Token } from '../model/instance-state.ts'
import type { Variables } from '../model/json.ts'
import type { CallActivity, FlowNode } from '../model/process-definition.ts'
import { completesAdHoc } from './ad-hoc.ts'
import { entriesLeft, handOn } from './data-outputs.ts'
import { takeFlows } from './flows.ts'
import { collects, isIteration, repeats } from './iterations.ts'
import { completeMultiInstanceRun } from './multi-instance.ts'
import { rememberCompleted } from './remember-completed.ts'
import type { Run } from './run.ts'
import { completeLoopRun } from './standard-loop.ts'
import { disarmToken } from './triggers.ts'
import { computeMappings, setVariables, variablesOfScope, variablesOfToken } from './variables.ts'

/** @param payload what the work, event or called process gave; null when it gave nothing */
export const leave = (run: Run, token: Token, node: FlowNode, payload: Variables | null): void => {
  const iteration = isIteration(run, token)
  const wholeLoop = !iteration && repeats(node)
  // The runs have given their results one by one; what is left is what a multi-instance collected of them.
  if (wholeLoop) storeCollected(run, token, node, payload)
  else storeResults(run, token, node, payload, iteration && collects(node))
  if (!wholeLoop) rememberCompleted(run, token, node)
  disarmToken(run, token.id)
  if (token.wait.for === 'scope' && run.hasScope(token.wait.scopeId)) run.removeScope(token.wait.scopeId)
  run.note('element-left', node.id, { tokenId: token.id })
  if (iteration) completeIteration(run, token, node)
  else if (!completesAdHoc(run, token, node)) takeFlows(run, token, node)
}

const completeIteration = (run: Run, token: Token, node: FlowNode): void => {
  if (!('multiInstance' in node)) return
  const body = run.scope(run.scope(token.scope).parent ?? '')
  if (node.multiInstance !== null) completeMultiInstanceRun(run, token, body, node.multiInstance)
  else if (node.standardLoop !== undefined) completeLoopRun(run, token, body, node.standardLoop)
}

/** Loops keep nothing for the end: there, what is drawn out of the activity is carried with each run. */
const storeCollected = (run: Run, token: Token, node: FlowNode, collected: Variables | null): void => {
  if (!collects(node)) return
  if (collected !== null) store(run, token, node, entriesLeft(node, collected))
  handOn(run, token, node, collected)
}

const storeResults = (run: Run, token: Token, node: FlowNode, payload: Variables | null, collected: boolean): void => {
  const given = payload !== null && node.kind === 'call-activity' ? variablesOut(run, node, payload) : payload
  const outputs = ('outputs' in node ? node.outputs : undefined) ?? []
  if (outputs.length > 0) {
    const inner = token.wait.for === 'scope' ? variablesOfScope(run, token.wait.scopeId) : {}
    const seen = { ...variablesOfToken(run, token), ...inner, ...given }
    store(run, token, node, computeMappings(run, node.id, outputs, seen))
  } else if (given !== null) {
    store(run, token, node, collected ? given : entriesLeft(node, given))
  }
  if (collected) return
  if (node.kind === 'start-event') handOn(run, token, node, token.locals)
  // Data outputs that are drawn are filled with what the called process ended with, whatever else comes back.
  else if (node.kind === 'call-activity') handOn(run, token, node, { ...payload, ...given })
  else handOn(run, token, node, given)
}

/**
 * `camunda:out`; where the diagram says nothing and draws no data outputs, everything that the called process ended with
 * comes back.
 */
const variablesOut = (run: Run, { id, callOut, data }: CallActivity, ended: Variables): Variables => {
  const isDrawn = data !== undefined && data.outputs.length > 0
  const everything = callOut.all || (callOut.mappings.length === 0 && !isDrawn)
  return { ...(everything ? ended : {}), ...computeMappings(run, id, callOut.mappings, ended) }
}

const store = (run: Run, token: Token, node: FlowNode, results: Variables): void => {
  const names = Object.keys(results)
  if (names.length === 0) return
  setVariables(run, token.scope, results)
  run.note('variables-set', node.id, { variables: results })
}
