import type { Scope, Token } from '../../model/instance-state.ts'
import type { EndEvent } from '../../model/process-definition.ts'
import { emptyScope } from '../cancel.ts'
import type { ElementBehaviour } from '../element-behaviour.ts'
import { throwError } from '../errors.ts'
import { ElementFailed } from '../element-failed.ts'
import type { Run } from '../run.ts'
import { consumeToken, endProcess, endScopeIfEmpty, rootScope } from '../scopes.ts'
import { throwMessage, throwSignal } from '../throwing.ts'
import { computeText, variablesOfToken } from '../variables.ts'

/** End events: none, message, signal, error, terminate (BPMN 2.0.2 §10.5.3, §13.5.6). */
export const endEvent: ElementBehaviour<EndEvent> = {
  enter: (run, token, node) => {
    noteEndState(run, token, node)
    switch (node.trigger.type) {
      case 'message':
        throwMessage(run, token, node, node.trigger, node.inputs)
        return consumeToken(run, token.id)
      case 'signal':
        throwSignal(run, token, node, node.trigger, node.inputs)
        return consumeToken(run, token.id)
      case 'error':
        return endWithError(run, token, node)
      case 'terminate':
        return terminate(run, token)
      default:
        return consumeToken(run, token.id)
    }
  },
}

/** Only ends of the process itself, or of its event sub-processes, say how the case ended. */
const noteEndState = (run: Run, token: Token, node: EndEvent): void => {
  const { kind, parent } = run.scope(token.scope)
  const around = kind === 'event-sub-process' && parent !== null ? run.scope(parent).kind : kind
  if (node.endState === null || around !== 'process') return
  run.endState = computeText(run, node.id, node.endState, variablesOfToken(run, token))
}

const endWithError = (run: Run, token: Token, node: EndEvent): void => {
  if (node.trigger.type !== 'error') return
  const code = computeText(run, node.id, node.trigger.errorCode, variablesOfToken(run, token))
  if (code === null) throw new ElementFailed(node.id, 'Expected an error code, but there is none.')
  run.note('error-thrown', node.id, { errorCode: code, message: node.name })
  const caught = throwError(run, token, { code, message: node.name, variables: {} })
  if (!caught) endProcess(run, rootScope(run), { status: 'errored', errorCode: code, errorMessage: node.name })
}

/** Ends the scope it stands in with everything in it: the process, or the sub-process, which then goes on. */
const terminate = (run: Run, token: Token): void => {
  const scope: Scope = run.scope(token.scope)
  if (scope.kind === 'process') return endProcess(run, scope, { status: 'terminated' })
  emptyScope(run, scope.id)
  endScopeIfEmpty(run, scope.id)
}
