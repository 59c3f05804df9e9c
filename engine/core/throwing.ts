/** Messages, signals and escalations on their way out. */
import type { Token } from '../model/instance-state.ts'
import type {
  EndEvent,
  FlowNode,
  IntermediateThrowEvent,
  Mapping,
  MessageTrigger,
  SignalTrigger,
  SingleTrigger,
} from '../model/process-definition.ts'
import { followConversation, keyOfSent } from './correlation.ts'
import { payloadDrawn } from './data-inputs.ts'
import { withoutDataStates } from './data-states.ts'
import { ElementFailed } from './element-failed.ts'
import { throwEscalation } from './escalations.ts'
import type { Run } from './run.ts'
import { addressOf } from './triggers.ts'
import { computeText, variablesOfToken } from './variables.ts'

type Throwing = EndEvent | IntermediateThrowEvent

/** Throws what lets the thrower go on: a message, a signal or an escalation. What it does not know, it leaves alone. */
export const throwOn = (run: Run, token: Token, node: Throwing, trigger: SingleTrigger): void => {
  if (trigger.type === 'message') throwMessage(run, token, node, trigger, node.inputs)
  if (trigger.type === 'signal') throwSignal(run, token, node, trigger, node.inputs)
  if (trigger.type === 'escalation') {
    const code = computeText(run, node.id, trigger.escalationCode, variablesOfToken(run, token))
    if (code === null) throw new ElementFailed(node.id, 'Expected an escalation code, but there is none.')
    throwEscalation(run, token, node.id, { code, variables: payloadDrawn(run, token, node, node.inputs) ?? {} })
  }
}

/** Throws a message; its payload is what is drawn into it, or all visible variables where there are none. */
export const throwMessage = (
  run: Run,
  token: Token,
  node: FlowNode,
  trigger: MessageTrigger,
  inputs: readonly Mapping[],
): void => {
  const variables = variablesOfToken(run, token)
  const payload = payloadDrawn(run, token, node, inputs) ?? withoutDataStates(run, variables)
  const { name, correlationKey } = addressOf(run, node.id, trigger, variables, payload, (message) =>
    keyOfSent(run, token.scope, message, payload),
  )
  followConversation(run, { elementId: node.id, scopeId: token.scope, sent: true }, name, payload)
  run.emit({ kind: 'message-thrown', elementId: node.id, name, correlationKey, payload })
  run.note('message-thrown', node.id, { name, correlationKey })
}

/** Throws a signal to everybody who listens. */
export const throwSignal = (
  run: Run,
  token: Token,
  node: FlowNode,
  trigger: SignalTrigger,
  inputs: readonly Mapping[],
): void => {
  const variables = variablesOfToken(run, token)
  const name = computeText(run, node.id, trigger.name, variables)
  if (name === null) throw new ElementFailed(node.id, 'Expected a signal name, but it is empty.')
  run.emit({
    kind: 'signal-thrown',
    elementId: node.id,
    name,
    payload: payloadDrawn(run, token, node, inputs) ?? {},
  })
  run.note('signal-thrown', node.id, { name })
}
