import type { ReceiveTask } from '../../model/process-definition.ts'
import { activity } from '../activity.ts'
import { arm } from '../triggers.ts'
import { variablesOfToken } from '../variables.ts'

/** Waits for its message (BPMN 2.0.2 §10.3.3, §13.3.3). */
export const receiveTask = activity<ReceiveTask>((run, token, node) => {
  arm(run, node, { scope: token.scope, token: token.id, variables: variablesOfToken(run, token) })
  run.putToken({ ...token, wait: { for: 'trigger' } })
})
