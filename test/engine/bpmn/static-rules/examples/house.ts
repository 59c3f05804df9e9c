/** One example for each rule that is not BPMN's but ours: what this engine needs to run a file. */
import { after, beside, element, file, flow, inLine, process, START, tasks, type Examples } from './snippets.ts'

const extension = (inside: string) => `<bpmn:extensionElements>${inside}</bpmn:extensionElements>`
const user = (attributes: string, inside = '') =>
  inLine('userTask', inside, `camunda:candidateGroups="clerk" ${attributes}`)
const service = (attributes: string) => inLine('serviceTask', '', attributes)
const rule = (attributes: string) => inLine('businessRuleTask', '', attributes)
const call = (attributes: string, inside = '') => inLine('callActivity', inside, `calledElement="a" ${attributes}`)
const fourEyes = extension(
  '<camunda:properties><camunda:property name="notCompletedBy" value="start"/></camunda:properties>',
)
const deadline = extension('<camunda:properties><camunda:property name="deadline" value="soon"/></camunda:properties>')
const sendBack = extension(
  '<camunda:properties><camunda:property name="sendBackTo" value="soon"/></camunda:properties>',
)
const takeBack = extension('<camunda:properties><camunda:property name="takeBack" value="soon"/></camunda:properties>')

export const HOUSE: Examples = {
  'an id that cannot be kept': [
    after(tasks('x') + tasks('constructor') + flow('x', 'constructor')),
    'unsafe-id constructor',
  ],
  'an element without id': [process(`${START}<bpmn:endEvent/>`), 'id-missing', '~element-unreachable without-id-2'],
  'a name that cannot be kept': [
    service('camunda:expression="=1" camunda:resultVariable="__proto__"'),
    'unsafe-name t',
  ],
  'an element that nobody knows': [after(`${tasks('x')}<bpmn:fooTask id="foo"/>`), 'element-unknown'],
  'an attribute that nobody knows': [inLine('task', '', 'colour="red"'), '~attribute-unknown t'],
  'text between elements': [beside('stray'), '~text-ignored'],
  'another encoding': [beside('').replace('UTF-8', 'ISO-8859-1'), '~encoding-ignored'],
  'a file in UTF-16': [Buffer.from(beside(''), 'utf16le').toString('utf8'), 'encoding-not-utf8'],
  'a choreography beside the process': [process(START, '<bpmn:choreography id="c"/>'), '~not-executed c'],
  'no BPMN': ['<html/>', 'not-bpmn'],
  'no XML': ['<bpmn', 'xml-invalid'],
  'a document type': ['<!DOCTYPE html><html/>', 'doctype-forbidden'],
  'a character that XML forbids': [beside('').replace('start', 'st\u0007rt'), 'illegal-character'],
  'a file that is too large': [file(' '.repeat(1_100_000)), 'too-large'],
  'a file that is too deep': [beside('<a>'.repeat(60) + '</a>'.repeat(60)), 'too-deep'],
  'a file of too many elements': [beside('<a/>'.repeat(20_001)), 'too-many-elements'],
  'a file of too many namespaces': [beside('<a xmlns:b="urn:b"/>'.repeat(201)), 'too-many-namespaces'],
  'a form that is computed': [user('camunda:formKey="=form"'), 'form-computed t'],
  'a due date that is none': [user('camunda:dueDate="soon"'), 'time-not-iso8601 t'],
  'a priority that is none': [user('camunda:priority="high"'), 'priority-invalid t'],
  'four eyes on nothing': [user('', fourEyes), 'four-eyes-unknown t'],
  'a deadline told in an unknown way': [user('', deadline), 'deadline-unknown t'],
  'a task sent back to nothing': [user('', sendBack), 'send-back-unknown t'],
  'a task taken back perhaps': [user('', takeBack), 'take-back-unknown t'],
  'a task for nobody': [inLine('userTask'), '~task-for-nobody t'],
  'work of an unknown type': [service('camunda:type="mail"'), 'work-type-unknown t'],
  'work without topic': [service('camunda:type="external"'), 'topic-missing t'],
  'a decision mapped in an unknown way': [
    rule('camunda:decisionRef="d" camunda:mapDecisionResult="first"'),
    'decision-mapping-unknown t',
  ],
  'a script in another language': [
    inLine('scriptTask', '<bpmn:script>1</bpmn:script>', 'scriptFormat="javascript"'),
    'script-language t',
  ],
  'a script of nothing': [inLine('scriptTask', '', 'scriptFormat="feel"'), '~script-missing t'],
  'a call in an unknown version': [call('camunda:calledElementBinding="newest"'), 'binding-unknown t'],
  'a call of a version that is not said': [call('camunda:calledElementBinding="version"'), 'binding-incomplete t'],
  'a call that maps nothing': [call('', extension('<camunda:in source="b"/>')), 'mapping-incomplete t'],
  'an extension that does nothing here': [
    inLine('task', extension('<camunda:executionListener class="x" event="start"/>')),
    'extension-not-supported t',
  ],
  'an expression that calls a method': [user('camunda:assignee="${bean.find(1)}"'), 'expression-invalid t'],
  'a part that cannot be read': [
    beside(
      '<bpmn:laneSet id="ls"><bpmn:lane id="la"><bpmn:flowNodeRef><bpmn:x/></bpmn:flowNodeRef></bpmn:lane></bpmn:laneSet>',
    ),
    'content-unreadable',
  ],
  'more problems than are listed': [
    beside(Array.from({ length: 201 }, (_, index) => element('parallelGateway', `g${index}`)).join('')),
    ...Array.from({ length: 200 }, (_, index) => `gateway-without-way-out g${index}`),
    'more-problems',
  ],
}
