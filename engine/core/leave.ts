/** Leaving an element: its results become variables, what it armed is disarmed, the token moves on. */
import type { Token } from '../model/instance-state.ts'
import type { Variables } from '../model/json.ts'
import type { CallActivity, FlowNode } from '../model/process-definition.ts'
import { rememberCompleted } from './compensation.ts'
import { entriesLeft, handOn } from './data-outputs.ts'
import { takeFlows } from './flows.ts'
import { completeIteration, isIteration } from './multi-instance.ts'
import type { Run } from './run.ts'
import { disarmToken } from './triggers.ts'
import { computeMappings, setVariables, variablesOfScope, variablesOfToken } from './variables.ts'

/** @param payload what the work, event or called process gave; null when it gave nothing */
export const leave = (run: Run, token: Token, node: FlowNode, payload: Variables | null): void => {
  const iteration = isIteration(run, token)
  const wholeLoop = 'multiInstance' in node && node.multiInstance !== null && !iteration
  // The runs of a multi-instance have given their results one by one; the whole hands on what they made of its data.
  if (wholeLoop) handOn(run, token, node, null)
  else storeResults(run, token, node, payload, iteration)
  if (!wholeLoop) rememberCompleted(run, token, node)
  disarmToken(run, token.id)
  if (token.wait.for === 'scope' && run.scopes().some((scope) => scope.token === token.id))
    run.removeScope(token.wait.scopeId)
  run.note('element-left', node.id, { tokenId: token.id })
  if (iteration && 'multiInstance' in node && node.multiInstance !== null)
    completeIteration(run, token, node.multiInstance)
  else takeFlows(run, token, node)
}

const storeResults = (run: Run, token: Token, node: FlowNode, payload: Variables | null, iteration: boolean): void => {
  const given = payload !== null && node.kind === 'call-activity' ? variablesOut(run, node, payload) : payload
  const outputs = 'outputs' in node ? node.outputs : []
  if (outputs.length > 0) {
    const inner = token.wait.for === 'scope' ? variablesOfScope(run, token.wait.scopeId) : {}
    const seen = { ...variablesOfToken(run, token), ...inner, ...given }
    store(run, token, node, computeMappings(run, node.id, outputs, seen))
  } else if (given !== null) {
    store(run, token, node, iteration ? given : entriesLeft(node, given))
  }
  if (!iteration) handOn(run, token, node, node.kind === 'start-event' ? token.locals : given)
}

/** `camunda:out`; where the diagram says nothing, everything that the called process ended with comes back. */
const variablesOut = (run: Run, { id, callOut }: CallActivity, ended: Variables): Variables => {
  const everything = callOut.all || callOut.mappings.length === 0
  return { ...(everything ? ended : {}), ...computeMappings(run, id, callOut.mappings, ended) }
}

const store = (run: Run, token: Token, node: FlowNode, results: Variables): void => {
  const names = Object.keys(results)
  if (names.length === 0) return
  setVariables(run, token.scope, results)
  run.note('variables-set', node.id, { variables: results })
}
