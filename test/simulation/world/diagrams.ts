/** Processes that random ones need: who answers, who is called, who is started by an alarm or by the clock. */
import { definitionOf, process } from './draw.ts'

/** Started by a question; its end is the answer. */
const answering = process(
  'answering',
  `<startEvent id="asked"><messageEventDefinition messageRef="case_asked"/></startEvent>
   <serviceTask id="look" camunda:class="book"/>
   <endEvent id="answer"><messageEventDefinition messageRef="case_answered"/></endEvent>`,
  'asked > look > answer',
)

/** Called: a person and a handler. */
const calm = process(
  'calm',
  `<startEvent id="start"/><userTask id="inside" camunda:candidateGroups="clerks"/><serviceTask id="note" camunda:class="book"/><endEvent id="end"/>`,
  'start > inside > note > end',
)

/** Called: refuses, with an error that its caller may catch, where `c0` is false. */
const grim = process(
  'grim',
  `<startEvent id="start"/><serviceTask id="try" camunda:class="brittle"/><exclusiveGateway id="ask" default="ask_no"/>
   <callActivity id="deeper" calledElement="calm"/><endEvent id="yes"/>
   <endEvent id="no"><errorEventDefinition errorRef="refused"/></endEvent>`,
  'start > try > ask; ask > deeper [=c0]; deeper > yes; ask > no',
)

const alarmed = process(
  'alarmed',
  `<startEvent id="rings"><signalEventDefinition signalRef="alarm"/></startEvent>
   <userTask id="run" camunda:candidateGroups="clerks"/><endEvent id="end"/>
   <boundaryEvent id="late" attachedToRef="run">${definitionOf({ on: 'timer', delay: 'P1D' })}</boundaryEvent><endEvent id="over"/>`,
  'rings > run > end; late > over',
)

const daily = process(
  'daily',
  `<startEvent id="morning"><timerEventDefinition><timeCycle>R/P1D</timeCycle></timerEventDefinition></startEvent>
   <serviceTask id="sweep" camunda:class="book"/><endEvent id="end"/>`,
  'morning > sweep > end',
)

/** By their keys. */
export const HELPERS: Readonly<Record<string, string>> = { answering, calm, grim, alarmed, daily }
