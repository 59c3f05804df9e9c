/** Pieces of diagrams that the examples of the rules are made of. */
import { file, flow, line, process } from '../../diagram-text.ts'

/** Diagram text, and all that is wrong with it: `code elementId`, warnings as `~code elementId`. */
export type Example = readonly [xml: string, ...problems: string[]]
export type Examples = Readonly<Record<string, Example>>

export const ROOTS = `<bpmn:message id="m" name="reply"/><bpmn:message id="m2" name="order"/><bpmn:message id="nameless"/>
  <bpmn:signal id="sg" name="stop"/><bpmn:error id="er" errorCode="NO"/><bpmn:error id="codeless"/>
  <bpmn:escalation id="es" escalationCode="HELP"/><bpmn:escalation id="es-codeless"/>`

export const START = '<bpmn:startEvent id="start"/>'
export const MESSAGE = '<bpmn:messageEventDefinition messageRef="m"/>'
export const OTHER_MESSAGE = '<bpmn:messageEventDefinition messageRef="m2"/>'
export const SIGNAL = '<bpmn:signalEventDefinition signalRef="sg"/>'
export const TIMER =
  '<bpmn:timerEventDefinition><bpmn:timeDuration>PT1H</bpmn:timeDuration></bpmn:timerEventDefinition>'
export const ERROR = '<bpmn:errorEventDefinition errorRef="er"/>'
export const ESCALATION = '<bpmn:escalationEventDefinition escalationRef="es"/>'
export const CONDITION =
  '<bpmn:conditionalEventDefinition><bpmn:condition>=n &gt; 1</bpmn:condition></bpmn:conditionalEventDefinition>'
export const COMPENSATION = '<bpmn:compensateEventDefinition/>'
export const CANCEL = '<bpmn:cancelEventDefinition/>'
export const TERMINATE = '<bpmn:terminateEventDefinition/>'
export const link = (name: string) => `<bpmn:linkEventDefinition name="${name}"/>`

/** One element in an otherwise sound line `start → t → end`. */
export const inLine = (kind: string, inside = '', attributes = '') =>
  line(`<bpmn:${kind} id="t" in-line="" ${attributes}>${inside}</bpmn:${kind}>`, ROOTS)

/** A start event with something beside it. */
export const beside = (elements: string, roots = '') => process(START + elements, ROOTS + roots)

/** A start event that leads to `x`. */
export const after = (elements: string, roots = '') => beside(`${elements}${flow('start', 'x')}`, roots)

export const element = (kind: string, id: string, inside = '', attributes = '') =>
  `<bpmn:${kind} id="${id}" ${attributes}>${inside}</bpmn:${kind}>`

export const tasks = (...ids: string[]) => ids.map((id) => `<bpmn:task id="${id}"/>`).join('')

/** Sequence flows along a path of ids. */
export const path = (...ids: string[]) =>
  ids
    .slice(1)
    .map((id, index) => flow(ids[index] ?? '', id))
    .join('')

export const boundary = (id: string, host: string, inside: string, attributes = '') =>
  element('boundaryEvent', id, inside, `attachedToRef="${host}" ${attributes}`)

export const association = (from: string, to: string) =>
  `<bpmn:association id="as_${from}_${to}" sourceRef="${from}" targetRef="${to}"/>`

export { file, flow, line, process }
