/** Taking tokens and scopes off the board, with everything they wait for. */
import type { Scope, Token } from '../model/instance-state.ts'
import { forgetResets } from './complex-reset.ts'
import type { Run } from './run.ts'
import { disarm, disarmToken } from './triggers.ts'

/** Closes what the token waits for: its work, its triggers, the scope it runs. The token itself stays. */
export const cancelWork = (run: Run, token: Token): void => {
  disarmToken(run, token.id)
  closeWork(run, token)
  if (token.wait.for === 'scope') cancelScope(run, token.wait.scopeId)
  if (token.wait.for === 'incident' && token.wait.scopeId !== undefined) cancelScope(run, token.wait.scopeId)
}

/** Cancels what a token does and takes it off the board. */
export const cancelToken = (run: Run, token: Token): void => {
  cancelWork(run, token)
  run.removeToken(token.id)
  run.note('element-cancelled', token.elementId, { tokenId: token.id })
}

/** Cancels everything in a scope and within it, and removes it; what is gone already stays so. */
export const cancelScope = (run: Run, scopeId: string): void => {
  if (!run.hasScope(scopeId)) return
  const doomed = withInnerScopes(run, scopeId)
  for (const scope of doomed) for (const trigger of run.triggersIn(scope.id)) disarm(run, trigger)
  for (const token of doomed.flatMap((scope) => run.tokensIn(scope.id))) {
    closeWork(run, token)
    run.removeToken(token.id)
    run.note('element-cancelled', token.elementId, { tokenId: token.id })
  }
  for (const { id, kind, elementId } of doomed) {
    if (kind === 'event-sub-process') run.note('element-cancelled', elementId, { scopeId: id })
    run.removeScope(id)
  }
}

/** Cancels everything in a scope but leaves the scope standing, e.g. for an interrupting event sub-process. */
export const emptyScope = (run: Run, scopeId: string): void => {
  const { adHoc, ...rest } = run.scope(scopeId)
  if (adHoc !== undefined) run.putScope({ ...rest, adHoc: { ...adHoc, closing: true } })
  for (const trigger of run.triggersIn(scopeId)) disarm(run, trigger)
  for (const token of run.tokensIn(scopeId)) if (run.hasToken(token.id)) cancelToken(run, token)
  for (const scope of run.scopesIn(scopeId)) cancelScope(run, scope.id)
  forgetResets(run, run.scope(scopeId))
}

/** @returns the scope and all scopes within it, outer ones first. */
const withInnerScopes = (run: Run, scopeId: string): Scope[] => {
  const found: Scope[] = [run.scope(scopeId)]
  for (const scope of found) for (const inner of run.scopesIn(scope.id)) found.push(inner)
  return found
}

const closeWork = (run: Run, token: Token): void => {
  const { wait } = token
  switch (wait.for) {
    case 'task':
      run.emit({ kind: 'task-closed', taskId: wait.taskId, outcome: 'cancelled' })
      run.note('task-cancelled', token.elementId, { taskId: wait.taskId })
      break
    case 'job':
      run.emit({ kind: 'job-closed', jobId: wait.jobId, outcome: 'cancelled' })
      break
    case 'call':
      run.emit({ kind: 'call-cancelled', callId: wait.callId })
      break
    case 'incident':
      run.emit({ kind: 'incident-closed', incidentId: wait.incidentId })
      if (wait.jobId !== null) run.emit({ kind: 'job-closed', jobId: wait.jobId, outcome: 'cancelled' })
      break
    default:
      break
  }
}
