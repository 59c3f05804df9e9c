import type { Token } from '../model/instance-state.ts'
import type { Json, Variables } from '../model/json.ts'
import type { BehaviourTrigger } from '../model/process-definition.ts'
import { ElementFailed } from './element-failed.ts'
import { throwError } from './errors.ts'
import { throwEscalation } from './escalations.ts'
import type { Run } from './run.ts'
import { endProcess, rootScope } from './scopes.ts'
import { throwMessage } from './throwing.ts'
import { computeText } from './variables.ts'

/** What tells where a multi-instance is; a signal carries it (BPMN 2.0.2 Table 10.27: "the current runtime attributes"). */
const ATTRIBUTES = [
  'loopCounter',
  'numberOfInstances',
  'numberOfActiveInstances',
  'numberOfCompletedInstances',
  'numberOfTerminatedInstances',
]

/**
 * Throws an event from a multi-instance activity: its own boundary events are the first that may catch it.
 *
 * @param outer the token that came to the activity; it may be gone afterwards
 * @param seen what the run that completed saw
 */
export const throwBehaviourEvent = (run: Run, outer: Token, trigger: BehaviourTrigger, seen: Variables): void => {
  const node = run.node(outer.elementId)
  switch (trigger.type) {
    case 'signal': {
      const name = required(computeText(run, node.id, trigger.name, seen), node.id, 'a signal name')
      run.emit({ kind: 'signal-thrown', elementId: node.id, name, payload: attributesIn(seen) })
      return run.note('signal-thrown', node.id, { name })
    }
    case 'message':
      return throwMessage(run, outer, node, trigger, [])
    case 'error': {
      const code = required(computeText(run, node.id, trigger.errorCode, seen), node.id, 'an error code')
      run.note('error-thrown', node.id, { errorCode: code, message: node.name })
      const caught = throwError(run, outer, { code, message: node.name, variables: {} })
      if (caught) return
      return endProcess(run, rootScope(run), { status: 'errored', errorCode: code, errorMessage: node.name })
    }
    case 'escalation': {
      const code = required(computeText(run, node.id, trigger.escalationCode, seen), node.id, 'an escalation code')
      return throwEscalation(run, outer, node.id, { code, variables: {} })
    }
  }
}

const attributesIn = (seen: Variables): Variables => {
  const attributes: Record<string, Json> = {}
  for (const name of ATTRIBUTES) attributes[name] = seen[name] ?? null
  return attributes
}

const required = (text: string | null, elementId: string, what: string): string => {
  if (text === null) throw new ElementFailed(elementId, `Expected ${what}, but it is empty.`)
  return text
}
