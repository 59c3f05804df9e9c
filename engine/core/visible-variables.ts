/** Variables of a stored state, for queries and handlers. */
import type { InstanceState } from '../model/instance-state.ts'
import type { Variables } from '../model/json.ts'

/** @returns what is seen at an open task; `{}` when nobody waits for it any more */
export const variablesOfTask = (state: InstanceState, taskId: string): Variables => {
  const token = Object.values(state.tokens).find(({ wait }) => wait.for === 'task' && wait.taskId === taskId)
  return token ? visibleVariables(state, token.id) : {}
}

/** @returns what is seen at an open job; the variables of the process when nobody waits for it any more */
export const variablesOfJob = (state: InstanceState, jobId: string): Variables => {
  const token = Object.values(state.tokens).find(({ wait }) => wait.for === 'job' && wait.jobId === jobId)
  return token ? visibleVariables(state, token.id) : scopeVariables(state)
}

/** @returns what is seen at a token, local variables included; `{}` when the token is gone */
export const visibleVariables = (state: InstanceState, tokenId: string): Variables => {
  const token = state.tokens[tokenId]
  if (!token) return {}
  const layers: Variables[] = [token.locals ?? {}]
  for (let id: string | null = token.scope; id !== null;) {
    const scope: InstanceState['scopes'][string] | undefined = state.scopes[id]
    if (!scope) break
    layers.push(scope.variables)
    id = scope.parent
  }
  return Object.assign({}, ...layers.reverse()) as Variables
}

/** @returns the variables of the process scope; `{}` once the instance has ended */
export const scopeVariables = (state: InstanceState): Variables =>
  Object.values(state.scopes).find((scope) => scope.kind === 'process')?.variables ?? {}
