import type { Scope, Token } from '../../model/instance-state.ts'
import type { CompensationTrigger, EndEvent, SingleTrigger } from '../../model/process-definition.ts'
import { triggersOf } from '../../model/triggers-of.ts'
import { emptyScope } from '../cancel.ts'
import { cancelTransaction } from '../cancel-transaction.ts'
import { continueCompensation, throwCompensation } from '../compensation.ts'
import { payloadDrawn } from '../data-inputs.ts'
import type { ElementBehaviour } from '../element-behaviour.ts'
import { ElementFailed } from '../element-failed.ts'
import { throwError } from '../errors.ts'
import type { Run } from '../run.ts'
import { consumeToken, endProcess, endScopeIfEmpty, rootScope } from '../scopes.ts'
import { throwOn } from '../throwing.ts'
import { computeText, variablesOfToken } from '../variables.ts'

/**
 * End events: none, message, signal, escalation, error, compensation, cancel, terminate, multiple
 * (BPMN 2.0.2 §10.5.3, §13.5.6). A multiple one throws what lets others go on first, then what ends its own scope.
 */
export const endEvent: ElementBehaviour<EndEvent> = {
  enter: (run, token, node) => {
    noteEndState(run, token, node)
    const triggers = triggersOf(node)
    for (const trigger of triggers) throwOn(run, token, node, trigger)
    // An escalation may have taken the token away with all that is around it.
    if (!run.hasToken(token.id)) return
    const last = triggers.find(ends)
    if (last === undefined) consumeToken(run, token.id)
    else end(run, token, node, last)
  },
  work: continueCompensation,
}

type Ending = Extract<SingleTrigger, { type: 'error' | 'terminate' | 'cancel' }> | CompensationTrigger

const ends = (trigger: SingleTrigger): trigger is Ending =>
  trigger.type === 'error' ||
  trigger.type === 'terminate' ||
  trigger.type === 'cancel' ||
  trigger.type === 'compensation'

const end = (run: Run, token: Token, node: EndEvent, trigger: Ending): void => {
  switch (trigger.type) {
    case 'error':
      return endWithError(run, token, node, trigger)
    case 'terminate':
      return terminate(run, token)
    case 'cancel':
      return cancelTransaction(run, token)
    case 'compensation':
      return throwCompensation(run, token, node, trigger)
  }
}

/** Only ends of the process itself, or of its event sub-processes, say how the case ended. */
const noteEndState = (run: Run, token: Token, node: EndEvent): void => {
  const { kind, parent } = run.scope(token.scope)
  const around = kind === 'event-sub-process' && parent !== null ? run.scope(parent).kind : kind
  if (node.endState === null || around !== 'process') return
  run.endState = computeText(run, node.id, node.endState, variablesOfToken(run, token))
}

const endWithError = (
  run: Run,
  token: Token,
  node: EndEvent,
  trigger: Extract<SingleTrigger, { type: 'error' }>,
): void => {
  const code = computeText(run, node.id, trigger.errorCode, variablesOfToken(run, token))
  if (code === null) throw new ElementFailed(node.id, 'Expected an error code, but there is none.')
  run.note('error-thrown', node.id, { errorCode: code, message: node.name })
  const caught = throwError(run, token, {
    code,
    message: node.name,
    variables: payloadDrawn(run, token, node, node.inputs) ?? {},
  })
  if (!caught) endProcess(run, rootScope(run), { status: 'errored', errorCode: code, errorMessage: node.name })
}

/** Ends the scope it stands in with everything in it: the process, or the sub-process, which then goes on. */
const terminate = (run: Run, token: Token): void => {
  const scope: Scope = run.scope(token.scope)
  if (scope.kind === 'process') return endProcess(run, scope, { status: 'terminated' })
  emptyScope(run, scope.id)
  endScopeIfEmpty(run, scope.id)
}
