import type { ExclusiveGateway } from '../../model/process-definition.ts'
import type { ElementBehaviour } from '../element-behaviour.ts'

/** Passes every token on by one flow; joins nothing (BPMN 2.0.2 §13.4.2). The choice is made on leaving. */
export const exclusiveGateway: ElementBehaviour<ExclusiveGateway> = {
  enter: (run, token) => run.schedule({ do: 'leave', tokenId: token.id, payload: null }),
}
