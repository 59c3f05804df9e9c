/** Boundary events: the token, or a new one beside it, goes on from the event (BPMN 2.0.2 §13.5.3). */
import type { Token } from '../model/instance-state.ts'
import type { Variables } from '../model/json.ts'
import type { BoundaryEvent } from '../model/process-definition.ts'
import type { Run } from './run.ts'

/** The host's token leaves by the boundary event; its work must be cancelled already. */
export const moveToBoundary = (run: Run, host: Token, event: BoundaryEvent, payload: Variables): void => {
  run.note('element-cancelled', host.elementId, { tokenId: host.id })
  run.putToken({
    ...host,
    elementId: event.id,
    via: null,
    locals: null,
    wait: { for: 'trigger' },
    since: run.environment.now,
  })
  goOn(run, host.id, event, payload)
}

/** A new token leaves by the boundary event while the host goes on with its work. */
export const branchAtBoundary = (run: Run, host: Token, event: BoundaryEvent, payload: Variables): void => {
  const id = run.newId('t')
  run.putToken({
    id,
    elementId: event.id,
    scope: host.scope,
    via: null,
    locals: null,
    wait: { for: 'trigger' },
    since: run.environment.now,
  })
  goOn(run, id, event, payload)
}

const goOn = (run: Run, tokenId: string, event: BoundaryEvent, payload: Variables): void => {
  run.note('element-entered', event.id, { tokenId })
  run.schedule({ do: 'leave', tokenId, payload })
}
