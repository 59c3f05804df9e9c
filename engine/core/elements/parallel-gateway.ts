import type { ParallelGateway } from '../../model/process-definition.ts'
import type { ElementBehaviour } from '../element-behaviour.ts'
import { joinTokens, oneOfEachFlow } from '../joins.ts'

/**
 * Waits for a token on each incoming flow, takes one of each, and sends one along each outgoing flow
 * (BPMN 2.0.2 §13.4.1). Further tokens on the same flow wait for the next round.
 */
export const parallelGateway: ElementBehaviour<ParallelGateway> = {
  enter: (run, token, node) => {
    if (node.incoming.length === 0) return joinTokens(run, [token])
    run.putToken({ ...token, wait: { for: 'join' } })
    const round = oneOfEachFlow(run, node, token.scope)
    if (round.length === node.incoming.length) joinTokens(run, round)
  },
}
