import type { BoundaryEvent } from '../../model/process-definition.ts'
import type { ElementBehaviour } from '../element-behaviour.ts'

/** No flow leads to a boundary event: its token is placed there when it fires and is scheduled to leave at once. */
export const boundaryEvent: ElementBehaviour<BoundaryEvent> = {
  enter: (run, token) => run.schedule({ do: 'leave', tokenId: token.id, payload: null }),
}
