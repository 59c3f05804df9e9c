import type { Token } from '../../model/instance-state.ts'
import type { ParallelGateway } from '../../model/process-definition.ts'
import type { ElementBehaviour } from '../element-behaviour.ts'
import { waitsAt } from '../joins.ts'

/**
 * Waits for a token on each incoming flow, takes one of each, and sends one along each outgoing flow
 * (BPMN 2.0.2 §13.4.1). Further tokens on the same flow wait for the next round.
 */
export const parallelGateway: ElementBehaviour<ParallelGateway> = {
  enter: (run, token, node) => {
    run.putToken({ ...token, wait: { for: 'join' } })
    const here = run.tokensIn(token.scope).filter((other) => waitsAt(other, node.id))
    const oneOfEach =
      node.incoming.length === 0 ? [token] : node.incoming.map((flow) => here.find((other) => other.via === flow))
    if (oneOfEach.some((other) => other === undefined)) return
    const joined = oneOfEach.filter((other): other is Token => other !== undefined && other.id !== token.id)
    for (const other of joined) run.removeToken(other.id)
    run.putToken({ ...token, wait: { for: 'trigger' } })
    run.schedule({ do: 'leave', tokenId: token.id, payload: null })
  },
}
