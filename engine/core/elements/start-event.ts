import type { StartEvent } from '../../model/process-definition.ts'
import type { ElementBehaviour } from '../element-behaviour.ts'

/** A start event lets its token pass; what started it was decided before (BPMN 2.0.2 §13.5.1). */
export const startEvent: ElementBehaviour<StartEvent> = {
  enter: (run, token) => run.schedule({ do: 'leave', tokenId: token.id, payload: null }),
}
