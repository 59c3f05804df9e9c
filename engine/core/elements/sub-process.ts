import type { SubProcess } from '../../model/process-definition.ts'
import { activity } from '../activity.ts'
import { startAdHoc } from '../ad-hoc.ts'
import { continueCancelling } from '../cancel-transaction.ts'
import { openScope, startTokens } from '../scopes.ts'

/**
 * Embedded and ad-hoc sub-processes and transactions: a scope of their own while they run (BPMN 2.0.2 §10.3.5, §13.3.4,
 * §13.3.5). The work of a transaction that was cancelled is to undo what completed in it.
 */
export const subProcess = activity<SubProcess>((run, token, node) => {
  if (token.wait.for === 'scope') {
    const running = run.scope(token.wait.scopeId)
    if (running.undo !== undefined) return continueCancelling(run, token, running)
  }
  const scope = openScope(run, {
    kind: 'sub-process',
    elementId: node.id,
    parent: token.scope,
    token: token.id,
    variables: token.locals ?? {},
  })
  run.putToken({ ...token, wait: { for: 'scope', scopeId: scope.id } })
  if (node.adHoc === undefined) startTokens(run, scope)
  else startAdHoc(run, scope, node.adHoc)
})
