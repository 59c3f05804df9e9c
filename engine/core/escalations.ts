/**
 * Escalations on their way out: the nearest boundary event or event sub-process that catches one takes it. Where that
 * does not interrupt, the thrower goes on; what nothing catches goes on to the caller (BPMN 2.0.2 §10.5.5, §13.5.3).
 */
import type { Token } from '../model/instance-state.ts'
import type { Variables } from '../model/json.ts'
import type { EscalationTrigger } from '../model/process-definition.ts'
import { branchAtBoundary, moveToBoundary } from './boundary.ts'
import { cancelWork } from './cancel.ts'
import { startEventSubProcess } from './event-sub-process.ts'
import { findCatcher } from './find-catcher.ts'
import type { Run } from './run.ts'
import { computeText, variablesOfScope } from './variables.ts'

/** An escalation on its way to whoever catches it. */
export interface ThrownEscalation {
  readonly code: string
  /** Handed over to the catching event as variables. */
  readonly variables: Variables
}

/**
 * Looks outwards for a catcher and takes its path; afterwards the thrower's token may be gone.
 *
 * @param elementId the element that throws, for the history
 */
export const throwEscalation = (run: Run, token: Token, elementId: string, escalation: ThrownEscalation): void => {
  const { code, variables } = escalation
  const catcher = findCatcher<EscalationTrigger>(run, token, (trigger, catching, scopeId) => {
    if (trigger.type !== 'escalation') return null
    if (trigger.escalationCode === null) return { trigger, exact: false }
    const wanted = computeText(run, catching, trigger.escalationCode, variablesOfScope(run, scopeId))
    if (wanted === null) return { trigger, exact: false }
    return wanted === code ? { trigger, exact: true } : null
  })
  run.note('escalation-thrown', elementId, { escalationCode: code, caught: catcher !== null })
  if (catcher === null) {
    run.emit({ kind: 'escalation-uncaught', escalationCode: code, payload: variables })
    return
  }
  const { codeVariable } = catcher.trigger
  const payload = codeVariable === null ? variables : { ...variables, [codeVariable]: code }
  if (!('boundary' in catcher)) {
    startEventSubProcess(run, catcher.scope, catcher.start, payload)
  } else if (catcher.boundary.interrupting) {
    cancelWork(run, catcher.host)
    moveToBoundary(run, catcher.host, catcher.boundary, payload)
  } else {
    branchAtBoundary(run, catcher.host, catcher.boundary, payload)
  }
}
