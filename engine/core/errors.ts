/**
 * BPMN errors on their way out: from where they are thrown to the nearest boundary event or event sub-process that
 * catches them; an error always interrupts (BPMN 2.0.2 §10.5.1, §13.5.3).
 */
import type { Token } from '../model/instance-state.ts'
import type { Json, Variables } from '../model/json.ts'
import type { SingleTrigger } from '../model/process-definition.ts'
import { moveToBoundary } from './boundary.ts'
import { cancelWork } from './cancel.ts'
import { startEventSubProcess } from './event-sub-process.ts'
import { findCatcher } from './find-catcher.ts'
import type { Run } from './run.ts'
import { computeText, variablesOfScope } from './variables.ts'

/** A BPMN error on its way to whoever catches it. */
export interface ThrownError {
  readonly code: string
  readonly message: string | null
  /** Handed over to the catching event as variables. */
  readonly variables: Variables
}

type ErrorTrigger = Extract<SingleTrigger, { type: 'error' }>

/**
 * Looks outwards for a catcher and takes its path.
 *
 * @param token where the error is thrown; its own boundary events are asked first
 * @returns false when nothing in this instance catches it; nothing has changed then
 */
export const throwError = (run: Run, token: Token, error: ThrownError): boolean => {
  const catcher = findCatcher<ErrorTrigger>(run, token, (trigger, elementId, scopeId) => {
    if (trigger.type !== 'error') return null
    if (trigger.errorCode === null) return { trigger, exact: false }
    const code = computeText(run, elementId, trigger.errorCode, variablesOfScope(run, scopeId))
    if (code === null) return { trigger, exact: false }
    return code === error.code ? { trigger, exact: true } : null
  })
  if (catcher === null) return false
  const payload = withErrorVariables(catcher.trigger, error)
  if ('boundary' in catcher) {
    cancelWork(run, catcher.host)
    moveToBoundary(run, catcher.host, catcher.boundary, payload)
  } else {
    startEventSubProcess(run, catcher.scope, catcher.start, payload)
  }
  return true
}

const withErrorVariables = ({ codeVariable, messageVariable }: ErrorTrigger, error: ThrownError): Variables => {
  const named: Record<string, Json> = {}
  if (codeVariable !== null) named[codeVariable] = error.code
  if (messageVariable !== null) named[messageVariable] = error.message
  return { ...error.variables, ...named }
}
