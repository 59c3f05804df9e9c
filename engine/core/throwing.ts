/** Messages and signals on their way out. */
import type { Token } from '../model/instance-state.ts'
import type { Variables } from '../model/json.ts'
import type { FlowNode, Mapping, MessageTrigger, SignalTrigger } from '../model/process-definition.ts'
import { ElementFailed } from './element-failed.ts'
import type { Run } from './run.ts'
import { addressOf } from './triggers.ts'
import { computeMappings, computeText, variablesOfToken } from './variables.ts'

/** Throws a message; its payload are the inputs, or all visible variables where there are none. */
export const throwMessage = (
  run: Run,
  token: Token,
  node: FlowNode,
  trigger: MessageTrigger,
  inputs: readonly Mapping[],
): void => {
  const variables = variablesOfToken(run, token)
  const payload = payloadOf(run, node, inputs, variables)
  const { name, correlationKey } = addressOf(run, node.id, trigger, variables, payload)
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
    payload: inputs.length > 0 ? payloadOf(run, node, inputs, variables) : {},
  })
  run.note('signal-thrown', node.id, { name })
}

const payloadOf = (run: Run, node: FlowNode, inputs: readonly Mapping[], variables: Variables): Variables =>
  inputs.length > 0 ? computeMappings(run, node.id, inputs, variables) : variables
