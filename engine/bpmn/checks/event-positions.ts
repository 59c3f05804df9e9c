import { eventDefinitionsOf, TRIGGER_COMPILERS } from '../compile/event-trigger.ts'
import { isEventSubProcess, type DiagramNode } from '../diagram/diagram.ts'
import { flagOf } from '../xml/moddle-element.ts'
import { checkEachNode, nameOf } from './check.ts'

const NONE = 'none'
const MESSAGE = 'bpmn:MessageEventDefinition'
const TIMER = 'bpmn:TimerEventDefinition'
const SIGNAL = 'bpmn:SignalEventDefinition'
const ERROR = 'bpmn:ErrorEventDefinition'
const ESCALATION = 'bpmn:EscalationEventDefinition'
const CONDITION = 'bpmn:ConditionalEventDefinition'
const COMPENSATION = 'bpmn:CompensateEventDefinition'
const LINK = 'bpmn:LinkEventDefinition'
const CANCEL = 'bpmn:CancelEventDefinition'
const TERMINATE = 'bpmn:TerminateEventDefinition'

interface Position {
  readonly words: string
  readonly allowed: readonly string[]
}

/** Which event may stand where (BPMN 2.0.2 §10.5.1, table 10.93). */
const POSITIONS = {
  processStart: { words: 'start event of a process', allowed: [NONE, MESSAGE, TIMER, SIGNAL, CONDITION] },
  subProcessStart: { words: 'start event of a sub-process', allowed: [NONE] },
  eventSubProcessStart: {
    words: 'start event of an event sub-process',
    allowed: [MESSAGE, TIMER, SIGNAL, ERROR, ESCALATION, CONDITION, COMPENSATION],
  },
  catch: { words: 'intermediate catch event', allowed: [MESSAGE, TIMER, SIGNAL, CONDITION, LINK] },
  throw: { words: 'intermediate throw event', allowed: [NONE, MESSAGE, SIGNAL, ESCALATION, COMPENSATION, LINK] },
  boundary: {
    words: 'boundary event',
    allowed: [MESSAGE, TIMER, SIGNAL, ERROR, ESCALATION, CONDITION, COMPENSATION, CANCEL],
  },
  end: {
    words: 'end event',
    allowed: [NONE, MESSAGE, SIGNAL, ERROR, ESCALATION, COMPENSATION, CANCEL, TERMINATE],
  },
} as const satisfies Record<string, Position>

const WORDS: Readonly<Record<string, string>> = {
  [NONE]: 'no definition',
  [MESSAGE]: 'a message',
  [TIMER]: 'a timer',
  [SIGNAL]: 'a signal',
  [ERROR]: 'an error',
  [ESCALATION]: 'an escalation',
  [CONDITION]: 'a condition',
  [COMPENSATION]: 'a compensation',
  [LINK]: 'a link',
  [CANCEL]: 'a cancellation',
  [TERMINATE]: 'a termination',
}

/** Each kind of event at a place where BPMN gives it a meaning. */
export const checkEventPositions = checkEachNode((node) => {
  const position = positionOf(node)
  const [definition, second] = eventDefinitionsOf(node)
  // Several definitions, or one that is not supported, is another check's business.
  if (position === null || second !== undefined) return []
  const kind = definition?.$type ?? NONE
  if (definition !== undefined && !Object.hasOwn(TRIGGER_COMPILERS, kind)) return []

  if (!position.allowed.includes(kind)) {
    const allowed = position.allowed.map((one) => WORDS[one]).join(', ')
    const message = `${nameOf(node)} is a ${position.words} with ${WORDS[kind]}; there it may have ${allowed}.`
    return [{ code: 'event-in-wrong-position', message }]
  }
  if (kind === ERROR && node.type === 'bpmn:BoundaryEvent' && flagOf(node.element, 'cancelActivity') === false) {
    const message = `${nameOf(node)} is a non-interrupting error event, but an error always interrupts; draw it so.`
    return [{ code: 'event-in-wrong-position', message }]
  }
  return []
})

function positionOf(node: DiagramNode): Position | null {
  switch (node.type) {
    case 'bpmn:StartEvent':
      if (node.scope.node === null) return POSITIONS.processStart
      return isEventSubProcess(node.scope.node) ? POSITIONS.eventSubProcessStart : POSITIONS.subProcessStart
    case 'bpmn:IntermediateCatchEvent':
      return POSITIONS.catch
    case 'bpmn:IntermediateThrowEvent':
      return POSITIONS.throw
    case 'bpmn:BoundaryEvent':
      return POSITIONS.boundary
    case 'bpmn:EndEvent':
      return POSITIONS.end
    default:
      return null
  }
}
