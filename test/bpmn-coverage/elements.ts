/** Elements of BPMN as XML, short enough that a diagram fits on a few lines. Flows are drawn as in test/support/bpmn.ts. */
import { flows } from '../support/bpmn.ts'

/** An element: `draw('task')('a')` is `<task id="a"></task>`. */
const draw =
  (tag: string) =>
  (id: string, inside = '', attributes = ''): string =>
    `<${tag} id="${id}" ${attributes}>${inside}</${tag}>`

export const start = draw('startEvent')
export const end = draw('endEvent')
export const catching = draw('intermediateCatchEvent')
export const throwing = draw('intermediateThrowEvent')
export const user = draw('userTask')
export const task = draw('task')
export const manual = draw('manualTask')
export const receive = draw('receiveTask')
export const send = draw('sendTask')
export const exclusive = draw('exclusiveGateway')
export const parallel = draw('parallelGateway')
export const inclusive = draw('inclusiveGateway')
export const complex = draw('complexGateway')
export const eventBased = draw('eventBasedGateway')

/** Work that waits for a handler. */
export const service = (id: string, inside = ''): string => draw('serviceTask')(id, inside, 'camunda:class="work"')
/** Gives a variable the value of a FEEL expression. */
export const script = (id: string, variable: string, feel: string): string =>
  draw('scriptTask')(id, `<script>=${feel}</script>`, `scriptFormat="feel" camunda:resultVariable="${variable}"`)
export const call = (id: string, key: string, inside = '', attributes = ''): string =>
  draw('callActivity')(id, inside, `calledElement="${key}" ${attributes}`)

export const boundary = (id: string, host: string, definition: string, attributes = ''): string =>
  draw('boundaryEvent')(id, definition, `attachedToRef="${host}" ${attributes}`)
/** Non-interrupting. */
export const beside = (id: string, host: string, definition: string, attributes = ''): string =>
  boundary(id, host, definition, `cancelActivity="false" ${attributes}`)

/** What stands in a sub-process and its flows. */
export const sub = (id: string, elements: string, paths = '', attributes = ''): string =>
  draw('subProcess')(id, elements + flows(paths), attributes)
export const transaction = (id: string, elements: string, paths: string): string =>
  draw('transaction')(id, elements + flows(paths))
export const adHoc = (id: string, elements: string, paths = '', attributes = ''): string =>
  draw('adHocSubProcess')(id, elements + flows(paths), attributes)
/** An event sub-process. */
export const handler = (id: string, elements: string, paths: string): string =>
  sub(id, elements, paths, 'triggeredByEvent="true"')

/** An activity that is undone by the user task `un<id>`, drawn behind its compensation event. */
export const undoable = (id: string, activity = user(id), undo = user(`un${id}`, '', 'isForCompensation="true"')) =>
  activity + boundary(`b${id}`, id, COMPENSATE) + undo + association(`b${id}`, `un${id}`)
export const association = (from: string, to: string): string =>
  `<association id="${from}_${to}" sourceRef="${from}" targetRef="${to}" associationDirection="One"/>`

/** Root elements that the definitions below refer to. */
export const ROOTS = `<message id="M" name="paid"/><message id="N" name="refused"/><signal id="S" name="storm"/>
<error id="X" name="broken" errorCode="BROKEN"/><error id="Y" errorCode="OTHER"/>
<escalation id="E" escalationCode="LATE"/><escalation id="F" escalationCode="EARLY"/>`

export const MESSAGE = '<messageEventDefinition messageRef="M"/>'
export const SIGNAL = '<signalEventDefinition signalRef="S"/>'
export const ERROR = '<errorEventDefinition errorRef="X"/>'
export const ESCALATION = '<escalationEventDefinition escalationRef="E"/>'
export const COMPENSATE = '<compensateEventDefinition/>'
export const CANCEL = '<cancelEventDefinition/>'
export const TERMINATE = '<terminateEventDefinition/>'
/** The test's clock begins on Monday, 2 March 2026, 08:00 UTC; this is an hour later. */
export const AT_NINE = timer('timeDate', '2026-03-02T09:00:00Z')
export const AFTER_AN_HOUR = timer('timeDuration', 'PT1H')
export const HOURLY = timer('timeCycle', 'R/PT1H')
export const FOUR_TIMES = timer('timeCycle', 'R4/PT1S')
export const when = (feel: string, id = ''): string =>
  `<conditionalEventDefinition ${id}><condition xsi:type="tFormalExpression">=${feel}</condition></conditionalEventDefinition>`
export const link = (name: string): string => `<linkEventDefinition name="${name}"/>`
export const ref = (id: string): string => `<eventDefinitionRef>${id}</eventDefinitionRef>`

function timer(kind: string, text: string): string {
  return `<timerEventDefinition><${kind} xsi:type="tFormalExpression">${text}</${kind}></timerEventDefinition>`
}

/** `camunda:inputOutput`. */
export const io = (inputs: Readonly<Record<string, string>>, outputs: Readonly<Record<string, string>> = {}): string =>
  `<extensionElements><camunda:inputOutput>${parameters('input', inputs)}${parameters('output', outputs)}</camunda:inputOutput></extensionElements>`
const parameters = (kind: string, values: Readonly<Record<string, string>>): string =>
  Object.entries(values)
    .map(([name, feel]) => `<camunda:${kind}Parameter name="${name}">=${feel}</camunda:${kind}Parameter>`)
    .join('')
