import { expect } from 'chai'
import { bpmn, flows } from '../../support/bpmn.ts'
import { findingsOf, prepare, rehearsed } from './rehearsing.ts'

const TIMER = '<timerEventDefinition><timeDuration>P1D</timeDuration></timerEventDefinition>'
const [S, E] = ['<startEvent id="s"/>', '<endEvent id="e"/>']

/** One diagram for each construct of which a rehearsal knows nothing in particular. */
const CONSTRUCTS: readonly (readonly [string, string])[] = [
  [
    'inclusive gateways',
    bpmn(
      `${S}<inclusiveGateway id="f"/><userTask id="a"/><userTask id="b"/><inclusiveGateway id="j"/><userTask id="c"/>${E}`,
      's > f; f > a [=p]; f > b [default]; a > j; b > j; j > c > e',
    ),
  ],
  [
    'a complex gateway',
    bpmn(
      `${S}<parallelGateway id="f"/><userTask id="a"/><userTask id="b"/><complexGateway id="j"><activationCondition>=activationCount &gt;= 1</activationCondition></complexGateway><userTask id="c"/>${E}`,
      's > f; f > a > j; f > b > j; j > c > e',
    ),
  ],
  [
    'a standard loop',
    bpmn(
      `${S}<userTask id="a"><standardLoopCharacteristics><loopCondition>=again</loopCondition></standardLoopCharacteristics></userTask>${E}`,
      's > a > e',
    ),
  ],
  [
    'a multi-instance over data',
    bpmn(
      `<dataObject id="o" isCollection="true"/><dataObjectReference id="r" dataObjectRef="o"/>${S}<userTask id="a"><multiInstanceLoopCharacteristics camunda:collection="=list"/></userTask>${E}`,
      's > a > e',
    ),
  ],
  [
    'an ad-hoc sub-process',
    bpmn(
      `${S}<adHocSubProcess id="x"><userTask id="xa"/><userTask id="xb"/><completionCondition>=enough</completionCondition></adHocSubProcess>${E}`,
      's > x > e',
    ),
  ],
  [
    'a conditional event',
    bpmn(
      `${S}<intermediateCatchEvent id="x"><conditionalEventDefinition><condition>=p</condition></conditionalEventDefinition></intermediateCatchEvent>${E}`,
      's > x > e',
    ),
  ],
  [
    'an event with several triggers',
    bpmn(
      `${S}<intermediateCatchEvent id="x">${TIMER}<signalEventDefinition signalRef="g"/></intermediateCatchEvent>${E}`,
      's > x > e',
      { roots: '<signal id="g" name="go"/>' },
    ),
  ],
  [
    'links',
    bpmn(
      `${S}<userTask id="a"/><intermediateThrowEvent id="to"><linkEventDefinition name="L"/></intermediateThrowEvent><intermediateCatchEvent id="from"><linkEventDefinition name="L"/></intermediateCatchEvent><userTask id="b"/>${E}`,
      's > a > to; from > b > e',
    ),
  ],
  [
    'an escalation',
    bpmn(
      `${S}<subProcess id="x"><startEvent id="xs"/><userTask id="xa"/><endEvent id="xe"><escalationEventDefinition escalationRef="E"/></endEvent>${flows('xs > xa > xe')}</subProcess>
       <boundaryEvent id="b" attachedToRef="x" cancelActivity="false"><escalationEventDefinition escalationRef="E"/></boundaryEvent><userTask id="c"/>${E}<endEvent id="e2"/>`,
      's > x > e; b > c > e2',
      { roots: '<escalation id="E" escalationCode="UP"/>' },
    ),
  ],
  [
    'an error out of a sub-process',
    bpmn(
      `${S}<subProcess id="x"><startEvent id="xs"/><exclusiveGateway id="g"/><userTask id="xa"/><endEvent id="xe"/><endEvent id="xf"><errorEventDefinition errorRef="E"/></endEvent>${flows('xs > g; g > xf; xa > xe')}<sequenceFlow id="g_xa" sourceRef="g" targetRef="xa"><conditionExpression>=ok</conditionExpression></sequenceFlow></subProcess>
       <boundaryEvent id="b" attachedToRef="x"><errorEventDefinition errorRef="E"/></boundaryEvent><userTask id="c"/>${E}<endEvent id="e2"/>`,
      's > x > e; b > c > e2',
      { roots: '<error id="E" errorCode="NO"/>' },
    ).replace('<exclusiveGateway id="g"/>', '<exclusiveGateway id="g" default="g_xf"/>'),
  ],
  [
    'an event sub-process',
    bpmn(
      `${S}<userTask id="a"/>${E}<subProcess id="x" triggeredByEvent="true"><startEvent id="xs" isInterrupting="false">${TIMER}</startEvent><userTask id="xa"/><endEvent id="xe"/>${flows('xs > xa > xe')}</subProcess>`,
      's > a > e',
    ),
  ],
  [
    'an event-based gateway',
    bpmn(
      `${S}<eventBasedGateway id="g"/><intermediateCatchEvent id="t">${TIMER}</intermediateCatchEvent><receiveTask id="r" messageRef="m"/><userTask id="a"/><userTask id="b"/>${E}<endEvent id="e2"/>`,
      's > g; g > t > a > e; g > r > b > e2',
      { roots: '<message id="m" name="came"/>' },
    ),
  ],
  [
    'a receive task that starts',
    bpmn(`<receiveTask id="s" instantiate="true" messageRef="m"/><userTask id="a"/>${E}`, 's > a > e', {
      roots: '<message id="m" name="came"/>',
    }),
  ],
  [
    'compensation in a loop',
    bpmn(
      `${S}<userTask id="a"/><boundaryEvent id="b" attachedToRef="a"><compensateEventDefinition/></boundaryEvent><userTask id="undo" isForCompensation="true"/>
       <association id="as" sourceRef="b" targetRef="undo" associationDirection="One"/>
       <exclusiveGateway id="g"/><intermediateThrowEvent id="t"><compensateEventDefinition/></intermediateThrowEvent>${E}`,
      's > a > g; g > a [=again]; g > t [default]; t > e',
    ),
  ],
  [
    'a terminate end',
    bpmn(
      `${S}<parallelGateway id="f"/><userTask id="a"/><userTask id="b"/><endEvent id="x"><terminateEventDefinition/></endEvent>${E}`,
      's > f; f > a > x; f > b > e',
    ),
  ],
  [
    'conditional flows out of a task',
    bpmn(
      `${S}<userTask id="a"/><userTask id="b"/><userTask id="c"/><userTask id="d"/>${E}<endEvent id="e2"/><endEvent id="e3"/>`,
      's > a; a > b [=p]; a > c [=q]; a > d [default]; b > e; c > e2; d > e3',
    ),
  ],
  [
    'signals and messages thrown and caught in one diagram',
    bpmn(
      `${S}<parallelGateway id="f"/><intermediateThrowEvent id="t"><signalEventDefinition signalRef="g"/></intermediateThrowEvent>
       <intermediateCatchEvent id="c"><signalEventDefinition signalRef="g"/></intermediateCatchEvent><userTask id="u"/>${E}<endEvent id="e2"><messageEventDefinition messageRef="m"/></endEvent>`,
      's > f; f > c > u > e; f > t > e2',
      { roots: '<signal id="g" name="go"/><message id="m" name="done"/>' },
    ),
  ],
]

describe('a rehearsal of', () => {
  for (const [what, xml] of CONSTRUCTS)
    it(`${what}: reaches everything, finds nothing, and both engines agree as far as they are compared`, async () => {
      const { definition } = await prepare(xml)
      const answer = await rehearsed(xml)
      const { compared, notCompared, differences, failures } = answer.comparison

      expect(differences).to.deep.equal([])
      expect(failures).to.deep.equal([])
      expect(findingsOf(answer)).to.deep.equal([])
      expect(answer.budget.exhausted).to.equal(false)
      const told = [...compared, ...notCompared.map(({ elementId }) => elementId)]
      expect(told).to.have.members(Object.keys(definition.nodes))
    })
})
