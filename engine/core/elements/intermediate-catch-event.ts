import type { IntermediateCatchEvent } from '../../model/process-definition.ts'
import type { ElementBehaviour } from '../element-behaviour.ts'
import { arm } from '../triggers.ts'
import { variablesOfToken } from '../variables.ts'

/** Waits for its timer, message or signal (BPMN 2.0.2 §13.5.2). */
export const intermediateCatchEvent: ElementBehaviour<IntermediateCatchEvent> = {
  enter: (run, token, node) => {
    arm(run, node, { scope: token.scope, token: token.id, variables: variablesOfToken(run, token) })
    run.putToken({ ...token, wait: { for: 'trigger' } })
  },
}
