import { eventDefinitionsOf } from '../compile/event-trigger.ts'
import { isEventSubProcess, type DiagramNode } from '../diagram/diagram.ts'
import { flagOf } from '../xml/moddle-element.ts'
import { checkEachNode, nameOf, type NodeFinding } from './check.ts'
import { eventKindsOf, type EventKind } from './event-kinds.ts'

interface Position {
  readonly words: string
  /** Section of the standard that lists the kinds. */
  readonly section: string
  readonly allowed: readonly EventKind[]
  /** Whether it waits for its event; the others bring it about. */
  readonly catches: boolean
}

/** Which event may stand where (BPMN 2.0.2 §10.5.1, table 10.93). */
const POSITIONS = {
  processStart: {
    words: 'start event of a process',
    section: '10.5.2',
    allowed: ['none', 'message', 'timer', 'conditional', 'signal'],
    catches: true,
  },
  subProcessStart: { words: 'start event of a sub-process', section: '10.5.2', allowed: ['none'], catches: true },
  eventSubProcessStart: {
    words: 'start event of an event sub-process',
    section: '10.5.2',
    allowed: ['message', 'timer', 'error', 'escalation', 'compensation', 'conditional', 'signal'],
    catches: true,
  },
  catch: {
    words: 'intermediate catch event',
    section: '10.5.4',
    allowed: ['message', 'timer', 'conditional', 'link', 'signal'],
    catches: true,
  },
  throw: {
    words: 'intermediate throw event',
    section: '10.5.4',
    allowed: ['none', 'message', 'escalation', 'compensation', 'link', 'signal'],
    catches: false,
  },
  boundary: {
    words: 'boundary event',
    section: '10.5.4',
    allowed: ['message', 'timer', 'escalation', 'error', 'cancel', 'compensation', 'conditional', 'signal'],
    catches: true,
  },
  end: {
    words: 'end event',
    section: '10.5.3',
    allowed: ['none', 'message', 'escalation', 'error', 'cancel', 'compensation', 'signal', 'terminate'],
    catches: false,
  },
} as const satisfies Record<string, Position>

const WORDS: Readonly<Record<EventKind, string>> = {
  none: 'no definition',
  message: 'a message',
  timer: 'a timer',
  error: 'an error',
  escalation: 'an escalation',
  cancel: 'a cancellation',
  compensation: 'a compensation',
  conditional: 'a condition',
  link: 'a link',
  signal: 'a signal',
  terminate: 'a termination',
}

/** Each kind of event at a place where BPMN gives it a meaning (BPMN 2.0.2 §10.5.1, table 10.93). */
export const checkEventPositions = checkEachNode((node) => {
  const position = positionOf(node)
  if (position === null) return []
  const definitions = eventDefinitionsOf(node).length
  const kinds: readonly EventKind[] = definitions === 0 ? ['none'] : eventKindsOf(node)

  const misplaced = kinds.find((kind) => !position.allowed.includes(kind))
  if (misplaced !== undefined) return [inWrongPosition(node, position, misplaced)]
  const alone = definitions > 1 ? kinds.find((kind) => standsAlone(kind, position)) : undefined
  if (alone !== undefined) {
    const message = `${nameOf(node)} has several definitions, one of them ${WORDS[alone]}, which must be the only one; draw an event of its own for it.`
    return [{ code: 'event-mix-senseless', message, section: '10.5.5' }]
  }
  const thrown =
    definitions > 1 && awaitsAll(node, position)
      ? kinds.find((kind) => kind === 'error' || kind === 'escalation')
      : undefined
  if (thrown !== undefined) {
    const message = `${nameOf(node)} waits for all of its definitions, but ${WORDS[thrown]} comes once and is not kept for the others; draw an event of its own for it.`
    return [{ code: 'event-not-awaited', message }]
  }
  const interrupting = isNonInterrupting(node) ? kinds.find((kind) => alwaysInterrupts(kind, node)) : undefined
  if (interrupting === undefined) return []
  const message = `${nameOf(node)} is a non-interrupting event with ${WORDS[interrupting]}, which always interrupts; draw it so.`
  return [{ code: 'event-in-wrong-position', message, section: position.section }]
})

function inWrongPosition(node: DiagramNode, position: Position, kind: EventKind): NodeFinding {
  const allowed = position.allowed.map((one) => WORDS[one]).join(', ')
  const article = /^[aeiou]/.test(position.words) ? 'an' : 'a'
  const message = `${nameOf(node)} is ${article} ${position.words} with ${WORDS[kind]}; there it may have ${allowed}.`
  return { code: 'event-in-wrong-position', message, section: position.section }
}

/** A link says where a token goes; what comes when a transaction is cancelled or undone comes with no other news. */
function standsAlone(kind: EventKind, { catches }: Position): boolean {
  return kind === 'link' || (catches && (kind === 'cancel' || kind === 'compensation'))
}

function awaitsAll({ element }: DiagramNode, { catches }: Position): boolean {
  return catches && flagOf(element, 'parallelMultiple') === true
}

function isNonInterrupting({ type, scope, element }: DiagramNode): boolean {
  if (type === 'bpmn:BoundaryEvent') return flagOf(element, 'cancelActivity') === false
  const ofEventSubProcess = type === 'bpmn:StartEvent' && scope.node !== null && isEventSubProcess(scope.node)
  return ofEventSubProcess && flagOf(element, 'isInterrupting') === false
}

/** Compensation at a border has nothing to interrupt, and its flag no meaning. */
function alwaysInterrupts(kind: EventKind, { type }: DiagramNode): boolean {
  return kind === 'error' || kind === 'cancel' || (kind === 'compensation' && type === 'bpmn:StartEvent')
}

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
