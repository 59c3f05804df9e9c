import { expect } from 'chai'
import {
  handler,
  MESSAGE,
  AFTER_AN_HOUR,
  CANCEL,
  ERROR,
  adHoc,
  boundary,
  end,
  exclusive,
  io,
  parallel,
  start,
  sub,
  task,
  transaction,
  undoable,
  user,
} from '../elements.ts'
import { machine } from '../play.ts'
import { story } from '../story.ts'

/** An ad-hoc sub-process `box` and `next` behind it. */
const ad = (inside: string, flows = '', attributes = '') =>
  machine(start('s') + adHoc('box', inside, flows, attributes) + user('next'), 's > box > next')
const ENOUGH = '<completionCondition xsi:type="tFormalExpression">=enough</completionCondition>'
const ABC = user('a') + user('b') + user('c')
const BY_HAND =
  '<extensionElements><camunda:properties><camunda:property name="begin" value="by hand"/></camunda:properties></extensionElements>'

/** A transaction with two undoable tasks, then `fine` or the cancel end event; `side` runs beside them. */
const booking = () => {
  const inside =
    start('i') + undoable('hotel') + undoable('car') + exclusive('g') + end('ok') + end('no', CANCEL) + user('side')
  const elements = transaction('box', inside, 'i > hotel > car > g; i > side; g > ok [=fine]; g > no [=not(fine)]')
  return machine(
    start('s') + elements + boundary('b', 'box', CANCEL) + user('next') + user('sorry'),
    's > box > next; b > sorry',
  )
}

export const subProcesses = [
  story('sub-process/embedded', 'is left once, when the last of them has ended', async () => {
    const inside = start('i') + user('a') + user('b') + end('e')
    const m = await machine(start('s') + sub('box', inside, 'i > a > e; i > b') + user('next'), 's > box > next')
    expect(m.start().complete('a').openTasks).to.deep.equal(['b'])
    expect(m.complete('b').openTasks).to.deep.equal(['next'])
  }),
  story('sub-process/nested', 'the inner one first, then the outer one', async () => {
    const inner = start('j') + user('a')
    const outer = start('i') + sub('inner', inner, 'j > a') + user('b')
    const m = await machine(start('s') + sub('box', outer, 'i > inner > b') + user('next'), 's > box > next')
    expect(m.start().openTasks).to.deep.equal(['a'])
    expect(m.complete('a').openTasks).to.deep.equal(['b'])
    expect(m.complete('b').openTasks).to.deep.equal(['next'])
  }),
  story('sub-process/empty', 'passes', async () => {
    const m = await machine(start('s') + sub('box', '') + user('next'), 's > box > next')
    expect(m.start().openTasks).to.deep.equal(['next'])
  }),
  story('sub-process/tokens', 'each with the data of its own', async () => {
    const inside = io({ mine: 'n' }) + start('i') + user('a')
    const m = await machine(
      start('s') + parallel('g') + task('x') + user('y') + exclusive('j') + sub('box', inside, 'i > a') + user('next'),
      's > g; g > x > j; g > y > j; j > box > next',
    )
    m.start({ n: 1 }).complete('y', { n: 2 })
    expect(m.openTasks).to.deep.equal(['a', 'a'])
    expect(m.seenAt('a')).to.deep.include({ mine: 1 })
    expect(m.complete('a').openTasks).to.deep.equal(['a', 'next'])
    expect(m.seenAt('a')).to.deep.include({ mine: 2 })
  }),
  story('sub-process/collapsed', 'begins at its start each time', async () => {
    const m = await machine(
      start('s') +
        exclusive('m') +
        sub('box', start('i') + user('a') + user('b'), 'i > a > b') +
        exclusive('x') +
        user('next'),
      's > m > box > x; x > m [=again]; x > next [default]',
    )
    m.start().complete('a').complete('b', { again: true })
    expect(m.openTasks).to.deep.equal(['a'])
    expect(m.complete('a').complete('b', { again: false }).openTasks).to.deep.equal(['next'])
  }),

  story('sub-process/transaction', 'goes on as any sub-process does', async () => {
    const m = (await booking()).start().complete('hotel').complete('car', { fine: true })
    expect(m.openTasks).to.deep.equal(['side'])
    expect(m.complete('side').openTasks).to.deep.equal(['next'])
  }),
  story('sub-process/transaction-cancel', 'the last first', async () => {
    const m = (await booking()).start().complete('side').complete('hotel').complete('car', { fine: false })
    expect(m.openTasks).to.deep.equal(['uncar'])
    expect(m.complete('uncar').openTasks).to.deep.equal(['unhotel'])
    expect(m.complete('unhotel').openTasks).to.deep.equal(['sorry'])
  }),
  story('sub-process/transaction-running', 'before anything is undone', async () => {
    const m = (await booking()).start().complete('hotel').complete('car', { fine: false })
    expect(m.openTasks).to.deep.equal(['uncar'])
  }),
  story('sub-process/transaction-undoing', 'nor does anything of it listen any more', async () => {
    const h = handler('h', start('hs', MESSAGE) + user('call'), 'hs > call')
    const inside = start('i') + undoable('hotel') + end('no', CANCEL) + h
    const m = await machine(
      start('s') +
        transaction('box', inside, 'i > hotel > no') +
        boundary('b', 'box', CANCEL) +
        boundary('late', 'box', AFTER_AN_HOUR) +
        user('sorry'),
      's > box; b > sorry; late > sorry',
    )
    expect(m.start().armed).to.deep.equal(['hs', 'late'])
    expect(m.complete('hotel').armed).to.deep.equal([])
    expect(m.openTasks).to.deep.equal(['unhotel'])
    expect(m.complete('unhotel').openTasks).to.deep.equal(['sorry'])
  }),
  story('sub-process/transaction-hazard', 'by its error event', async () => {
    const inside = start('i') + undoable('hotel') + end('no', ERROR)
    const m = await machine(
      start('s') + transaction('box', inside, 'i > hotel > no') + boundary('b', 'box', ERROR) + user('sorry'),
      's > box; b > sorry',
    )
    expect(m.start().complete('hotel').openTasks).to.deep.equal(['sorry'])
  }),

  story('sub-process/ad-hoc', 'all can be done at once, in any order', async () => {
    const m = (await ad(ABC)).start()
    expect(m.openTasks).to.deep.equal(['a', 'b', 'c'])
    expect(m.complete('c').complete('a').openTasks).to.deep.equal(['b'])
    expect(m.complete('b').openTasks).to.deep.equal(['next'])
  }),
  story('sub-process/ad-hoc-sequential', 'one at a time', async () => {
    const m = (await ad(ABC, '', 'ordering="Sequential"')).start()
    for (let done = 0; done < 3; done++) {
      expect(m.openTasks).to.have.length(1)
      expect(m.openTasks).not.to.include('next')
      m.complete(m.openTasks[0] ?? '')
    }
    expect(m.openTasks).to.deep.equal(['next'])
  }),
  story('sub-process/ad-hoc-condition', 'asked whenever an activity is done', async () => {
    const m = (await ad(ABC + ENOUGH)).start()
    expect(m.complete('a', { enough: false }).openTasks).to.deep.equal(['b', 'c'])
    expect(m.complete('b', { enough: true }).openTasks).to.deep.equal(['next'])
  }),
  story('sub-process/ad-hoc-remaining', 'what runs may be completed', async () => {
    const m = (await ad(ABC + ENOUGH, '', 'cancelRemainingInstances="false"')).start()
    expect(m.complete('a', { enough: true }).openTasks).to.deep.equal(['b', 'c'])
    expect(m.complete('b').complete('c').openTasks).to.deep.equal(['next'])
  }),
  story('sub-process/ad-hoc-flow', 'what a flow leads to waits for it', async () => {
    const m = (await ad(ABC, 'a > b')).start()
    expect(m.openTasks).to.deep.equal(['a', 'c'])
    expect(m.complete('a').complete('c').openTasks).to.deep.equal(['b'])
    expect(m.complete('b').openTasks).to.deep.equal(['next'])
  }),
  story('sub-process/ad-hoc-by-hand', 'as often as wanted, until it is enough', async () => {
    const m = (await ad(BY_HAND + ABC + ENOUGH)).start()
    const select = (elementId: string) => m.take({ kind: 'activity-selected', elementId })
    expect(m.openTasks).to.deep.equal([])
    select('b')
    select('b')
    expect(m.openTasks).to.deep.equal(['b', 'b'])
    expect(m.complete('b', { enough: false }).complete('b').openTasks).to.deep.equal([])
    select('a')
    expect(m.complete('a', { enough: true }).openTasks).to.deep.equal(['next'])
  }),
]
