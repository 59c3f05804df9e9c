/**
 * The second phase of a complex gateway (BPMN 2.0.2 §13.4.5): what is awaited after its activation has come or cannot come
 * any more, so that it starts anew.
 */
import type { Scope } from '../model/instance-state.ts'
import type { FlowNode, SequenceFlow } from '../model/process-definition.ts'
import { joinTokens, oneOfEachFlow, waitsAt } from './joins.ts'
import type { Run } from './run.ts'

/** The gateway was activated by tokens of these flows and waits for the others. */
export const awaitReset = (run: Run, scopeId: string, gatewayId: string, flows: readonly string[]): void => {
  const scope = run.scope(scopeId)
  run.putScope({ ...scope, awaitingReset: { ...scope.awaitingReset, [gatewayId]: flows } })
}

/** The gateways of the scope wait for nothing any more, e.g. because the scope was interrupted. */
export const forgetResets = (run: Run, scope: Scope): void => {
  const { awaitingReset, ...rest } = scope
  if (awaitingReset !== undefined) run.putScope(rest)
}

/**
 * Consumes one token of each flow that took no part in the activation and sends tokens along the flows meant for the
 * reset. Tokens that wait on the other flows begin the next round.
 *
 * @returns whether there are moves to make
 */
export const resetGateway = (run: Run, scopeId: string, gatewayId: string): boolean => {
  const scope = run.scope(scopeId)
  const { [gatewayId]: activatedBy = [], ...others } = scope.awaitingReset ?? {}
  if (Object.keys(others).length > 0) run.putScope({ ...scope, awaitingReset: others })
  else forgetResets(run, scope)

  const gateway = run.node(gatewayId)
  const round = oneOfEachFlow(run, gateway, scopeId).filter(({ via }) => !activatedBy.includes(via ?? ''))
  if (round.length > 0) joinTokens(run, round, { waitingForStart: false })
  else if (flowsOfReset(run, gateway).length > 0) leaveWithoutToken(run, scopeId, gatewayId)

  const next = run.tokensIn(scopeId).find((token) => waitsAt(token, gatewayId))
  if (next) run.schedule({ do: 'work', tokenId: next.id })
  return round.length > 0 || next !== undefined || flowsOfReset(run, gateway).length > 0
}

/**
 * A scope is about to end while gateways in it wait for their reset: nothing can come any more, so the first is reset.
 *
 * @returns whether a token goes on thereby, so that the scope does not end yet
 */
export const resetBeforeEnd = (run: Run, scope: Scope): boolean => {
  for (const gatewayId of Object.keys(scope.awaitingReset ?? {}))
    if (resetGateway(run, scope.id, gatewayId)) return true
  return false
}

/** Flows whose own condition asks for the phase: all others are meant for the activation. */
export const flowsOfReset = (run: Run, gateway: FlowNode): SequenceFlow[] =>
  gateway.outgoing.flatMap((id) => {
    const flow = run.definition.flows[id]
    return flow !== undefined && flow.condition !== null && /\bwaitingForStart\b/.test(flow.condition.feel)
      ? [flow]
      : []
  })

const leaveWithoutToken = (run: Run, scopeId: string, gatewayId: string): void => {
  const { id } = run.putToken({
    id: run.newId('t'),
    elementId: gatewayId,
    scope: scopeId,
    via: null,
    locals: { waitingForStart: false },
    wait: { for: 'trigger' },
    since: run.environment.now,
  })
  run.note('element-entered', gatewayId, { tokenId: id, kind: 'complex-gateway' })
  run.schedule({ do: 'leave', tokenId: id, payload: null })
}
