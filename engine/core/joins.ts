/** What all joins have in common: tokens that wait at a gateway, and taking one from each flow that has one. */
import type { Token } from '../model/instance-state.ts'
import type { Variables } from '../model/json.ts'
import type { FlowNode } from '../model/process-definition.ts'
import type { Run } from './run.ts'

/** @returns whether the token waits at the gateway for others; one with an incident there does not */
export const waitsAt = (token: Token, gatewayId: string): boolean =>
  token.elementId === gatewayId && token.wait.for === 'join'

/** The oldest waiting token of each incoming flow that has one, in the order of the flows. */
export const oneOfEachFlow = (run: Run, gateway: FlowNode, scopeId: string): Token[] => {
  const oldest = new Map<string | null, Token>()
  for (const token of run.tokensIn(scopeId))
    if (waitsAt(token, gateway.id) && !oldest.has(token.via)) oldest.set(token.via, token)
  return gateway.incoming.flatMap((flow) => oldest.get(flow) ?? [])
}

/** Makes one token of several, which leaves the gateway; `locals` is what the conditions of its flows see beside the data. */
export const joinTokens = (run: Run, tokens: readonly Token[], locals: Variables | null = null): void => {
  const [first, ...others] = tokens
  if (!first) return
  for (const other of others) run.removeToken(other.id)
  run.putToken({ ...first, locals, wait: { for: 'trigger' } })
  run.schedule({ do: 'leave', tokenId: first.id, payload: null })
}
