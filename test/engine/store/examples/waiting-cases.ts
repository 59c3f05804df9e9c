/**
 * One case of every kind of waiting, begun by the program that wrote the examples and ended by the program of today.
 * The diagrams here are those of the next example to be made; examples that are there keep the ones they were made with.
 */
import type { Actor, Engine } from '../../../../engine/engine.ts'
import type { ResourceFile } from '../../../../engine/model/deployment.ts'
import { bpmn, flows } from '../../../support/bpmn.ts'

export const INSTITUTION = 'institution'

/** Acts on everything. */
export const by: Actor = {
  id: 'system',
  institutionId: INSTITUTION,
  groups: ['KAC'],
  language: 'en',
  mayManage: true,
}

/** When the cases were begun. */
export const BEGUN_AT = '2026-03-02T08:00:00.000Z'

const S = '<startEvent id="s"/>'
const E = '<endEvent id="e"/>'

const USER_TASK = bpmn(
  `${S}<userTask id="approve" name="Approve" camunda:candidateGroups="KAC" camunda:dueDate="P5D">
     <extensionElements><camunda:inputOutput>
       <camunda:inputParameter name="half">=days / 2</camunda:inputParameter>
       <camunda:outputParameter name="granted">=approved and half > 1</camunda:outputParameter>
     </camunda:inputOutput></extensionElements>
   </userTask>
   <boundaryEvent id="daily" attachedToRef="approve" cancelActivity="false">
     <timerEventDefinition><timeCycle>R3/P1D</timeCycle></timerEventDefinition></boundaryEvent>
   <endEvent id="reminded"/>
   <endEvent id="e"><extensionElements><camunda:properties>
     <camunda:property name="endState" value="=if granted then &quot;granted&quot; else &quot;refused&quot;"/>
   </camunda:properties></extensionElements></endEvent>`,
  's > approve > e; daily > reminded',
  { key: 'example-user-task' },
)

/** Inside a sub-process one way has come to the join; an event sub-process listens beside it. */
const SUB_PROCESS = bpmn(
  `${S}<subProcess id="sub"><startEvent id="is"/><parallelGateway id="fork"/><userTask id="a"/><userTask id="b"/>
     <parallelGateway id="join"/><endEvent id="ie"/>${flows('is > fork > a > join > ie; fork > b > join')}
     <subProcess id="withdrawal" triggeredByEvent="true">
       <startEvent id="withdrawn"><messageEventDefinition id="wm" messageRef="m1"/></startEvent><endEvent id="we"/>
       ${flows('withdrawn > we')}</subProcess>
   </subProcess>${E}`,
  's > sub > e',
  { key: 'example-sub-process', roots: '<message id="m1" name="example.withdrawn"/>' },
)

const each = (sequential: boolean): string =>
  `<userTask id="review"><extensionElements><camunda:inputOutput>
     <camunda:outputParameter name="lastReviewed">=item</camunda:outputParameter></camunda:inputOutput></extensionElements>
     <multiInstanceLoopCharacteristics isSequential="${sequential}" camunda:collection="items" camunda:elementVariable="item"/>
   </userTask>`
const PARALLEL = bpmn(`${S}${each(false)}${E}`, 's > review > e', { key: 'example-parallel' })
const SEQUENTIAL = bpmn(`${S}${each(true)}${E}`, 's > review > e', { key: 'example-sequential' })

const CALLED = bpmn(`${S}<userTask id="decide"/>${E}`, 's > decide > e', { key: 'example-called' })
const call = (key: string, calledElement: string): string =>
  bpmn(`${S}<callActivity id="call" calledElement="${calledElement}"/>${E}`, 's > call > e', { key })
const CALL = call('example-call', 'example-called')
/** Calls what nobody has deployed yet: an incident until somebody does. */
const CALL_ABSENT = call('example-call-absent', 'example-absent')
/** Deployed after the examples were made. */
export const ABSENT: ResourceFile = {
  name: 'absent.bpmn',
  content: bpmn(`${S}<userTask id="late"/>${E}`, 's > late > e', { key: 'example-absent' }),
}

const EVENT_GATEWAY = bpmn(
  `${S}<eventBasedGateway id="which"/>
   <intermediateCatchEvent id="paid"><messageEventDefinition id="pm" messageRef="m2"/></intermediateCatchEvent>
   <intermediateCatchEvent id="forgotten"><timerEventDefinition><timeDuration>P30D</timeDuration></timerEventDefinition></intermediateCatchEvent>
   <userTask id="ship"/><endEvent id="e"/><endEvent id="e2"/>`,
  's > which > paid > ship > e; which > forgotten > e2',
  { key: 'example-event-gateway', roots: '<message id="m2" name="example.paid"/>' },
)

const TIMER = bpmn(
  `${S}<intermediateCatchEvent id="pause"><timerEventDefinition><timeDuration>P10D</timeDuration></timerEventDefinition></intermediateCatchEvent>${E}`,
  's > pause > e',
  { key: 'example-timer' },
)

const SIGNAL = bpmn(
  `${S}<intermediateCatchEvent id="heard"><signalEventDefinition id="sd" signalRef="sg"/></intermediateCatchEvent>${E}`,
  's > heard > e',
  { key: 'example-signal', roots: '<signal id="sg" name="example.opened"/>' },
)

const external = (key: string, topic: string): string =>
  bpmn(`${S}<serviceTask id="send" camunda:type="external" camunda:topic="${topic}"/>${E}`, 's > send > e', { key })
const JOB = external('example-job', 'example-letters')
const INCIDENT = external('example-incident', 'example-broken')

/** `a` needs the order in the state that `other` gives it. */
const DATA = bpmn(
  `<dataObject id="order"/><dataObjectReference id="order_ref" dataObjectRef="order"/>
   <dataObjectReference id="order_approved" dataObjectRef="order"><dataState name="approved"/></dataObjectReference>
   ${S}<parallelGateway id="g"/>
   <userTask id="a"><ioSpecification><dataInput id="wanted" name="wanted"/><inputSet><dataInputRefs>wanted</dataInputRefs></inputSet><outputSet/></ioSpecification>
     <dataInputAssociation><sourceRef>order_approved</sourceRef><targetRef>wanted</targetRef></dataInputAssociation></userTask>
   <userTask id="other"><ioSpecification><dataOutput id="given" name="given"/><inputSet/><outputSet><dataOutputRefs>given</dataOutputRefs></outputSet></ioSpecification>
     <dataOutputAssociation><sourceRef>given</sourceRef><targetRef>order_approved</targetRef></dataOutputAssociation></userTask>`,
  's > g; g > a; g > other',
  { key: 'example-data' },
)

/** One at a time: `c` has come and waits for its turn. */
const TURN = bpmn(
  `${S}<adHocSubProcess id="sub" ordering="Sequential"><userTask id="a"/><userTask id="b"/><userTask id="c"/>${flows('a > b; a > c')}</adHocSubProcess>${E}`,
  's > sub > e',
  { key: 'example-turn' },
)

const CONDITION = bpmn(
  `${S}<userTask id="watch"/><boundaryEvent id="full" attachedToRef="watch" cancelActivity="false"><conditionalEventDefinition><condition>=level > 3</condition></conditionalEventDefinition></boundaryEvent>
   <userTask id="empty"/><endEvent id="e"/><endEvent id="e2"/>`,
  's > watch > e; full > empty > e2',
  { key: 'example-condition' },
)

const undoable = (id: string): string =>
  `<userTask id="${id}"/><boundaryEvent id="on-${id}" attachedToRef="${id}"><compensateEventDefinition/></boundaryEvent>
   <userTask id="un-${id}" isForCompensation="true"/><association id="to-${id}" sourceRef="on-${id}" targetRef="un-${id}"/>`
/** One step of undoing is done, one is being done, one is still to come. */
const COMPENSATION = bpmn(
  `${S}${undoable('one')}${undoable('two')}${undoable('three')}<intermediateThrowEvent id="undo"><compensateEventDefinition/></intermediateThrowEvent>${E}`,
  's > one > two > three > undo > e',
  { key: 'example-compensation' },
)
/** Cancelled: the first step of undoing waits. What completed in it before the cancel could be undone as well. */
const TRANSACTION = bpmn(
  `${S}<transaction id="tx"><startEvent id="ts"/>${undoable('one')}<userTask id="ask"/><endEvent id="no"><cancelEventDefinition/></endEvent>${flows('ts > one > ask > no')}</transaction>
   <boundaryEvent id="cancelled" attachedToRef="tx"><cancelEventDefinition/></boundaryEvent>${E}<endEvent id="e2"/>`,
  's > tx > e; cancelled > e2',
  { key: 'example-transaction' },
)

/** One of two has come. */
const MULTIPLE = bpmn(
  `${S}<intermediateCatchEvent id="both" parallelMultiple="true"><signalEventDefinition id="sd2" signalRef="sg2"/><timerEventDefinition><timeDuration>P10D</timeDuration></timerEventDefinition></intermediateCatchEvent>${E}`,
  's > both > e',
  { key: 'example-multiple', roots: '<signal id="sg2" name="example.closed"/>' },
)

/** At the inclusive join one token waits for the other; at the complex one two of three have gone on. */
const INCLUSIVE = bpmn(
  `${S}<inclusiveGateway id="split"/><userTask id="a"/><userTask id="b"/><userTask id="c"/><inclusiveGateway id="join"/>${E}`,
  's > split; split > a [=true]; split > b [=true]; split > c [=false]; a > join; b > join; c > join; join > e',
  { key: 'example-inclusive' },
)
const COMPLEX = bpmn(
  `${S}<parallelGateway id="split"/><userTask id="a"/><userTask id="b"/><userTask id="c"/>
   <complexGateway id="join"><activationCondition>=activationCount >= 2</activationCondition></complexGateway><userTask id="after"/>${E}`,
  's > split; split > a; split > b; split > c; a > join; b > join; c > join; join > after > e',
  { key: 'example-complex' },
)

/** In its second run; the first gave a result that is collected. */
const LOOP = bpmn(
  `${S}<userTask id="again"><standardLoopCharacteristics loopMaximum="3"><loopCondition>=more</loopCondition></standardLoopCharacteristics></userTask>${E}`,
  's > again > e',
  { key: 'example-loop' },
)
const COLLECTED = bpmn(
  `<dataObject id="names"/><dataObject id="greetings"/><dataObjectReference id="names_ref" dataObjectRef="names"/><dataObjectReference id="greetings_ref" dataObjectRef="greetings"/>
   ${S}<userTask id="greet"><multiInstanceLoopCharacteristics isSequential="true"><loopDataInputRef>names_ref</loopDataInputRef><loopDataOutputRef>greetings_ref</loopDataOutputRef><inputDataItem id="name"/><outputDataItem id="greeting"/></multiInstanceLoopCharacteristics></userTask>${E}`,
  's > greet > e',
  { key: 'example-collected' },
)

const contract = (name: string) => ({
  name,
  key: 'orderId',
  uniqueBy: [],
  payload: null,
  timeToLive: null,
  external: true,
})

const DIAGRAMS: Readonly<Record<string, string>> = {
  'example-user-task': USER_TASK,
  'example-sub-process': SUB_PROCESS,
  'example-parallel': PARALLEL,
  'example-sequential': SEQUENTIAL,
  'example-call': CALL,
  'example-called': CALLED,
  'example-call-absent': CALL_ABSENT,
  'example-event-gateway': EVENT_GATEWAY,
  'example-timer': TIMER,
  'example-signal': SIGNAL,
  'example-job': JOB,
  'example-incident': INCIDENT,
  'example-data': DATA,
  'example-turn': TURN,
  'example-condition': CONDITION,
  'example-compensation': COMPENSATION,
  'example-transaction': TRANSACTION,
  'example-multiple': MULTIPLE,
  'example-inclusive': INCLUSIVE,
  'example-complex': COMPLEX,
  'example-loop': LOOP,
  'example-collected': COLLECTED,
}

export const BUNDLE: readonly ResourceFile[] = [
  ...Object.entries(DIAGRAMS).map(([key, content]) => ({ name: `${key}.bpmn`, content })),
  {
    name: 'messages.json',
    content: JSON.stringify({ messages: ['example.withdrawn', 'example.paid'].map(contract) }),
  },
]

/** @returns the diagram's text */
export function diagramOf(processKey: string): string {
  const found = DIAGRAMS[processKey]
  if (found === undefined) throw new Error(`Expected an example diagram "${processKey}", but there is none.`)
  return found
}

/** Leads one case to every kind of waiting; the workers must not run. */
export async function beginCases(engine: Engine): Promise<void> {
  const start = async (processKey: string, variables = {}): Promise<string> => {
    const { id } = await engine.startProcessInstance({ by, processKey, businessKey: `CASE-${processKey}`, variables })
    await engine.settle()
    return id
  }
  const completeFirst = async (processInstanceId: string, elementId: string, data = {}): Promise<void> => {
    const { items } = await engine.listTasks({ institutionId: INSTITUTION, processInstanceId, elementId })
    const [task] = items.toSorted((a, b) => (a.id < b.id ? -1 : 1))
    await engine.completeTask({ by, taskId: task?.id ?? '', data: { done: elementId, ...data } })
    await engine.settle()
  }
  await start('example-user-task', { days: 14, applicant: 'Ģirts Ķēniņš' })
  await completeFirst(await start('example-sub-process', { orderId: 'W-1' }), 'a')
  await completeFirst(await start('example-parallel', { items: ['x', 'y', 'z'] }), 'review')
  await completeFirst(await start('example-sequential', { items: ['x', 'y', 'z'] }), 'review')
  await start('example-call', { amount: 3 })
  await start('example-call-absent', { amount: 4 })
  await start('example-event-gateway', { orderId: 'P-1' })
  await start('example-timer')
  await start('example-signal')
  await start('example-job', { letter: 'Dear reader' })
  await start('example-incident')
  const [locked] = await engine.fetchAndLock({
    by,
    workerId: 'w',
    maxTasks: 1,
    topics: [{ topicName: 'example-broken', lockDurationMs: 1000 }],
  })
  await start('example-data', { order: 1 })
  await completeFirst(await start('example-turn', { orderId: 'T-1' }), 'a')
  await start('example-condition', { level: 4 })
  const undoing = await start('example-compensation')
  for (const task of ['one', 'two', 'three', 'un-three']) await completeFirst(undoing, task)
  const cancelled = await start('example-transaction')
  for (const task of ['one', 'ask']) await completeFirst(cancelled, task)
  await start('example-multiple')
  await engine.throwSignal({ by, name: 'example.closed', payload: { closed: 1 } })
  await completeFirst(await start('example-inclusive'), 'a')
  const complex = await start('example-complex')
  for (const task of ['a', 'b']) await completeFirst(complex, task)
  await completeFirst(await start('example-loop'), 'again', { more: true })
  await completeFirst(await start('example-collected', { names: ['Anna', 'Ģirts'] }), 'greet', {
    greeting: 'Hello Anna',
  })
  await engine.failExternalTask({ by, jobId: locked?.id ?? '', workerId: 'w', errorMessage: 'no paper', retries: 0 })
  await engine.settle()
}
