/** Event sub-processes: started by the event of their start event (BPMN 2.0.2 §13.5.4). */
import type { Scope } from '../model/instance-state.ts'
import type { Variables } from '../model/json.ts'
import type { StartEvent } from '../model/process-definition.ts'
import { emptyScope } from './cancel.ts'
import { entriesLeft, keepPayload } from './data-outputs.ts'
import type { Run } from './run.ts'
import { interrupts, openScope, placeToken } from './scopes.ts'
import { setVariables } from './variables.ts'

/**
 * Starts the event sub-process of `start` in `scope`. An interrupting one first cancels all else in the scope,
 * its other event sub-processes included; errors always interrupt. Where the start event says what becomes of the
 * event's data, nothing else of them becomes a variable: news about another case must not overwrite this one.
 */
export const startEventSubProcess = (run: Run, scope: Scope, start: StartEvent, payload: Variables): void => {
  if (interrupts(start)) emptyScope(run, scope.id)
  const inner = openScope(run, {
    kind: 'event-sub-process',
    elementId: start.scope,
    parent: scope.id,
    token: null,
    variables: {},
  })
  const left = start.outputs === undefined ? entriesLeft(start, payload) : {}
  if (Object.keys(left).length > 0) {
    setVariables(run, inner.id, left)
    run.note('variables-set', start.id, { variables: left })
  }
  keepPayload(run, placeToken(run, start.id, inner.id), payload)
}
