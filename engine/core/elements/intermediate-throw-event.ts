import type { IntermediateThrowEvent } from '../../model/process-definition.ts'
import type { ElementBehaviour } from '../element-behaviour.ts'
import { throwMessage, throwSignal } from '../throwing.ts'

/** Throws its message or signal and passes; a none event only marks a place (BPMN 2.0.2 §13.5.2). */
export const intermediateThrowEvent: ElementBehaviour<IntermediateThrowEvent> = {
  enter: (run, token, node) => {
    if (node.trigger.type === 'message') throwMessage(run, token, node, node.trigger, node.inputs)
    if (node.trigger.type === 'signal') throwSignal(run, token, node, node.trigger, node.inputs)
    run.schedule({ do: 'leave', tokenId: token.id, payload: null })
  },
}
