import type { SubProcess } from '../../model/process-definition.ts'
import { activity } from '../activity.ts'
import { openScope, startTokens } from '../scopes.ts'

/** Embedded sub-processes: a scope of their own while they run (BPMN 2.0.2 §10.3.5, §13.3.4). */
export const subProcess = activity<SubProcess>((run, token, node) => {
  const scope = openScope(run, {
    kind: 'sub-process',
    elementId: node.id,
    parent: token.scope,
    token: token.id,
    variables: token.locals ?? {},
  })
  run.putToken({ ...token, wait: { for: 'scope', scopeId: scope.id } })
  startTokens(run, scope)
})
