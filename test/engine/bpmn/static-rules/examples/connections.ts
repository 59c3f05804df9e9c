import {
  after,
  association,
  beside,
  boundary,
  element,
  file,
  flow,
  MESSAGE,
  path,
  process,
  ROOTS,
  START,
  tasks,
  type Examples,
} from './snippets.ts'

const other = '<bpmn:process id="q" isExecutable="false"><bpmn:task id="theirs"/></bpmn:process>'
const sub = (inside: string) => element('subProcess', 'x', inside)
const from = (attributes: string) => after(`<bpmn:task id="x"/><bpmn:sequenceFlow id="f" ${attributes}/>`)

export const CONNECTIONS: Examples = {
  'a flow that leads to nothing': [from('sourceRef="x"'), 'flow-leads-nowhere f'],
  'a flow to what is not in the file': [from('sourceRef="x" targetRef="gone"'), 'flow-leads-nowhere f'],
  'a flow to an element that tokens do not know': [
    after(`<bpmn:task id="x"/><bpmn:dataObject id="d"/>${flow('x', 'd')}`),
    'flow-leads-nowhere x_d',
  ],
  'a flow into another pool': [after(`${tasks('x')}${flow('x', 'theirs')}`, other), 'flow-crosses-border x_theirs'],
  'a flow out of another pool': [after(`${tasks('x')}${flow('theirs', 'x')}`, other), 'flow-crosses-border theirs_x'],
  'a flow into a sub-process': [
    after(sub(tasks('y', 'u')) + tasks('z') + path('x', 'z', 'y')),
    'flow-crosses-border z_y',
  ],
  'a flow out of a sub-process': [
    after(sub(tasks('y')) + tasks('z') + path('x', 'z') + flow('y', 'z')),
    'flow-crosses-border y_z',
  ],
  'a flow from one sub-process into the next': [
    after(`${sub(tasks('a'))}${element('subProcess', 'y', tasks('b', 'c'))}${path('x', 'y')}${flow('a', 'b')}`),
    'flow-crosses-border a_b',
  ],
  'a start event with an incoming flow': [
    after(element('userTask', 'x', '', 'camunda:assignee="a"') + tasks('y') + path('x', 'y') + flow('x', 'start')),
    'event-with-incoming-flow start',
  ],
  'a boundary event with an incoming flow': [
    after(`${tasks('x')}${boundary('b', 'x', MESSAGE)}${flow('x', 'b')}`),
    'event-with-incoming-flow b',
  ],
  'an end event with an outgoing flow': [
    after(`${element('endEvent', 'x')}${tasks('y')}${flow('x', 'y')}`),
    'end-event-with-outgoing-flow x',
  ],
  'a boundary event on nothing': [
    beside(element('boundaryEvent', 'b', MESSAGE)),
    'boundary-without-activity b',
    '~element-unreachable b',
  ],
  'a boundary event on an activity of another scope': [
    after(sub(tasks('y')) + boundary('b', 'y', MESSAGE)),
    'boundary-without-activity b',
    '~element-unreachable b',
  ],
  'a boundary event on a gateway': [
    after(`${element('exclusiveGateway', 'x')}${tasks('y')}${flow('x', 'y')}${boundary('b', 'x', MESSAGE)}`),
    'boundary-without-activity b',
  ],
  'a boundary event on an event sub-process': [
    beside(
      `${element('subProcess', 'x', element('startEvent', 's', MESSAGE), 'triggeredByEvent="true"')}${boundary('b', 'x', MESSAGE)}`,
    ),
    'boundary-without-activity b',
  ],
  'a process with nothing in it': [file('<bpmn:process id="p" isExecutable="true"/>'), 'no-way-to-start p'],
  'a process that is all a circle': [
    process(tasks('a', 'b') + path('a', 'b', 'a')),
    'no-way-to-start p',
    '~element-unreachable a',
    '~element-unreachable b',
  ],
  'a sub-process with nothing in it': [after(sub('')), '~sub-process-empty x'],
  'an element that nothing leads to': [beside(tasks('y')), '~element-unreachable y'],
  'a file of black boxes': [
    file(`<bpmn:collaboration id="c"><bpmn:participant id="pa"/></bpmn:collaboration>`),
    'no-executable-process',
  ],
  'an id that is used twice': [after('<bpmn:task id="x"/>\n<bpmn:task id="x"/>'), 'duplicate-id x'],
  'an association that leads to nothing': [
    process(`${START}<bpmn:textAnnotation id="note"/>${association('note', 'gone')}`, ROOTS),
    '~reference-unresolved as_note_gone',
  ],
}
