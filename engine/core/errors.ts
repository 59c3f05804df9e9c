/**
 * BPMN errors on their way out: from where they are thrown to the nearest boundary event or event sub-process that
 * catches them (BPMN 2.0.2 §10.5.1, §13.5.3).
 */
import type { Scope, Token } from '../model/instance-state.ts'
import type { Json, Variables } from '../model/json.ts'
import type { BoundaryEvent, EventTrigger, StartEvent } from '../model/process-definition.ts'
import { cancelWork } from './cancel.ts'
import { startEventSubProcess } from './event-sub-process.ts'
import { isIteration } from './multi-instance.ts'
import type { Run } from './run.ts'
import { moveToBoundary } from './boundary.ts'
import { computeText, variablesOfScope } from './variables.ts'

/** A BPMN error on its way to whoever catches it. */
export interface ThrownError {
  readonly code: string
  readonly message: string | null
  /** Handed over to the catching event as variables. */
  readonly variables: Variables
}

/**
 * Looks outwards for a catcher and takes its path.
 *
 * @param token where the error is thrown; its own boundary events are asked first
 * @returns false when nothing in this instance catches it; nothing has changed then
 */
export const throwError = (run: Run, token: Token, error: ThrownError): boolean => {
  let thrower: Token = token
  for (;;) {
    const boundary = isIteration(run, thrower) ? null : findBoundary(run, thrower, error)
    if (boundary !== null) {
      cancelWork(run, thrower)
      moveToBoundary(run, thrower, boundary, withErrorVariables(boundary.trigger, error))
      return true
    }
    const outer = leaveScopes(run, run.scope(thrower.scope), error)
    if (outer === 'caught') return true
    if (outer === null) return false
    thrower = outer
  }
}

/** Goes from a scope outwards until a token holds it: that token's activity may have boundary events. */
const leaveScopes = (run: Run, from: Scope, error: ThrownError): Token | 'caught' | null => {
  let scope: Scope = from
  let ofItsOwn = true
  for (;;) {
    // An error out of an event sub-process concerns the activity around it, not its sibling handlers.
    const handler = ofItsOwn ? findEventSubProcess(run, scope, error) : null
    if (handler !== null) {
      startEventSubProcess(run, scope, handler, withErrorVariables(handler.trigger, error))
      return 'caught'
    }
    if (scope.token !== null) return run.token(scope.token)
    if (scope.parent === null) return null
    ofItsOwn = scope.kind !== 'event-sub-process'
    scope = run.scope(scope.parent)
  }
}

const findBoundary = (run: Run, token: Token, error: ThrownError): BoundaryEvent | null => {
  const node = run.node(token.elementId)
  if (!('boundaryEvents' in node)) return null
  const events = node.boundaryEvents.map((id) => run.node(id)).filter((event) => event.kind === 'boundary-event')
  return bestMatch(run, token.scope, events, error)
}

const findEventSubProcess = (run: Run, scope: Scope, error: ThrownError): StartEvent | null => {
  if (scope.kind === 'multi-instance' || scope.kind === 'iteration') return null
  const { eventSubProcesses } = run.scopeDefinition(scope.elementId)
  const starts = eventSubProcesses
    .flatMap((id) => run.scopeDefinition(id).startEvents)
    .map((id) => run.node(id))
    .filter((event) => event.kind === 'start-event')
  return bestMatch(run, scope.id, starts, error)
}

/** The catcher that names the code; else one that names none and so catches all. */
const bestMatch = <E extends BoundaryEvent | StartEvent>(
  run: Run,
  scopeId: string,
  events: readonly E[],
  error: ThrownError,
): E | null => {
  let catchAll: E | null = null
  for (const event of events) {
    if (event.trigger.type !== 'error') continue
    const code =
      event.trigger.errorCode === null
        ? null
        : computeText(run, event.id, event.trigger.errorCode, variablesOfScope(run, scopeId))
    if (code === error.code) return event
    if (code === null) catchAll ??= event
  }
  return catchAll
}

const withErrorVariables = (trigger: EventTrigger, error: ThrownError): Variables => {
  if (trigger.type !== 'error') return error.variables
  const named: Record<string, Json> = {}
  if (trigger.codeVariable !== null) named[trigger.codeVariable] = error.code
  if (trigger.messageVariable !== null) named[trigger.messageVariable] = error.message
  return { ...error.variables, ...named }
}
