import type { Token } from '../../model/instance-state.ts'
import type { IntermediateThrowEvent } from '../../model/process-definition.ts'
import { triggersOf } from '../../model/triggers-of.ts'
import { continueCompensation, throwCompensation } from '../compensation.ts'
import type { ElementBehaviour } from '../element-behaviour.ts'
import { ElementFailed } from '../element-failed.ts'
import type { Run } from '../run.ts'
import { throwOn } from '../throwing.ts'

/**
 * Throws its messages, signals and escalations and passes; a compensation may have to be waited for, a link goes on at
 * its catch event, a none event only marks a place (BPMN 2.0.2 §10.5.4, §13.5.2).
 */
export const intermediateThrowEvent: ElementBehaviour<IntermediateThrowEvent> = {
  enter: (run, token, node) => {
    const triggers = triggersOf(node)
    for (const trigger of triggers) throwOn(run, token, node, trigger)
    // An escalation may have taken the token away with all that is around it.
    if (!run.hasToken(token.id)) return
    const last = triggers.find(({ type }) => type === 'compensation' || type === 'link')
    if (last?.type === 'compensation') throwCompensation(run, token, node, last)
    else if (last?.type === 'link') goToLink(run, token, node, last.target)
    else run.schedule({ do: 'leave', tokenId: token.id, payload: null })
  },
  work: continueCompensation,
}

/** Links are a sequence flow that is not drawn, also back to where the token has been (BPMN 2.0.2 §10.5.5). */
const goToLink = (run: Run, token: Token, node: IntermediateThrowEvent, target: string | null): void => {
  if (target === null)
    throw new ElementFailed(node.id, 'Expected a catch event of the same link name, but there is none.')
  run.note('element-left', node.id, { tokenId: token.id })
  run.putToken({ ...token, elementId: target, via: null, since: run.environment.now })
  run.schedule({ do: 'enter', tokenId: token.id })
}
