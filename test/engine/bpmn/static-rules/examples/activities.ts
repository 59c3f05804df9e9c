import {
  after,
  beside,
  boundary,
  element,
  ERROR,
  flow,
  inLine,
  line,
  process,
  ROOTS,
  tasks,
  type Examples,
} from './snippets.ts'

const loop = (attributes: string, inside = '') =>
  inLine('task', element('standardLoopCharacteristics', 'l', inside, attributes))
const times = (attributes: string, inside: string, more = '', roots = '') =>
  line(
    element(
      'task',
      't',
      `${more}<bpmn:multiInstanceLoopCharacteristics ${attributes}>${inside}</bpmn:multiInstanceLoopCharacteristics>`,
      'in-line=""',
    ),
    ROOTS + roots,
  )
const three = '<bpmn:loopCardinality>3</bpmn:loopCardinality>'
const adHoc = (inside: string, attributes = '') => after(element('adHocSubProcess', 'x', inside, attributes))
const complex = (inside: string) =>
  `${three}<bpmn:complexBehaviorDefinition id="cb">${inside}</bpmn:complexBehaviorDefinition>`

export const ACTIVITIES: Examples = {
  'that takes no token': [inLine('task', '', 'startQuantity="0"'), 'quantity-invalid t'],
  'that gives no token': [inLine('task', '', 'completionQuantity="0"'), 'quantity-invalid t'],
  'that takes a number of tokens that is none': [inLine('task', '', 'startQuantity="some"'), 'quantity-invalid t'],
  'that takes and gives several tokens': [inLine('task', '', 'startQuantity="2" completionQuantity="3"')],
  'that repeats fewer times than none': [loop('loopMaximum="-1"'), 'loop-maximum-invalid t'],
  'that repeats as often as nobody knows': [loop('loopMaximum="often"'), 'loop-maximum-invalid t'],
  'that repeats without end': [loop(''), '~loop-without-end t'],
  'that repeats while a condition holds': [loop('', '<bpmn:loopCondition>=n &lt; 3</bpmn:loopCondition>')],
  'that runs several times, but nobody knows how often': [times('', ''), 'multi-instance-without-count t'],
  'that runs fewer times than none': [
    times('', '<bpmn:loopCardinality>-1</bpmn:loopCardinality>'),
    'cardinality-invalid t',
  ],
  'that runs once for each item of nothing': [
    times('', '<bpmn:loopDataInputRef>gone</bpmn:loopDataInputRef>'),
    'reference-unresolved t',
  ],
  'that runs once for each item of a task': [
    times('', '<bpmn:loopDataInputRef>start</bpmn:loopDataInputRef>'),
    'reference-of-wrong-kind t',
  ],
  'that collects its items into nothing': [
    times('', `${three}<bpmn:loopDataOutputRef>gone</bpmn:loopDataOutputRef>`),
    'reference-unresolved t',
  ],
  'that throws an event at the first, but has none': [
    times('behavior="One"', three),
    '~multi-instance-event-missing t',
  ],
  'that throws an event at each, which is no event': [
    times('behavior="None" noneBehaviorEventRef="m"', three),
    'reference-of-wrong-kind t',
  ],
  'that throws an event at each, which is missing': [
    times('behavior="None" noneBehaviorEventRef="gone"', three),
    'reference-unresolved t',
  ],
  'that throws an event at each': [
    times(
      'behavior="None" noneBehaviorEventRef="sd"',
      three,
      '',
      '<bpmn:signalEventDefinition id="sd" signalRef="sg"/>',
    ),
  ],
  'that is complex without definitions': [times('behavior="Complex"', three), 'multi-instance-complex-incomplete t'],
  'that is complex without a condition': [
    times('behavior="Complex"', complex('<bpmn:event id="ev"/>')),
    'multi-instance-complex-incomplete t',
  ],
  'that behaves as nobody knows': [times('behavior="Any"', three), 'attribute-out-of-range t'],
  'that has an element variable of nothing': [
    times('camunda:elementVariable="item"', three),
    '~element-variable-unused t',
  ],
  'that is ad-hoc with a start event': [
    adHoc(element('startEvent', 's') + tasks('y') + flow('s', 'y')),
    'ad-hoc-with-event s',
  ],
  'that is ad-hoc with an end event': [
    adHoc(element('endEvent', 'e') + tasks('y') + flow('y', 'e')),
    'ad-hoc-with-event e',
  ],
  'that is ad-hoc with nothing to do': [adHoc(''), '~ad-hoc-empty x'],
  'that is ad-hoc in an order nobody knows': [adHoc(tasks('y'), 'ordering="Random"'), 'attribute-out-of-range x'],
  'that is ad-hoc with tasks and flows between them': [
    adHoc(tasks('y', 'z', 'u', 'v') + flow('y', 'z') + flow('u', 'v') + flow('v', 'u')),
  ],
  'that receives, starts cases and is led to': [
    after(tasks('x') + element('receiveTask', 'r', '', 'instantiate="true" messageRef="m"') + flow('x', 'r')),
    'instantiating-with-incoming-flow r',
  ],
  'that receives and starts cases behind a plain start event': [
    after(element('receiveTask', 'x', '', 'instantiate="true" messageRef="m"')),
  ],
  'that receives and starts cases in a loop': [
    after(
      element('receiveTask', 'x', '', 'instantiate="true" messageRef="m"') +
        element('endEvent', 'e') +
        flow('x', 'e', '=n') +
        flow('x', 'x', '=m'),
    ),
    'instantiating-with-incoming-flow x',
  ],
  'that receives and starts cases': [
    process(element('receiveTask', 'x', '', 'instantiate="true" messageRef="m"'), ROOTS),
  ],
  'that receives no message': [inLine('receiveTask'), '~message-without-name t'],
  'that receives a message which is not in the file': [
    inLine('receiveTask', '', 'messageRef="gone"'),
    'message-without-name t',
  ],
  'that sends no message': [inLine('sendTask'), '~work-missing t'],
  'that serves in no way': [inLine('serviceTask'), '~work-missing t'],
  'that calls nothing': [inLine('callActivity'), 'called-element-missing t'],
  'that is a sub-process started by a message': [
    after(element('subProcess', 'x', element('startEvent', 's', '<bpmn:messageEventDefinition messageRef="m"/>'))),
    'event-in-wrong-position s',
  ],
  'of a choreography': [inLine('callChoreography'), 'element-not-supported t'],
  'with a default flow and others': [
    after(tasks('x', 'y', 'z').replace('id="x"', 'id="x" default="x_z"') + flow('x', 'y', '=n') + flow('x', 'z')),
  ],
  'with a boundary event beside another': [beside(tasks('x') + flow('start', 'x') + boundary('b', 'x', ERROR))],
}
