import type { EventBasedGateway } from '../../model/process-definition.ts'
import type { ElementBehaviour } from '../element-behaviour.ts'
import { arm } from '../triggers.ts'
import { variablesOfToken } from '../variables.ts'

/**
 * Listens for the events behind it; the first one decides the way (BPMN 2.0.2 §10.6.6, §13.4.4). A parallel one only
 * starts instances: `start-at-event.ts`. Where a token comes to it all the same, from a plain start event before it, each
 * of its events gets a token and all have to come.
 */
export const eventBasedGateway: ElementBehaviour<EventBasedGateway> = {
  enter: (run, token, node) => {
    if (node.parallel) return run.schedule({ do: 'leave', tokenId: token.id, payload: null })
    const variables = variablesOfToken(run, token)
    for (const flowId of node.outgoing) {
      const flow = run.definition.flows[flowId]
      if (flow) arm(run, run.node(flow.target), { scope: token.scope, token: token.id, variables })
    }
    run.putToken({ ...token, wait: { for: 'trigger' } })
  },
}
