import { expect } from 'chai'
import { EMBEDDED } from '../../../engine/index.ts'
import { dataObject, into, io, outOf } from '../../support/data-drawn.ts'
import { MESSAGE, call, catching, exclusive, script, start, sub, throwing, user } from '../elements.ts'
import { change, engine, file, machine, message } from '../play.ts'
import { story } from '../story.ts'

const ORDER = dataObject('order', 'draft', 'approved')
const property = (name: string) => `<property id="prop_${name}" name="${name}"/>`
/** One task with data drawn at it, then `next`. */
const drawn = (inside: string, objects = ORDER + dataObject('result')) =>
  machine(objects + start('s') + user('a', inside) + user('next'), 's > a > next')

export const data = [
  story('data/object', 'is there, empty, from the beginning, and given back at the end', async () => {
    const m = await machine(ORDER + start('s') + user('a'), 's > a')
    expect(m.start().variables).to.deep.equal({ order: null })
    m.complete('a', { order: { id: 7 } })
    expect(m.ended?.variables).to.deep.equal({ order: { id: 7 } })
  }),
  story('data/object-scope', 'cannot be seen outside', async () => {
    const box = sub('box', dataObject('inner') + start('i') + user('a'), 'i > a')
    const m = await machine(start('s') + box + user('next'), 's > box > next')
    expect(m.start().complete('a', { inner: 5 }).openTasks).to.deep.equal(['next'])
    expect(m.seenAt('next')).to.deep.equal({})
  }),
  story('data/object-shadow', 'the outer one keeps its value', async () => {
    const box = sub('box', '<dataObject id="mine" name="order"/>' + start('i') + user('a') + user('b'), 'i > a > b')
    const m = await machine(ORDER + start('s') + box + user('next'), 's > box > next')
    m.start({ order: 'outer' })
    expect(m.seenAt('a').order).to.equal(null)
    expect(m.complete('a', { order: 'inner' }).seenAt('b').order).to.equal('inner')
    expect(m.complete('b').seenAt('next').order).to.equal('outer')
  }),
  story('data/object-collection', 'a multi-instance runs over it', async () => {
    const each =
      '<multiInstanceLoopCharacteristics><loopDataInputRef>orders</loopDataInputRef><inputDataItem id="one"/></multiInstanceLoopCharacteristics>'
    const m = await drawn(each, '<dataObject id="orders" isCollection="true"/>')
    expect(m.start({ orders: [1, 2, 3] }).openTasks).to.deep.equal(['a', 'a', 'a'])
    expect(m.seenAt('a').one).to.equal(1)
  }),
  story('data/reference', 'what is written by one is read by the other', async () => {
    const two = '<dataObjectReference id="again" dataObjectRef="order"/>'
    const m = await machine(
      ORDER +
        two +
        start('s') +
        user('a', io([], ['given']) + outOf({ from: 'given', to: 'order_ref' })) +
        user('b', io(['wanted']) + into({ from: 'again', to: 'wanted' })),
      's > a > b',
    )
    expect(m.start().complete('a', { given: 7 }).seenAt('b').wanted).to.equal(7)
  }),
  story('data/state', 'an activity waits until the object is in the state in which it is drawn', async () => {
    const approve = user('a', io([], ['given']) + outOf({ from: 'given', to: 'order_approved' }))
    const ship = user('b', io(['wanted']) + into({ from: 'order_approved', to: 'wanted' }))
    const m = await machine(ORDER + start('s') + approve + ship, 's > a; s > b')
    expect(m.start({ order: 7 }).openTasks).to.deep.equal(['a'])
    expect(m.complete('a', { given: 7 }).openTasks).to.deep.equal(['b'])
  }),
  story('data/store', 'what one instance wrote another reads, also of another process', () => {
    const STORE = '<dataStore id="rates" name="rates"/>'
    const reference = '<dataStoreReference id="r" dataStoreRef="rates"/>'
    return engine(
      [
        file(
          'w',
          reference + start('s') + user('a', io([], ['given']) + outOf({ from: 'given', to: 'r' })),
          's > a',
          STORE,
        ),
        file(
          'q',
          reference +
            start('s') +
            exclusive('x') +
            user('b', io(['wanted']) + into({ from: 'r', to: 'wanted' }) + outOf({ from: 'wanted', to: 'seen' })) +
            dataObject('seen') +
            user('c'),
          's > x > b > c',
          STORE,
        ),
      ],
      async (house) => {
        await house.start('w')
        await house.complete('a', { given: 7 })
        const { id } = await house.start('q')
        await house.complete('b')
        const query = { institutionId: EMBEDDED.institutionId, processInstanceId: id }
        expect((await house.engine.getProcessInstance(query)).variables).to.deep.equal({ seen: 7 })
      },
    )
  }),
  story('data/property-process', 'lives as long as the process', async () => {
    const m = await machine(property('note') + start('s') + user('a') + user('b'), 's > a > b')
    expect(m.start().variables).to.deep.equal({ note: null })
    expect(m.complete('a', { note: 'x' }).seenAt('b')).to.deep.equal({ note: 'x' })
  }),
  story('data/property-sub-process', 'lives as long as the sub-process', async () => {
    const box = sub('box', property('note') + start('i') + user('a') + user('b'), 'i > a > b')
    const m = await machine(start('s') + box + user('next'), 's > box > next')
    expect(m.start().complete('a', { note: 'x' }).seenAt('b')).to.deep.equal({ note: 'x' })
    expect(m.complete('b').seenAt('next')).to.deep.equal({})
  }),
  story('data/property-activity', 'gone when the task is done', async () => {
    const m = await drawn(property('note') + into({ from: 'order_ref', to: 'prop_note' }), ORDER)
    expect(m.start({ order: 7 }).seenAt('a').note).to.equal(7)
    expect(m.complete('a').seenAt('next')).to.deep.equal({ order: 7 })
  }),
  story('data/item-definition', 'the data object holds what it is given', async () => {
    const m = await machine(
      '<dataObject id="order" itemSubjectRef="OrderType"/>' + start('s') + user('a'),
      's > a',
      '<itemDefinition id="OrderType" structureRef="xsd:string" isCollection="false" itemKind="Information"/>',
    )
    expect(m.start({ order: 'seven' }).seenAt('a').order).to.equal('seven')
  }),

  story('data/input', 'the activity sees it, nobody else', async () => {
    const m = await drawn(io(['wanted']) + into({ from: 'order_ref', to: 'wanted' }))
    expect(m.start({ order: { id: 7 } }).seenAt('a').wanted).to.deep.equal({ id: 7 })
    expect(m.complete('a').seenAt('next')).to.deep.equal({ order: { id: 7 }, result: null })
  }),
  story('data/output', 'when the activity is done, not before', async () => {
    const m = await drawn(io([], ['given']) + outOf({ from: 'given', to: 'result_ref' }))
    expect(m.start().variable('result')).to.equal(null)
    expect(m.complete('a', { given: 5 }).seenAt('next')).to.deep.equal({ order: null, result: 5 })
  }),
  story('data/transformation', 'gives what is put into the target', async () => {
    const m = await drawn(io(['wanted']) + into({ from: 'order_ref', to: 'wanted', transformation: 'order.price * 2' }))
    expect(m.start({ order: { price: 4 } }).seenAt('a').wanted).to.equal(8)
  }),
  story('data/transformation-sources', 'sees all of them', async () => {
    const sum = into({ from: ['order_ref', 'result_ref'], to: 'wanted', transformation: 'order + result' })
    const m = await drawn(io(['wanted']) + sum)
    expect(m.start({ order: 4, result: 3 }).seenAt('a').wanted).to.equal(7)
  }),
  story('data/assignment', 'each sets a part of the target, the rest stays', async () => {
    const parts = [
      ['given', 'result.by'],
      ['"closed"', 'result.state'],
    ] as const
    const m = await drawn(io([], ['given']) + outOf({ from: 'given', to: 'result_ref', assignments: parts }))
    m.start({ result: { id: 1, state: 'open' } }).complete('a', { given: 'anna' })
    expect(m.variable('result')).to.deep.equal({ id: 1, by: 'anna', state: 'closed' })
  }),
  story('data/event-catch', 'what the message brought is put where it is drawn', async () => {
    const brought = `<dataOutput id="text" name="text"/>${outOf({ from: 'text', to: 'order_ref' })}<outputSet><dataOutputRefs>text</dataOutputRefs></outputSet>`
    const m = await machine(ORDER + start('s') + catching('c', brought + MESSAGE) + user('a'), 's > c > a')
    expect(message(m.start(), { text: 'yes' }).seenAt('a')).to.deep.equal({ order: 'yes' })
  }),
  story('data/event-throw', 'what is drawn to it goes with the message, and nothing else', async () => {
    const taken = `<dataInput id="sum" name="sum"/>${into({ from: 'order_ref', to: 'sum' })}<inputSet><dataInputRefs>sum</dataInputRefs></inputSet>`
    const m = await machine(ORDER + start('s') + throwing('t', taken + MESSAGE) + user('a'), 's > t > a')
    expect(m.start({ order: 5, secret: 1 }).thrown[0]?.payload).to.deep.equal({ sum: 5 })
  }),
  story('data/input-set', 'its token waits at it', async () => {
    const m = await drawn(io(['wanted']) + into({ from: 'order_ref', to: 'wanted' }))
    expect(m.start().openTasks).to.deep.equal([])
    expect(change(m, { order: 7 }).openTasks).to.deep.equal(['a'])
    expect(m.seenAt('a').wanted).to.equal(7)
  }),
  story('data/input-sets', 'in the order in which they are drawn', async () => {
    const two =
      io(['one', 'two'], [], [['one'], ['two']]) +
      into({ from: 'order_ref', to: 'one' }) +
      into({ from: 'result_ref', to: 'two' })
    const second = (await drawn(two)).start()
    expect(second.openTasks).to.deep.equal([])
    expect(change(second, { result: 5 }).seenAt('a')).to.include({ two: 5 })
    const first = (await drawn(two)).start({ order: 4, result: 5 })
    expect(first.seenAt('a').one).to.equal(4)
    expect(first.seenAt('a').two ?? null).to.equal(null)
  }),
  story('data/input-optional', 'the activity begins without them', async () => {
    const m = await drawn(io(['wanted?']) + into({ from: 'order_ref', to: 'wanted' }))
    expect(m.start().openTasks).to.deep.equal(['a'])
  }),
  story('data/call-activity', 'inputs go into the called process, its outputs come back', () => {
    const around = dataObject('order') + dataObject('result')
    const associations =
      io(['wanted'], ['given']) + into({ from: 'order_ref', to: 'wanted' }) + outOf({ from: 'given', to: 'result_ref' })
    return engine(
      [
        file('p', around + start('s') + call('c', 'q', associations) + user('next'), 's > c > next'),
        file('q', io(['wanted'], ['given']) + start('s') + script('t', 'given', 'wanted * 2'), 's > t'),
      ],
      async (house) => {
        const { id } = await house.start('p', { order: 4 })
        await house.settle()
        expect(await house.openTasks()).to.deep.equal(['next'])
        const query = { institutionId: EMBEDDED.institutionId, processInstanceId: id }
        expect((await house.engine.getProcessInstance(query)).variables).to.deep.equal({ order: 4, result: 8 })
      },
    )
  }),
  story('data/expression', 'in a condition', async () => {
    const m = await machine(
      ORDER + property('limit') + start('s') + exclusive('g') + user('x') + user('y'),
      's > g; g > x [=order.sum > limit]; g > y [default]',
    )
    expect(m.start({ order: { sum: 5 }, limit: 4 }).openTasks).to.deep.equal(['x'])
  }),
]
