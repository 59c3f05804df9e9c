import { eventDefinitionsOf, signalNameOf } from '../compile/event-trigger.ts'
import type { DiagramNode } from '../diagram/diagram.ts'
import { messageNameOf } from '../diagram/message-names.ts'
import { elementOf, textOf, type ModdleElement } from '../xml/moddle-element.ts'
import { checkEachNode, nameOf, shorten, type NodeFinding } from './check.ts'
import { refersToNothing } from './lost-messages.ts'

/** Messages and signals need a name, thrown errors a code: by these they find their receivers. */
export const checkEventReferences = checkEachNode((node, reading) =>
  holdersOf(node).flatMap((holder) => {
    if (holder.$type === 'bpmn:SignalEventDefinition') {
      if (signalNameOf(holder) !== null) return []
      return [{ code: 'signal-without-name', message: `${nameOf(node)} refers to no signal of the file; choose one.` }]
    }
    if (holder.$type === 'bpmn:ErrorEventDefinition') return errorWithoutCode(holder, node)
    if (messageNameOf(holder, node) !== null) return []
    if (node.type === 'bpmn:ReceiveTask' && !refersToNothing(node, reading)) return [leftOpen(node)]
    return [
      {
        code: 'message-without-name',
        message: `${nameOf(node)} refers to no message, nor does a message flow say which; choose one.`,
      },
    ]
  }),
)

function leftOpen(node: DiagramNode): NodeFinding {
  const remedy = 'choose a message or draw a message flow'
  const message = `${nameOf(node)} does not say which message it awaits; ${remedy}. Until then it is one named "${shorten(node.id)}".`
  return { severity: 'warning', code: 'message-without-name', message }
}

/** What has a reference: the event's definitions, or the task itself. A send task is the check of its work. */
function holdersOf(node: DiagramNode): ModdleElement[] {
  if (node.type === 'bpmn:ReceiveTask') return [node.element]
  const types = ['bpmn:MessageEventDefinition', 'bpmn:SignalEventDefinition', 'bpmn:ErrorEventDefinition']
  return eventDefinitionsOf(node).filter((definition) => types.includes(definition.$type))
}

/** Catching without a reference, or by an error without a code, means any error (BPMN 2.0.2 §10.5.5). */
function errorWithoutCode(definition: ModdleElement, node: DiagramNode) {
  const error = elementOf(definition, 'errorRef')
  if (node.type !== 'bpmn:EndEvent' || textOf(error, 'errorCode') !== null) return []
  const message = `${nameOf(node)} refers to no error with a code; choose one.`
  return [{ code: 'error-without-code', message, section: '10.5.5' }]
}
