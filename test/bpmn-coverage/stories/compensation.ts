import { expect } from 'chai'
import type { Machine } from '../../support/machine.ts'
import {
  AFTER_AN_HOUR,
  COMPENSATE,
  ERROR,
  MESSAGE,
  boundary,
  end,
  handler,
  script,
  service,
  start,
  sub,
  throwing,
  undoable,
  user,
} from '../elements.ts'
import { elapse, machine, message } from '../play.ts'
import { story } from '../story.ts'

/** Two undoable tasks, one after the other, then the throwing event `t`, then `next`. */
const trip = (definition = COMPENSATE): Promise<Machine> =>
  machine(
    start('s') + undoable('hotel') + undoable('car') + throwing('t', definition) + user('next'),
    's > hotel > car > t > next',
  )
/** Completes what is open, one after the other. @returns in which order that was, up to `next` */
const order = (m: Machine): string[] => {
  const done: string[] = []
  while (m.openTasks.length === 1 && m.openTasks[0] !== 'next' && done.length < 10) {
    done.push(m.openTasks.join())
    m.complete(m.openTasks.join())
  }
  return done
}
const EACH = 'camunda:collection="rooms" camunda:elementVariable="room"'

export const compensation = [
  story('compensation/order', 'step by step', async () => {
    const m = (await trip()).start().complete('hotel').complete('car')
    expect(order(m)).to.deep.equal(['uncar', 'unhotel'])
    expect(m.openTasks).to.deep.equal(['next'])
  }),
  story('compensation/completed', 'not what was interrupted or never begun', async () => {
    const m = await machine(
      start('s') +
        undoable('hotel') +
        undoable('car') +
        boundary('late', 'car', AFTER_AN_HOUR) +
        throwing('t', COMPENSATE) +
        user('next'),
      's > hotel > car; late > t > next',
    )
    m.start().complete('hotel')
    expect(order(elapse(m, 'PT1H'))).to.deep.equal(['unhotel'])
    expect(m.openTasks).to.deep.equal(['next'])
  }),
  story('compensation/once', 'a second event finds nothing', async () => {
    const m = await machine(
      start('s') + undoable('hotel') + throwing('t', COMPENSATE) + throwing('u', COMPENSATE) + user('next'),
      's > hotel > t > u > next',
    )
    expect(order(m.start().complete('hotel'))).to.deep.equal(['unhotel'])
    expect(m.openTasks).to.deep.equal(['next'])
  }),
  story('compensation/activity', 'the other one stays done', async () => {
    const m = (await trip('<compensateEventDefinition activityRef="hotel"/>')).start().complete('hotel').complete('car')
    expect(order(m)).to.deep.equal(['unhotel'])
    expect(m.openTasks).to.deep.equal(['next'])
  }),
  story('compensation/no-wait', 'the thrower goes on at once', async () => {
    const m = (await trip('<compensateEventDefinition waitForCompletion="false"/>')).start()
    expect(m.complete('hotel').complete('car').openTasks).to.deep.equal(['next', 'uncar'])
    m.complete('next')
    expect(m.ended).to.equal(null)
    expect(m.complete('uncar').complete('unhotel').ended?.status).to.equal('completed')
  }),
  story('compensation/data', 'whatever has become of them since', async () => {
    const m = await machine(
      start('s') +
        undoable('hotel', script('hotel', 'room', '7')) +
        undoable('car', script('car', 'room', '8')) +
        script('later', 'room', '99') +
        throwing('t', COMPENSATE) +
        user('next'),
      's > hotel > car > later > t > next',
    )
    expect(m.start().seenAt('uncar').room).to.equal(8)
    expect(m.complete('uncar').seenAt('unhotel').room).to.equal(7)
    expect(m.complete('unhotel').variable('room')).to.equal(99)
  }),
  story('compensation/sub-process', 'the last first, inside as outside', async () => {
    const box = sub('box', start('i') + undoable('hotel') + undoable('car'), 'i > hotel > car')
    const m = await machine(
      start('s') + box + undoable('seat') + throwing('t', COMPENSATE) + user('next'),
      's > box > seat > t > next',
    )
    expect(order(m.start().complete('hotel').complete('car').complete('seat'))).to.deep.equal([
      'unseat',
      'uncar',
      'unhotel',
    ])
  }),
  story('compensation/handler', 'it alone', async () => {
    const box = sub('box', start('i') + undoable('hotel'), 'i > hotel')
    const m = await machine(
      start('s') + undoable('box', box) + throwing('t', COMPENSATE) + user('next'),
      's > box > t > next',
    )
    expect(order(m.start().complete('hotel'))).to.deep.equal(['unbox'])
  }),
  story('compensation/event-sub-process', 'it may undo what is inside', async () => {
    const undo = handler('h', start('hs', COMPENSATE) + user('ring') + throwing('ht', COMPENSATE), 'hs > ring > ht')
    const m = await machine(
      start('s') +
        sub('box', start('i') + undoable('hotel') + undo, 'i > hotel') +
        throwing('t', COMPENSATE) +
        user('next'),
      's > box > t > next',
    )
    expect(order(m.start().complete('hotel'))).to.deep.equal(['ring', 'unhotel'])
    expect(m.openTasks).to.deep.equal(['next'])
  }),
  story('compensation/multi-instance', 'with the item of each', async () => {
    const hotel = user('hotel', `<multiInstanceLoopCharacteristics isSequential="true" ${EACH}/>`)
    const m = await machine(
      start('s') + undoable('hotel', hotel) + throwing('t', COMPENSATE) + user('next'),
      's > hotel > t > next',
    )
    m.start({ rooms: [7, 8] })
      .complete('hotel')
      .complete('hotel')
    expect(m.seenAt('unhotel').room).to.equal(8)
    expect(m.complete('unhotel').seenAt('unhotel').room).to.equal(7)
    expect(m.complete('unhotel').openTasks).to.deep.equal(['next'])
  }),
  story('compensation/loop', 'as often as it ran', async () => {
    const hotel = user('hotel', '<standardLoopCharacteristics loopMaximum="2"/>')
    const m = await machine(
      start('s') + undoable('hotel', hotel) + throwing('t', COMPENSATE) + user('next'),
      's > hotel > t > next',
    )
    expect(order(m.start().complete('hotel').complete('hotel'))).to.deep.equal(['unhotel', 'unhotel'])
  }),
  story('compensation/from-handler', 'what completed around it', async () => {
    const h = handler('h', start('hs', ERROR) + throwing('ht', COMPENSATE) + user('tell'), 'hs > ht > tell')
    const m = await machine(start('s') + undoable('hotel') + service('pay') + h, 's > hotel > pay')
    m.start().complete('hotel').throwJobError('pay', 'BROKEN')
    expect(m.openTasks).to.deep.equal(['unhotel'])
    expect(m.complete('unhotel').openTasks).to.deep.equal(['tell'])
  }),
  story('compensation/from-handler-too', 'the last first', async () => {
    const h = handler('h', start('hs', ERROR) + undoable('taxi') + throwing('ht', COMPENSATE), 'hs > taxi > ht')
    const m = await machine(start('s') + undoable('hotel') + service('pay') + h, 's > hotel > pay')
    m.start().complete('hotel').throwJobError('pay', 'BROKEN').complete('taxi')
    expect(order(m)).to.deep.equal(['untaxi', 'unhotel'])
    expect(m.ended?.status).to.equal('completed')
  }),
  story('compensation/of-handler', 'in the order in which they completed', async () => {
    const more = handler('h', start('hs', MESSAGE, 'isInterrupting="false"') + undoable('taxi'), 'hs > taxi')
    const box = sub('box', start('i') + undoable('hotel') + user('stay') + more, 'i > hotel > stay')
    const m = await machine(start('s') + box + throwing('t', COMPENSATE) + user('next'), 's > box > t > next')
    message(m.start().complete('hotel')).complete('taxi').complete('stay')
    expect(order(m)).to.deep.equal(['untaxi', 'unhotel'])
    expect(m.openTasks).to.deep.equal(['next'])
  }),
  story('compensation/handler-sub-process', 'all of it runs', async () => {
    const undo = sub('unhotel', start('i') + user('x') + user('y'), 'i > x > y', 'isForCompensation="true"')
    const m = await machine(
      start('s') + undoable('hotel', user('hotel'), undo) + throwing('t', COMPENSATE) + user('next'),
      's > hotel > t > next',
    )
    expect(order(m.start().complete('hotel'))).to.deep.equal(['x', 'y'])
    expect(m.openTasks).to.deep.equal(['next'])
  }),
  story('compensation/handler-not-in-flow', 'where nothing is thrown, nothing is undone', async () => {
    const m = await machine(start('s') + undoable('hotel') + end('e'), 's > hotel > e')
    expect(m.start().openTasks).to.deep.equal(['hotel'])
    expect(m.complete('hotel').ended?.status).to.equal('completed')
    expect(m.path).not.to.include('unhotel')
  }),
]
