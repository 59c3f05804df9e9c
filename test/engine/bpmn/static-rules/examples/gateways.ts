import {
  after,
  beside,
  boundary,
  CONDITION,
  element,
  flow,
  inLine,
  link,
  MESSAGE,
  OTHER_MESSAGE,
  path,
  process,
  ROOTS,
  SIGNAL,
  START,
  tasks,
  TIMER,
  type Examples,
} from './snippets.ts'

const waiting = (definition: string, id: string, attributes = '') =>
  element('intermediateCatchEvent', id, definition, attributes)
const receive = (id: string, inside = '') => element('receiveTask', id, inside, 'messageRef="m"')
const race = (targets: string, ...ids: string[]) =>
  after(element('eventBasedGateway', 'x') + targets + ids.map((id) => flow('x', id)).join(''))
const choice = (flows: string, attributes = '', kind = 'exclusiveGateway') =>
  after(`${element(kind, 'x', '', attributes)}${tasks('a', 'b')}${flows}`)
const instantiating = (attributes: string, more = '') =>
  process(
    element('eventBasedGateway', 'x', '', `instantiate="true" ${attributes}`) +
      waiting(MESSAGE, 'a') +
      waiting(OTHER_MESSAGE, 'b') +
      path('x', 'a') +
      path('x', 'b') +
      more,
    ROOTS,
  )

export const GATEWAYS: Examples = {
  'without a way out': [after(element('parallelGateway', 'x')), 'gateway-without-way-out x'],
  'without a way out, where paths meet': [
    after(
      element('parallelGateway', 'x') +
        tasks('a', 'b') +
        element('inclusiveGateway', 'y') +
        path('x', 'a', 'y') +
        path('x', 'b', 'y'),
    ),
  ],
  'without a way out, where paths meet, but for events': [
    after(element('eventBasedGateway', 'x') + tasks('a') + path('start', 'a', 'x')),
    'gateway-without-way-out x',
  ],
  'with one way in and one out': [inLine('parallelGateway')],
  'that diverges and has two ways in': [
    beside(
      element('exclusiveGateway', 'x', '', 'gatewayDirection="Diverging"') +
        tasks('a', 'b') +
        path('start', 'a', 'x', 'b') +
        flow('b', 'x'),
    ),
    '~gateway-direction-wrong x',
    '~loop-without-wait x',
    '~no-way-to-end x',
  ],
  'that converges and has two ways out': [
    choice(path('x', 'a') + path('x', 'b'), 'gatewayDirection="Converging"', 'parallelGateway'),
    '~gateway-direction-wrong x',
  ],
  'of an unknown direction': [inLine('exclusiveGateway', '', 'gatewayDirection="Up"'), '~gateway-direction-wrong t'],
  'that chooses without a condition': [choice(flow('x', 'a', '=n') + flow('x', 'b')), 'condition-missing x_b'],
  'that never asks a condition': [
    choice(flow('x', 'a', '=n') + flow('x', 'b'), '', 'parallelGateway'),
    '~condition-ignored x_a',
  ],
  'with a default flow that is another one': [
    choice(flow('x', 'a', '=n') + flow('x', 'b', '=m'), 'default="start_x"'),
    'default-flow-unknown x',
  ],
  'with several default flows': [
    choice(flow('x', 'a', '=n') + flow('x', 'b', '=m'), 'default="x_a x_b"'),
    'default-flow-unknown x',
  ],
  'that cannot have a default flow': [
    choice(path('x', 'a') + path('x', 'b'), 'default="x_a"', 'parallelGateway'),
    'default-not-allowed x',
  ],
  'no gateway, but an event with a default flow': [
    beside(element('intermediateThrowEvent', 'x', '', 'default="x_y"') + tasks('y') + path('start', 'x', 'y')),
    'default-not-allowed x',
  ],
  'no gateway, but an event with a condition behind it': [
    beside(tasks('x') + flow('start', 'x', '=n')),
    '~condition-behind-event start_x',
  ],
  'no gateway, but an activity with a condition on its only flow': [
    after(tasks('x', 'y') + flow('x', 'y', '=n')),
    '~condition-alone x_y',
  ],
  'that waits for all sorts of news': [
    race(
      waiting(MESSAGE, 'a') +
        waiting(TIMER, 'b') +
        waiting(CONDITION, 'c') +
        waiting(SIGNAL, 'd') +
        waiting(OTHER_MESSAGE + SIGNAL, 'e'),
      'a',
      'b',
      'c',
      'd',
      'e',
    ),
  ],
  'that waits for a link': [
    race(
      waiting(MESSAGE, 'a') +
        waiting(link('l'), 'b') +
        element('intermediateThrowEvent', 'c', link('l')) +
        flow('a', 'c'),
      'a',
      'b',
    ),
    'gateway-needs-events x',
    'link-with-flow b',
  ],
  'that waits for several events at once': [
    race(waiting(MESSAGE, 'a') + waiting(OTHER_MESSAGE + SIGNAL, 'b', 'parallelMultiple="true"'), 'a', 'b'),
  ],
  'that waits for a task': [race(receive('a') + tasks('b'), 'a', 'b'), 'gateway-needs-events x'],
  'that waits for receive tasks and for message events': [
    race(receive('a') + waiting(OTHER_MESSAGE, 'b'), 'a', 'b'),
    'event-gateway-mixed x',
  ],
  'that waits for receive tasks and for a timer': [race(receive('a') + waiting(TIMER, 'b'), 'a', 'b')],
  'that waits where others come to, too': [
    race(waiting(MESSAGE, 'a') + waiting(TIMER, 'b') + tasks('c') + path('b', 'c', 'a'), 'a', 'b'),
    'event-gateway-target-shared x',
  ],
  'that waits for a task with a boundary event': [
    race(receive('a') + waiting(TIMER, 'b') + boundary('c', 'a', TIMER), 'a', 'b'),
    'event-gateway-target-boundary x',
  ],
  'that waits for one event': [race(waiting(MESSAGE, 'a'), 'a'), 'event-gateway-single-way x'],
  'that waits for all events without starting a case': [
    race(waiting(MESSAGE, 'a') + waiting(TIMER, 'b'), 'a', 'b').replace(
      'eventBasedGateway id="x"',
      'eventBasedGateway id="x" eventGatewayType="Parallel"',
    ),
    'event-gateway-parallel x',
  ],
  'that waits in a way nobody knows': [
    race(waiting(MESSAGE, 'a') + waiting(TIMER, 'b'), 'a', 'b').replace(
      'eventBasedGateway id="x"',
      'eventBasedGateway id="x" eventGatewayType="Some"',
    ),
    'attribute-out-of-range x',
  ],
  'that starts cases': [instantiating('')],
  'that starts cases by all events': [instantiating('eventGatewayType="Parallel"')],
  'that starts cases behind a plain start event': [instantiating('', START + path('start', 'x'))],
  'that starts cases and is led to': [
    instantiating('', START + tasks('c') + path('start', 'c', 'x')),
    'instantiating-with-incoming-flow x',
  ],
}
