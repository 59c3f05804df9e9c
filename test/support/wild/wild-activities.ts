/** Activities of wild diagrams: what they are, how often they run, which data they want. */
import type { Tape } from './tape.ts'
import { condition, value } from './vocabulary.ts'

export interface Work {
  readonly tag: string
  readonly attributes: string
  readonly inside: string
}

/** What a task does. */
export const task = (tape: Tape): Work => {
  const tag = tape.one([
    'userTask',
    'userTask',
    'serviceTask',
    'scriptTask',
    'task',
    'manualTask',
    'receiveTask',
    'sendTask',
    'businessRuleTask',
    'callActivity',
  ])
  const work = (attributes: string, inside = ''): Work => ({ tag, attributes, inside })
  switch (tag) {
    case 'userTask':
      return tape.chance(20)
        ? work(` camunda:dueDate="${tape.one(['=d1', 'P1D', '=now() + duration(&quot;PT1H&quot;)'])}"`)
        : work('')
    case 'serviceTask':
      return work(
        tape.one([
          ' camunda:type="external" camunda:topic="t"',
          ` camunda:expression="${value(tape).replaceAll('"', '&quot;')}" camunda:resultVariable="x"`,
          ' camunda:type="external" camunda:topic="=key"',
        ]),
      )
    case 'scriptTask':
      return work(
        ` scriptFormat="feel" camunda:resultVariable="${tape.one(['x', 'b', 'list'])}"`,
        `<script>${tape.one([value(tape), condition(tape)])}</script>`,
      )
    case 'receiveTask':
    case 'sendTask':
      return work(` messageRef="${tape.one(['m1', 'm2', 'm3'])}"`)
    case 'businessRuleTask':
      return work(' camunda:decisionRef="decision" camunda:resultVariable="x" camunda:mapDecisionResult="singleEntry"')
    case 'callActivity':
      return work(
        ` calledElement="${tape.one(['other', '=key'])}"`,
        tape.chance(30)
          ? '<extensionElements><camunda:in variables="all"/><camunda:out source="x" target="x"/></extensionElements>'
          : '',
      )
    default:
      return work('')
  }
}

/** Loop markers, or none. */
export const repetition = (tape: Tape, id: string, percent = 20): string => {
  if (!tape.chance(percent)) return ''
  return tape.chance(35) ? standardLoop(tape) : multiInstance(tape, id)
}

const standardLoop = (tape: Tape): string => {
  const maximum = tape.chance(70) ? ` loopMaximum="${tape.below(4)}"` : ''
  const until = tape.chance(70) ? `<loopCondition>${condition(tape)}</loopCondition>` : ''
  return `<standardLoopCharacteristics testBefore="${tape.chance(50)}"${maximum}>${until}</standardLoopCharacteristics>`
}

const multiInstance = (tape: Tape, id: string): string => {
  const count = tape.one([
    '<loopCardinality>2</loopCardinality>',
    '<loopCardinality>0</loopCardinality>',
    '<loopCardinality>=x</loopCardinality>',
    `<loopDataInputRef>d1</loopDataInputRef><inputDataItem id="${id}_item" name="one"/>`,
    `<loopDataInputRef>d1</loopDataInputRef><loopDataOutputRef>d2</loopDataOutputRef><outputDataItem id="${id}_item" name="given"/>`,
  ])
  const list = tape.chance(25) ? ' camunda:collection="=list" camunda:elementVariable="one"' : ''
  const behavior = tape.one([
    '',
    '',
    ' behavior="None" noneBehaviorEventRef="throws_s1"',
    ' behavior="One" oneBehaviorEventRef="throws_e1"',
    ' behavior="None" noneBehaviorEventRef="throws_c1"',
    ' behavior="Complex"',
  ])
  const complex = behavior.includes('Complex')
    ? `<complexBehaviorDefinition id="${id}_cb"><condition>${condition(tape)}</condition><event id="${id}_ev">${tape.one(THROWN)}</event></complexBehaviorDefinition>`
    : ''
  const until = tape.chance(30) ? `<completionCondition>${condition(tape)}</completionCondition>` : ''
  return `<multiInstanceLoopCharacteristics isSequential="${tape.chance(50)}"${list}${behavior}>${count}${complex}${until}</multiInstanceLoopCharacteristics>`
}

const THROWN = [
  '<escalationEventDefinition escalationRef="c1"/>',
  '<signalEventDefinition signalRef="s1"/>',
  '<errorEventDefinition errorRef="e1"/>',
] as const

/** Camunda's mappings and BPMN's data, or none. */
export const data = (tape: Tape, id: string, isSubProcess: boolean): string => {
  const mappings = tape.chance(15)
    ? `<extensionElements><camunda:inputOutput>${tape.chance(60) ? `<camunda:inputParameter name="x">${value(tape)}</camunda:inputParameter>` : ''}${tape.chance(60) ? `<camunda:outputParameter name="b">${value(tape)}</camunda:outputParameter>` : ''}</camunda:inputOutput></extensionElements>`
    : ''
  if (isSubProcess || !tape.chance(15)) return mappings
  const optional = tape.chance(30) ? `<optionalInputRefs>${id}_i</optionalInputRefs>` : ''
  return `${mappings}<ioSpecification><dataInput id="${id}_i" name="wanted"/><dataOutput id="${id}_o" name="given"/><inputSet><dataInputRefs>${id}_i</dataInputRefs>${optional}</inputSet><outputSet><dataOutputRefs>${id}_o</dataOutputRefs></outputSet></ioSpecification>${
    tape.chance(70)
      ? `<dataInputAssociation><sourceRef>${tape.one(['d1_r', 'd2_r', 'd1_ready', 'store_r'])}</sourceRef><targetRef>${id}_i</targetRef></dataInputAssociation>`
      : ''
  }${
    tape.chance(70)
      ? `<dataOutputAssociation><sourceRef>${id}_o</sourceRef><targetRef>${tape.one(['d1_r', 'd2_r', 'd1_ready', 'store_r'])}</targetRef></dataOutputAssociation>`
      : ''
  }`
}

export const quantities = (tape: Tape): string =>
  `${tape.chance(8) ? ` startQuantity="${1 + tape.below(3)}"` : ''}${tape.chance(6) ? ` completionQuantity="${1 + tape.below(3)}"` : ''}`
