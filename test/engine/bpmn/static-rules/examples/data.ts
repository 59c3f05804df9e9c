import { after, beside, element, file, inLine, process, ROOTS, START, tasks, type Examples } from './snippets.ts'

const input = (attributes: string) =>
  after(
    `<bpmn:dataObject id="do"/><bpmn:dataObjectReference id="dr" dataObjectRef="do"/>${element(
      'task',
      'x',
      `<bpmn:property id="prop" name="p"/><bpmn:dataInputAssociation id="da">${attributes}</bpmn:dataInputAssociation>`,
    )}`,
  )

export const DATA: Examples = {
  'a data association from an object to a property': [
    input('<bpmn:sourceRef>dr</bpmn:sourceRef><bpmn:targetRef>prop</bpmn:targetRef>'),
  ],
  'a data association that leads to nothing': [
    input('<bpmn:sourceRef>dr</bpmn:sourceRef>'),
    'data-association-incomplete x',
  ],
  'a data association to what is not in the file': [
    input('<bpmn:sourceRef>dr</bpmn:sourceRef><bpmn:targetRef>gone</bpmn:targetRef>'),
    'reference-unresolved da',
  ],
  'a data association from what is not in the file': [
    input('<bpmn:sourceRef>gone</bpmn:sourceRef><bpmn:targetRef>prop</bpmn:targetRef>'),
    'reference-unresolved da',
  ],
  'a data association from a task': [
    input('<bpmn:sourceRef>start</bpmn:sourceRef><bpmn:targetRef>prop</bpmn:targetRef>'),
    'reference-of-wrong-kind da',
  ],
  'a data output that only shows where it goes': [
    after(
      `<bpmn:dataObject id="do"/><bpmn:dataObjectReference id="dr" dataObjectRef="do"/>${element(
        'task',
        'x',
        '<bpmn:dataOutputAssociation id="da"><bpmn:targetRef>dr</bpmn:targetRef></bpmn:dataOutputAssociation>',
      )}`,
    ),
  ],
  'a data object reference of nothing': [beside('<bpmn:dataObjectReference id="dr"/>'), '~data-object-missing dr'],
  'a data object reference of what is not in the file': [
    beside('<bpmn:dataObjectReference id="dr" dataObjectRef="gone"/>'),
    'reference-unresolved dr',
  ],
  'an error event whose error is not in the file': [
    after(
      `${tasks('x')}<bpmn:boundaryEvent id="b" attachedToRef="x"><bpmn:errorEventDefinition errorRef="gone"/></bpmn:boundaryEvent>`,
    ),
    'reference-unresolved b',
  ],
  'an escalation event whose escalation is not in the file': [
    after(
      `${tasks('x')}<bpmn:boundaryEvent id="b" attachedToRef="x"><bpmn:escalationEventDefinition escalationRef="gone"/></bpmn:boundaryEvent>`,
    ),
    'reference-unresolved b',
  ],
  'an event whose definition is not in the file': [
    inLine('intermediateThrowEvent', '<bpmn:eventDefinitionRef>gone</bpmn:eventDefinitionRef>'),
    'reference-unresolved t',
  ],
  'an event whose definition is a message': [
    inLine('intermediateThrowEvent', '<bpmn:eventDefinitionRef>m</bpmn:eventDefinitionRef>'),
    'element-not-supported t',
    'reference-of-wrong-kind t',
  ],
  'a message event whose message is a signal': [
    inLine('intermediateThrowEvent', '<bpmn:messageEventDefinition messageRef="sg"/>'),
    'reference-of-wrong-kind t',
  ],
  'a service task whose operation is not in the file': [
    inLine('serviceTask', '', 'operationRef="gone" camunda:class="a"'),
    '~reference-unresolved t',
  ],
  'a message whose structure is not in the file': [
    process(START, '<bpmn:message id="mm" name="a" itemRef="gone"/>'),
    '~reference-unresolved mm',
  ],
  'a group whose category is not in the file': [
    beside('<bpmn:group id="g" categoryValueRef="gone"/>'),
    '~reference-unresolved g',
  ],
  'a pool whose process is not in the file': [
    process(START, '<bpmn:collaboration id="c"><bpmn:participant id="pool" processRef="gone"/></bpmn:collaboration>'),
    '~reference-unresolved pool',
  ],
  'a lane that names what is not in the file': [
    beside(
      '<bpmn:laneSet id="ls"><bpmn:lane id="la"><bpmn:flowNodeRef>gone</bpmn:flowNodeRef></bpmn:lane></bpmn:laneSet>',
    ),
    '~reference-unresolved la',
  ],
  'a reference that is lost where nothing runs': [
    file(
      `<bpmn:process id="p" isExecutable="true">${START}</bpmn:process><bpmn:process id="q" isExecutable="false"><bpmn:task id="t"/><bpmn:boundaryEvent id="b" attachedToRef="t"><bpmn:errorEventDefinition id="ed" errorRef="gone"/></bpmn:boundaryEvent></bpmn:process>${ROOTS}`,
    ),
    '~reference-unresolved ed',
  ],
}
