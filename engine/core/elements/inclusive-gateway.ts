import type { InclusiveGateway } from '../../model/process-definition.ts'
import type { ElementBehaviour } from '../element-behaviour.ts'

/**
 * Waits for every token that can still arrive, then sends one along each flow whose condition holds or that has none,
 * else along the default (BPMN 2.0.2 §10.6.3, §13.4.3). When it goes on is seen once all tokens rest: `release-joins.ts`.
 */
export const inclusiveGateway: ElementBehaviour<InclusiveGateway> = {
  enter: (run, token, node) => {
    if (node.incoming.length > 1 && token.via !== null) run.putToken({ ...token, wait: { for: 'join' } })
    else run.schedule({ do: 'leave', tokenId: token.id, payload: null })
  },
}
