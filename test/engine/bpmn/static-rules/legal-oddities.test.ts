import { expect } from 'chai'
import {
  after,
  association,
  beside,
  boundary,
  element,
  file,
  flow,
  inLine,
  MESSAGE,
  path,
  process,
  ROOTS,
  SIGNAL,
  START,
  tasks,
  TIMER,
  type Examples,
} from './examples/snippets.ts'
import { rulesBroken } from './table.ts'

/** Legal, however odd: none of them may be refused, nor warned of. */
const ODDITIES: Examples = {
  'sequence flows without id': [beside(`${tasks('x')}<bpmn:sequenceFlow sourceRef="start" targetRef="x"/>`)],
  'two flows between the same elements': [
    beside(
      `${tasks('x')}${element('endEvent', 'e')}${flow('start', 'x')}<bpmn:sequenceFlow id="again" sourceRef="start" targetRef="x"/>${flow('x', 'e')}`,
    ),
    '~token-doubled x',
  ],
  'no start event and no end event': [process(tasks('a', 'b'))],
  'a start event that leads nowhere': [process(START)],
  'an end event without a start event': [process(tasks('a') + element('endEvent', 'e') + flow('a', 'e'))],
  'several start events': [
    process(
      element('startEvent', 's', MESSAGE) +
        element('startEvent', 's2', TIMER) +
        element('startEvent', 's3') +
        tasks('x') +
        path('s', 'x') +
        path('s2', 'x') +
        path('s3', 'x'),
      ROOTS,
    ),
  ],
  'a flow that belongs to the process and joins elements of a sub-process': [
    after(element('subProcess', 'x', element('startEvent', 's') + tasks('y')) + flow('s', 'y')),
  ],
  'gateways that do nothing': [inLine('exclusiveGateway')],
  'an exclusive gateway that merges and chooses': [
    after(
      element('exclusiveGateway', 'x', '', 'gatewayDirection="Mixed"') +
        element('userTask', 'a', '', 'camunda:assignee="a"') +
        element('endEvent', 'e') +
        flow('x', 'a', '=n') +
        flow('x', 'e', '=m') +
        flow('a', 'x'),
    ),
  ],
  'empty lane sets': [process(`<bpmn:laneSet id="ls"/><bpmn:laneSet/>${START}`)],
  'a data object in a lane': [
    process(
      `<bpmn:laneSet id="ls"><bpmn:lane id="la"><bpmn:flowNodeRef>start</bpmn:flowNodeRef></bpmn:lane></bpmn:laneSet>${START}<bpmn:dataObject id="d"/><bpmn:dataStoreReference id="st"/>`,
    ),
  ],
  'root elements that do not run': [
    process(
      START,
      `<bpmn:interface id="i" name="i"><bpmn:operation id="o" name="o"><bpmn:inMessageRef>m</bpmn:inMessageRef></bpmn:operation></bpmn:interface>
       <bpmn:resource id="r" name="r"/><bpmn:category id="c"><bpmn:categoryValue id="cv" value="v"/></bpmn:category>
       <bpmn:itemDefinition id="it" structureRef="xs:string"/><bpmn:dataStore id="ds" name="d"/><bpmn:endPoint id="ep"/>
       <bpmn:partnerEntity id="pe" name="p"/><bpmn:globalUserTask id="gu" name="g"/><bpmn:timerEventDefinition id="td"/>${ROOTS}`,
    ),
  ],
  'a group, notes and associations': [
    beside(
      `<bpmn:group id="g" categoryValueRef="cv"/><bpmn:textAnnotation id="n"><bpmn:text>Note</bpmn:text></bpmn:textAnnotation>${association('start', 'n')}`,
      '<bpmn:category id="c"><bpmn:categoryValue id="cv" value="v"/></bpmn:category>',
    ),
  ],
  'event definitions of the file': [
    process(
      `${START}${element('intermediateThrowEvent', 'x', '<bpmn:eventDefinitionRef>ed</bpmn:eventDefinitionRef>')}${flow('start', 'x')}`,
      `<bpmn:signalEventDefinition id="ed" signalRef="sg"/>${ROOTS}`,
    ),
  ],
  'one definition inside an event and one of the file': [
    process(
      element(
        'startEvent',
        's',
        `${MESSAGE}<bpmn:eventDefinitionRef>ed</bpmn:eventDefinitionRef>`,
        'parallelMultiple="true"',
      ),
      `<bpmn:signalEventDefinition id="ed" signalRef="sg"/>${ROOTS}`,
    ),
  ],
  'flags where they have no meaning': [
    beside(
      element('startEvent', 's', MESSAGE, 'isInterrupting="false" parallelMultiple="true"') +
        element('exclusiveGateway', 'x', '', 'gatewayDirection="Unspecified"') +
        tasks('y') +
        path('start', 'x', 'y') +
        path('s', 'x'),
    ),
  ],
  'a boundary event without a way on': [after(tasks('x') + boundary('b', 'x', MESSAGE))],
  'several boundary events for one message': [
    after(tasks('x') + boundary('b', 'x', SIGNAL) + boundary('c', 'x', SIGNAL, 'cancelActivity="false"')),
  ],
  'a boundary event that leads back to its activity': [
    after(
      element('userTask', 'x', '', 'camunda:assignee="a"') +
        element('endEvent', 'e') +
        boundary('b', 'x', MESSAGE) +
        flow('b', 'x') +
        flow('x', 'e'),
    ),
  ],
  'an event sub-process in an event sub-process': [
    beside(
      element(
        'subProcess',
        'x',
        element('startEvent', 's', MESSAGE) +
          element('subProcess', 'y', element('startEvent', 's2', SIGNAL), 'triggeredByEvent="true"'),
        'triggeredByEvent="true"',
      ),
    ),
  ],
  'a message flow to a start event without message': [
    file(
      `<bpmn:collaboration id="c"><bpmn:participant id="us" processRef="p"/><bpmn:participant id="box"/><bpmn:messageFlow id="mf" sourceRef="box" targetRef="start"/></bpmn:collaboration><bpmn:process id="p" isExecutable="true">${START}</bpmn:process>`,
    ),
  ],
  'an association drawn in the collaboration': [
    file(
      `<bpmn:collaboration id="c"><bpmn:participant id="us" processRef="p"/>${association('b', 'undo')}</bpmn:collaboration>
       <bpmn:process id="p" isExecutable="true">${START}${tasks('x')}${flow('start', 'x')}${boundary('b', 'x', '<bpmn:compensateEventDefinition/>')}${element('task', 'undo', '', 'isForCompensation="true"')}</bpmn:process>`,
    ),
  ],
  'a pool without a process, and a process without a pool': [
    file(
      `<bpmn:collaboration id="c"><bpmn:participant id="box"/></bpmn:collaboration><bpmn:process id="p" isExecutable="true">${START}</bpmn:process>`,
    ),
  ],
  'anything in a process that does not run': [
    file(
      `<bpmn:process id="p" isExecutable="true">${START}</bpmn:process><bpmn:process id="q" isExecutable="false">${element('endEvent', 'e')}${tasks('t')}${flow('e', 't')}${element('boundaryEvent', 'b', '<bpmn:cancelEventDefinition/>', 'attachedToRef="t"')}</bpmn:process>`,
    ),
  ],
  'a condition on a flow out of a task beside others': [
    after(tasks('x', 'y', 'z') + flow('x', 'y', '=n') + flow('x', 'z')),
  ],
  'a multi-instance none at a time': [
    inLine(
      'task',
      '<bpmn:multiInstanceLoopCharacteristics isSequential="true"><bpmn:loopCardinality>0</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics>',
    ),
  ],
  'a loop with a maximum of none': [inLine('task', '<bpmn:standardLoopCharacteristics loopMaximum="0"/>')],
}

describe('a legal file is not refused, however odd:', () => {
  for (const [name, [xml, ...hints]] of Object.entries(ODDITIES)) {
    it(name, async () => expect(await rulesBroken(xml)).to.have.members(hints))
  }
})
