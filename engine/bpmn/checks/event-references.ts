import { eventDefinitionsOf } from '../compile/event-trigger.ts'
import { WORK_ATTRIBUTES } from '../compile/work.ts'
import type { DiagramNode } from '../diagram/diagram.ts'
import { elementOf, textOf, type ModdleElement } from '../xml/moddle-element.ts'
import { checkEachNode, nameOf } from './check.ts'

/** Messages and signals need a name, thrown errors a code: by these they find their receivers. */
export const checkEventReferences = checkEachNode((node) =>
  holdersOf(node).flatMap((holder) => {
    if (holder.$type === 'bpmn:SignalEventDefinition') {
      if (textOf(elementOf(holder, 'signalRef'), 'name') !== null) return []
      return [{ code: 'signal-without-name', message: `${nameOf(node)} refers to no signal with a name; choose one.` }]
    }
    if (holder.$type === 'bpmn:ErrorEventDefinition') return errorWithoutCode(holder, node)
    if (textOf(elementOf(holder, 'messageRef'), 'name') !== null) return []
    return [{ code: 'message-without-name', message: `${nameOf(node)} refers to no message with a name; choose one.` }]
  }),
)

/** What has a reference: the event's definitions, or the task itself. */
function holdersOf(node: DiagramNode): ModdleElement[] {
  if (node.type === 'bpmn:ReceiveTask') return [node.element]
  if (node.type === 'bpmn:SendTask') return throwsMessage(node) ? [node.element] : []
  const types = ['bpmn:MessageEventDefinition', 'bpmn:SignalEventDefinition', 'bpmn:ErrorEventDefinition']
  return eventDefinitionsOf(node).filter((definition) => types.includes(definition.$type))
}

/** A send task with a worker of its own needs no message; one with neither is the check of its work. */
function throwsMessage({ element }: DiagramNode): boolean {
  return elementOf(element, 'messageRef') !== null && WORK_ATTRIBUTES.every((name) => textOf(element, name) === null)
}

/** Catching without a reference means any error; a reference to an error without a code means nothing. */
function errorWithoutCode(definition: ModdleElement, node: DiagramNode) {
  const error = elementOf(definition, 'errorRef')
  const catchesAny = error === null && node.type !== 'bpmn:EndEvent'
  if (catchesAny || textOf(error, 'errorCode') !== null) return []
  return [{ code: 'error-without-code', message: `${nameOf(node)} refers to no error with a code; choose one.` }]
}
