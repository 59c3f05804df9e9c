import { expect } from 'chai'
import type { Machine } from '../../support/machine.ts'
import { beside, script, start, sub, user } from '../elements.ts'
import { machine } from '../play.ts'
import { story } from '../story.ts'

const loop = (condition: string, attributes = '') =>
  `<standardLoopCharacteristics ${attributes}><loopCondition xsi:type="tFormalExpression">=${condition}</loopCondition></standardLoopCharacteristics>`
const many = (inside: string, attributes = '') =>
  `<multiInstanceLoopCharacteristics ${attributes}>${inside}</multiInstanceLoopCharacteristics>`
const times = (cardinality: number | string) =>
  `<loopCardinality xsi:type="tFormalExpression">${cardinality}</loopCardinality>`
const SEQUENTIAL = 'isSequential="true"'

/** A task `a` that repeats, and `next` behind it. */
const repeating = (characteristics: string, more = '', flows = '', roots = ''): Promise<Machine> =>
  machine(start('s') + user('a', characteristics) + user('next') + more, `s > a > next; ${flows}`, roots)

/** Data in the words of the standard: `a` is given the list `orders` and leaves the list `results`. */
const OVER_DATA = `<ioSpecification id="io"><dataInput id="in" name="wanted" isCollection="true"/><dataOutput id="out" name="given" isCollection="true"/>
<inputSet id="is"><dataInputRefs>in</dataInputRefs></inputSet><outputSet id="os"><dataOutputRefs>out</dataOutputRefs></outputSet></ioSpecification>
<dataInputAssociation id="dia"><sourceRef>orders</sourceRef><targetRef>in</targetRef></dataInputAssociation>
<dataOutputAssociation id="doa"><sourceRef>out</sourceRef><targetRef>results</targetRef></dataOutputAssociation>`
const OBJECTS = '<dataObject id="orders" isCollection="true"/><dataObject id="results" isCollection="true"/>'
const overData = (attributes = '') =>
  machine(
    OBJECTS +
      start('s') +
      user(
        'a',
        OVER_DATA +
          many(
            '<loopDataInputRef>in</loopDataInputRef><loopDataOutputRef>out</loopDataOutputRef><inputDataItem id="order"/><outputDataItem id="result"/>',
            attributes,
          ),
      ) +
      user('next'),
    's > a > next',
  )

const DEFINITION = '<signalEventDefinition id="D" signalRef="S"/>'
const signals = (m: Machine) => m.thrown.filter(({ kind }) => kind === 'signal-thrown').length

export const repeatingActivities = [
  story('repeat/loop-after', 'runs once at least', async () => {
    const m = (await repeating(loop('again'))).start({ again: false })
    expect(m.openTasks).to.deep.equal(['a'])
    expect(m.complete('a', { again: true }).openTasks).to.deep.equal(['a'])
    expect(m.complete('a', { again: false }).openTasks).to.deep.equal(['next'])
  }),
  story('repeat/loop-before', 'may not run at all', async () => {
    const draw = () => repeating(loop('again', 'testBefore="true"'))
    expect((await draw()).start({ again: false }).openTasks).to.deep.equal(['next'])
    const m = (await draw()).start({ again: true })
    expect(m.complete('a').openTasks).to.deep.equal(['a'])
    expect(m.complete('a', { again: false }).openTasks).to.deep.equal(['next'])
  }),
  story('repeat/loop-maximum', 'ends the loop though the condition still holds', async () => {
    const m = (await repeating(loop('true', 'loopMaximum="2"'))).start()
    expect(m.complete('a').openTasks).to.deep.equal(['a'])
    expect(m.complete('a').openTasks).to.deep.equal(['next'])
  }),
  story('repeat/loop-counter', 'counts the runs', async () => {
    const m = (await repeating(loop('loopCounter &lt; 3'))).start()
    const seen: unknown[] = []
    while (m.openTasks[0] === 'a' && seen.length < 10) {
      seen.push(m.seenAt('a').loopCounter)
      m.complete('a')
    }
    expect(seen).to.deep.equal([0, 1, 2])
  }),
  story('repeat/loop-sub-process', 'all of it, each time', async () => {
    const inside = loop('again') + start('i') + user('a') + user('b')
    const m = await machine(start('s') + sub('box', inside, 'i > a > b') + user('next'), 's > box > next')
    expect(m.start().complete('a').complete('b', { again: true }).openTasks).to.deep.equal(['a'])
    expect(m.complete('a').complete('b', { again: false }).openTasks).to.deep.equal(['next'])
  }),

  story('repeat/parallel', 'all at once, all awaited', async () => {
    const m = (await repeating(many(times('=n')))).start({ n: 3 })
    expect(m.openTasks).to.deep.equal(['a', 'a', 'a'])
    expect(m.complete('a').complete('a').openTasks).to.deep.equal(['a'])
    expect(m.complete('a').openTasks).to.deep.equal(['next'])
  }),
  story('repeat/sequential', 'one after the other', async () => {
    const m = (await repeating(many(times(3), SEQUENTIAL))).start()
    for (let done = 0; done < 3; done++) {
      expect(m.openTasks).to.deep.equal(['a'])
      m.complete('a')
    }
    expect(m.openTasks).to.deep.equal(['next'])
  }),
  story('repeat/collection', 'one run for each item, which it sees', async () => {
    const each = many('', `${SEQUENTIAL} camunda:collection="orders" camunda:elementVariable="order"`)
    const m = (await repeating(each)).start({ orders: ['x', 'y'] })
    expect(m.seenAt('a').order).to.equal('x')
    expect(m.complete('a').seenAt('a').order).to.equal('y')
    expect(m.complete('a').openTasks).to.deep.equal(['next'])
  }),
  story('repeat/zero', 'by cardinality or by an empty list', async () => {
    expect((await repeating(many(times(0)))).start().openTasks).to.deep.equal(['next'])
    const each = many('', 'camunda:collection="orders" camunda:elementVariable="order"')
    expect((await repeating(each)).start({ orders: [] }).openTasks).to.deep.equal(['next'])
  }),
  story('repeat/data-input', 'one run for each item of the data object', async () => {
    const m = (await overData(SEQUENTIAL)).start({ orders: ['x', 'y'] })
    expect(m.seenAt('a').order).to.equal('x')
    expect(m.complete('a').seenAt('a').order).to.equal('y')
    expect(m.complete('a').openTasks).to.deep.equal(['next'])
  }),
  story('repeat/data-output', 'what each run gives is one item of the data object', async () => {
    const m = (await overData()).start({ orders: ['x', 'y'] })
    expect(m.complete('a', { result: 'of the first' }).openTasks).to.deep.equal(['a'])
    m.complete('a', { result: 'of the second' })
    expect(m.openTasks).to.deep.equal(['next'])
    expect(m.variable('results')).to.deep.equal(['of the first', 'of the second'])
  }),
  story('repeat/condition', 'asked after each run', async () => {
    const until = '<completionCondition xsi:type="tFormalExpression">=enough</completionCondition>'
    const m = (await repeating(many(times(3) + until))).start()
    expect(m.complete('a', { enough: false }).openTasks).to.deep.equal(['a', 'a'])
    expect(m.complete('a', { enough: true }).openTasks).to.deep.equal(['next'])
  }),
  story('repeat/attributes', 'can be asked by the completion condition', async () => {
    const until = (feel: string) => `<completionCondition xsi:type="tFormalExpression">=${feel}</completionCondition>`
    const half = until('numberOfCompletedInstances / numberOfInstances >= 0.5')
    const m = (await repeating(many(times(4) + half))).start()
    expect(m.complete('a').openTasks).to.deep.equal(['a', 'a', 'a'])
    expect(m.complete('a').openTasks).to.deep.equal(['next'])
    const lastButOne = until('numberOfActiveInstances = 1')
    const n = (await repeating(many(times(3) + lastButOne))).start()
    expect(n.complete('a').openTasks).to.deep.equal(['a', 'a'])
    expect(n.complete('a').openTasks).to.deep.equal(['next'])
    const counted = (await repeating(many(times(2), SEQUENTIAL))).start()
    expect(counted.seenAt('a').loopCounter).to.equal(0)
    expect(counted.complete('a').seenAt('a').loopCounter).to.equal(1)
  }),
  story('repeat/sub-process', 'what one computes the other does not see', async () => {
    const each = many('', 'camunda:collection="orders" camunda:elementVariable="order"')
    const inside = each + start('i') + script('t', 'order', 'order * 2') + user('a')
    const m = await machine(start('s') + sub('box', inside, 'i > t > a') + user('next'), 's > box > next')
    m.start({ orders: [1, 2] })
    expect(m.openTasks).to.deep.equal(['a', 'a'])
    expect(m.seenAt('a').order).to.equal(2)
    expect(m.complete('a').seenAt('a').order).to.equal(4)
    expect(m.complete('a').openTasks).to.deep.equal(['next'])
  }),
  story('repeat/nested', 'two times three', async () => {
    const inside = many(times(2)) + start('i') + user('a', many(times(3)))
    const m = await machine(start('s') + sub('box', inside, 'i > a') + user('next'), 's > box > next')
    expect(m.start().openTasks).to.have.length(6)
    for (let done = 0; done < 5; done++) m.complete('a')
    expect(m.openTasks).to.deep.equal(['a'])
    expect(m.complete('a').openTasks).to.deep.equal(['next'])
  }),
  story('repeat/behaviour-all', 'nothing is thrown', async () => {
    const m = (await repeating(many(times(2), 'behavior="All"'), '', '', DEFINITION)).start()
    expect(signals(m.complete('a').complete('a'))).to.equal(0)
    expect(m.openTasks).to.deep.equal(['next'])
  }),
  story('repeat/behaviour-none', 'each time', async () => {
    const m = (await repeating(many(times(2), 'behavior="None" noneBehaviorEventRef="D"'), '', '', DEFINITION)).start()
    expect(signals(m)).to.equal(0)
    expect(signals(m.complete('a'))).to.equal(1)
    expect(signals(m.complete('a'))).to.equal(2)
    expect(m.openTasks).to.deep.equal(['next'])
  }),
  story('repeat/behaviour-one', 'once; a boundary event may catch it', async () => {
    const definition = '<escalationEventDefinition id="D" escalationRef="E"/>'
    const m = await repeating(
      many(times(3), 'behavior="One" oneBehaviorEventRef="D"'),
      beside('b', 'a', definition.replace(' id="D"', '')) + user('told'),
      'b > told',
      definition,
    )
    expect(m.start().complete('a').openTasks).to.deep.equal(['a', 'a', 'told'])
    expect(m.complete('a').openTasks).to.deep.equal(['a', 'told'])
    expect(m.complete('a').openTasks).to.deep.equal(['next', 'told'])
  }),
  story('repeat/behaviour-complex', 'those whose condition holds when a run completes', async () => {
    const complex =
      '<complexBehaviorDefinition id="cb"><condition xsi:type="tFormalExpression">=numberOfCompletedInstances = 2</condition><event id="ev"><signalEventDefinition id="ed" signalRef="S"/></event></complexBehaviorDefinition>'
    const m = (await repeating(many(times(3) + complex, 'behavior="Complex"'))).start()
    expect(signals(m.complete('a'))).to.equal(0)
    expect(signals(m.complete('a'))).to.equal(1)
    expect(signals(m.complete('a'))).to.equal(1)
    expect(m.openTasks).to.deep.equal(['next'])
  }),
]
