import {
  after,
  beside,
  boundary,
  CANCEL,
  COMPENSATION,
  CONDITION,
  element,
  ERROR,
  ESCALATION,
  flow,
  inLine,
  link,
  MESSAGE,
  path,
  process,
  ROOTS,
  SIGNAL,
  tasks,
  TERMINATE,
  TIMER,
  type Example,
  type Examples,
} from './snippets.ts'

const KINDS = {
  none: '',
  message: MESSAGE,
  timer: TIMER,
  error: ERROR,
  escalation: ESCALATION,
  cancel: CANCEL,
  compensation: COMPENSATION,
  conditional: CONDITION,
  link: link('a'),
  signal: SIGNAL,
  terminate: TERMINATE,
  multiple: MESSAGE + SIGNAL,
} as const
type Kind = keyof typeof KINDS

interface Position {
  readonly allowed: readonly Kind[]
  /** The diagram with an event `e` of the kind, sound apart from it. */
  readonly draw: (kind: Kind) => string
}

const inEventSub = (start: string) => {
  const eventSub = element('subProcess', 'es-1', start, 'triggeredByEvent="true"')
  return after(element('subProcess', 'x', tasks('y') + eventSub))
}
const catching = (kind: Kind) =>
  kind === 'link'
    ? after(element('intermediateThrowEvent', 'x', link('a')) + element('intermediateCatchEvent', 'e', link('a')))
    : beside(element('intermediateCatchEvent', 'e', KINDS[kind]) + flow('start', 'e'))
const throwing = (kind: Kind) =>
  beside(
    element('intermediateThrowEvent', 'e', KINDS[kind]) +
      flow('start', 'e') +
      (kind === 'link' ? element('intermediateCatchEvent', 'c', link('a')) : ''),
  )
const atBorder = (attributes: string) => (kind: Kind) =>
  after(
    element(kind === 'cancel' ? 'transaction' : 'subProcess', 'x', tasks('y')) +
      boundary('e', 'x', KINDS[kind], attributes) +
      (kind === 'compensation'
        ? `${element('task', 'undo', '', 'isForCompensation="true"')}<bpmn:association id="a" sourceRef="e" targetRef="undo"/>`
        : ''),
  )
const ending = (kind: Kind) =>
  kind === 'cancel'
    ? after(element('transaction', 'x', element('startEvent', 's') + element('endEvent', 'e', CANCEL) + flow('s', 'e')))
    : beside(element('endEvent', 'e', KINDS[kind]) + flow('start', 'e'))

/** Which event may stand where: table 10.93 of the standard, cell by cell. */
export const POSITIONS: Readonly<Record<string, Position>> = {
  'starts a process': {
    allowed: ['none', 'message', 'timer', 'conditional', 'signal', 'multiple'],
    draw: (kind) => process(element('startEvent', 'e', KINDS[kind]), ROOTS),
  },
  'starts a sub-process': {
    allowed: ['none'],
    draw: (kind) => after(element('subProcess', 'x', element('startEvent', 'e', KINDS[kind]))),
  },
  'starts an event sub-process': {
    allowed: ['message', 'timer', 'error', 'escalation', 'compensation', 'conditional', 'signal', 'multiple'],
    draw: (kind) => inEventSub(element('startEvent', 'e', KINDS[kind])),
  },
  'starts an event sub-process without interrupting': {
    allowed: ['message', 'timer', 'escalation', 'conditional', 'signal', 'multiple'],
    draw: (kind) => inEventSub(element('startEvent', 'e', KINDS[kind], 'isInterrupting="false"')),
  },
  'is caught on the way': {
    allowed: ['message', 'timer', 'conditional', 'link', 'signal', 'multiple'],
    draw: catching,
  },
  'is thrown on the way': {
    allowed: ['none', 'message', 'escalation', 'compensation', 'link', 'signal', 'multiple'],
    draw: throwing,
  },
  'is caught at a border': {
    allowed: ['message', 'timer', 'error', 'escalation', 'cancel', 'compensation', 'conditional', 'signal', 'multiple'],
    draw: atBorder(''),
  },
  'is caught at a border without interrupting': {
    allowed: ['message', 'timer', 'escalation', 'compensation', 'conditional', 'signal', 'multiple'],
    draw: atBorder('cancelActivity="false"'),
  },
  'ends a way': {
    allowed: ['none', 'message', 'error', 'escalation', 'cancel', 'compensation', 'signal', 'terminate', 'multiple'],
    draw: ending,
  },
}

export const ALL_KINDS = Object.keys(KINDS).filter((kind): kind is Kind => kind in KINDS)

const mix = (kind: string, definitions: string, ...problems: string[]): Example => [
  kind === 'startEvent'
    ? process(element('startEvent', 't', definitions), ROOTS)
    : kind === 'endEvent'
      ? beside(element('endEvent', 't', definitions) + flow('start', 't'))
      : inLine(kind, definitions),
  ...problems,
]
const start = (definition: string, id = 's') => element('startEvent', id, definition)
const caught = (definition: string) => after(tasks('x') + boundary('b', 'x', definition))

export const EVENTS: Examples = {
  'an event in the wrong position': mix('startEvent', ERROR, 'event-in-wrong-position t'),
  'several definitions, one of which may not stand there': mix(
    'intermediateCatchEvent',
    MESSAGE + TERMINATE,
    'event-in-wrong-position t',
  ),
  'several definitions, one of them a link': mix(
    'intermediateThrowEvent',
    SIGNAL + link('a'),
    'event-mix-senseless t',
    'link-without-target t',
    'link-with-flow t',
  ),
  'several ends, one of them of all': mix('endEvent', MESSAGE + TERMINATE),
  'several catches, one of them a cancellation': [
    after(element('transaction', 'x', tasks('y')) + boundary('b', 'x', CANCEL + MESSAGE)),
    'event-mix-senseless b',
  ],
  'several throws, one of them a compensation': mix('endEvent', MESSAGE + COMPENSATION),
  'several catches, one of them a compensation': [
    after(tasks('x') + boundary('b', 'x', COMPENSATION + MESSAGE)),
    'event-mix-senseless b',
    'compensation-without-handler b',
  ],
  'several definitions at once': [
    process(element('startEvent', 'e', MESSAGE + SIGNAL, 'parallelMultiple="true"'), ROOTS),
  ],
  'an event sub-process with two start events': [
    beside(element('subProcess', 'x', start(MESSAGE) + start(SIGNAL, 's2'), 'triggeredByEvent="true"')),
    'event-sub-process-invalid x',
  ],
  'an event sub-process with a flow': [
    after(element('subProcess', 'x', start(MESSAGE), 'triggeredByEvent="true"')),
    'event-sub-process-invalid x',
  ],
  'a message event without message': mix(
    'intermediateThrowEvent',
    '<bpmn:messageEventDefinition/>',
    'message-without-name t',
  ),
  'a signal event without signal': mix(
    'intermediateCatchEvent',
    '<bpmn:signalEventDefinition/>',
    'signal-without-name t',
  ),
  'an error that is thrown without code': mix(
    'endEvent',
    '<bpmn:errorEventDefinition errorRef="codeless"/>',
    'error-without-code t',
  ),
  'an error that is caught without code': [caught('<bpmn:errorEventDefinition errorRef="codeless"/>')],
  'an escalation that is thrown without code': mix(
    'intermediateThrowEvent',
    '<bpmn:escalationEventDefinition escalationRef="es-codeless"/>',
    'escalation-without-code t',
  ),
  'an escalation that ends without any': mix(
    'endEvent',
    '<bpmn:escalationEventDefinition/>',
    'escalation-without-code t',
  ),
  'an escalation that is caught without code': [caught('<bpmn:escalationEventDefinition/>')],
  'a conditional event without condition': mix(
    'intermediateCatchEvent',
    '<bpmn:conditionalEventDefinition/>',
    'event-condition-missing t',
  ),
  'two boundary events for one error': [
    after(tasks('x') + boundary('b', 'x', ERROR) + boundary('c', 'x', ERROR)),
    '~error-caught-twice c',
  ],
  'a boundary event for an error and one for the others': [
    after(tasks('x') + boundary('b', 'x', ERROR) + boundary('c', 'x', '<bpmn:errorEventDefinition/>')),
  ],
  'a timer without time': mix('intermediateCatchEvent', '<bpmn:timerEventDefinition/>', 'timer-incomplete t'),
  'a timer with two times': mix(
    'intermediateCatchEvent',
    '<bpmn:timerEventDefinition><bpmn:timeDate>2026-01-01</bpmn:timeDate><bpmn:timeDuration>P1D</bpmn:timeDuration></bpmn:timerEventDefinition>',
    'timer-incomplete t',
  ),
  'a timer that repeats without pause': mix(
    'startEvent',
    '<bpmn:timerEventDefinition><bpmn:timeCycle>R/PT0S</bpmn:timeCycle></bpmn:timerEventDefinition>',
    'timer-not-iso8601 t',
  ),
  'one of several definitions a timer that repeats without pause': mix(
    'startEvent',
    `${MESSAGE}<bpmn:timerEventDefinition><bpmn:timeCycle>R5/PT0.1S</bpmn:timeCycle></bpmn:timerEventDefinition>`,
    'timer-not-iso8601 t',
  ),
  'all of several definitions, one of them thrown inside': [
    after(tasks('x') + boundary('b', 'x', MESSAGE + ESCALATION, 'parallelMultiple="true"')),
    'event-not-awaited b',
  ],
  'a timer that repeats on the way': mix(
    'intermediateCatchEvent',
    '<bpmn:timerEventDefinition><bpmn:timeCycle>R3/PT1H</bpmn:timeCycle></bpmn:timerEventDefinition>',
    '~timer-cannot-repeat t',
  ),
  'a cancellation outside a transaction': [
    beside(element('endEvent', 'x', CANCEL) + flow('start', 'x')),
    'cancel-outside-transaction x',
  ],
  'a cancellation in a sub-process of a transaction': [
    after(
      element(
        'transaction',
        'x',
        element('subProcess', 'y', `${start('')}${element('endEvent', 'e', CANCEL)}${flow('s', 'e')}`),
      ),
    ),
    'cancel-outside-transaction e',
  ],
  'a cancellation in an event sub-process of a transaction': [
    after(
      element(
        'transaction',
        'x',
        tasks('y') +
          element(
            'subProcess',
            'z',
            `${start(MESSAGE)}${element('endEvent', 'e', CANCEL)}${flow('s', 'e')}`,
            'triggeredByEvent="true"',
          ),
      ),
    ),
  ],
  'a cancellation caught at a sub-process': [
    after(element('subProcess', 'x', tasks('y')) + boundary('b', 'x', CANCEL)),
    'cancel-outside-transaction b',
  ],
  'a cancellation caught twice': [
    after(element('transaction', 'x', tasks('y')) + boundary('b', 'x', CANCEL) + boundary('c', 'x', CANCEL)),
    'cancel-boundary-twice c',
  ],
  'a link that leads nowhere': [after(element('intermediateThrowEvent', 'x', link('a'))), 'link-without-target x'],
  'a link that leads into another scope': [
    after(
      element('intermediateThrowEvent', 'x', link('a')) +
        element('subProcess', 'y', tasks('z') + element('intermediateCatchEvent', 'c', link('a'))) +
        flow('start', 'y'),
    ),
    'link-without-target x',
    'link-without-source c',
  ],
  'a link that nothing throws': [beside(element('intermediateCatchEvent', 'c', link('a'))), 'link-without-source c'],
  'a link without name': [
    after(element('intermediateThrowEvent', 'x', '<bpmn:linkEventDefinition name=""/>')),
    'link-without-name x',
  ],
  'a link with two targets': [
    after(
      element('intermediateThrowEvent', 'x', link('a')) +
        element('intermediateCatchEvent', 'c', link('a')) +
        element('intermediateCatchEvent', 'd', link('a')),
    ),
    'link-target-twice d',
  ],
  'a link with two sources': [
    beside(
      element('intermediateThrowEvent', 'x', link('a')) +
        element('intermediateThrowEvent', 'y', link('a')) +
        element('intermediateCatchEvent', 'c', link('a')) +
        path('start', 'x') +
        path('start', 'y'),
    ),
  ],
  'a link thrown with a flow behind it, and caught with one before it': [
    after(
      element('intermediateThrowEvent', 'x', link('a')) +
        element('intermediateCatchEvent', 'c', link('a')) +
        flow('x', 'c'),
    ),
    'link-with-flow x',
    'link-with-flow c',
  ],
  'a start event whose name is computed': [
    process(start('<bpmn:messageEventDefinition messageRef="c"/>'), '<bpmn:message id="c" name="=name"/>'),
    'start-name-computed s',
  ],
  'two start events for one message': [process(start(MESSAGE) + start(MESSAGE, 's2'), ROOTS), 'start-name-twice s2'],
}
