import type { IntermediateCatchEvent } from '../../model/process-definition.ts'
import type { ElementBehaviour } from '../element-behaviour.ts'
import { arm } from '../triggers.ts'
import { variablesOfToken } from '../variables.ts'

/**
 * Waits for its timer, message, signal or condition, or for one or all of several (BPMN 2.0.2 §10.5.4, §13.5.2). A link
 * is where a token comes in by its throw event: it passes.
 */
export const intermediateCatchEvent: ElementBehaviour<IntermediateCatchEvent> = {
  enter: (run, token, node) => {
    if (node.trigger.type === 'link') {
      run.schedule({ do: 'leave', tokenId: token.id, payload: null })
      return
    }
    arm(run, node, { scope: token.scope, token: token.id, variables: variablesOfToken(run, token) })
    run.putToken({ ...token, wait: { for: 'trigger' } })
  },
}
