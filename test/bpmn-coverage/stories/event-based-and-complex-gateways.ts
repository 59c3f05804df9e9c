import { expect } from 'chai'
import { EMBEDDED } from '../../../engine/index.ts'
import {
  AFTER_AN_HOUR,
  MESSAGE,
  SIGNAL,
  catching,
  complex,
  eventBased,
  exclusive,
  receive,
  start,
  user,
  when,
} from '../elements.ts'
import { change, elapse, engine, file, machine, message, publish, signal } from '../play.ts'
import { story } from '../story.ts'

const REFUSED = '<messageEventDefinition messageRef="N"/>'
/** Waits for the event or for the other message, whichever is first. */
const choice = (event: string) =>
  machine(
    start('s') + eventBased('g') + event + catching('d', REFUSED) + user('a') + user('b'),
    's > g; g > c > a; g > d > b',
  )
const broadcast = { by: EMBEDDED, name: 'storm', payload: {} }

/** Three branches into a complex gateway. */
const three = (condition: string, more = '', flows = 'g > next') =>
  machine(
    start('s') +
      user('x') +
      user('y') +
      user('z') +
      complex(
        'g',
        condition === '' ? '' : `<activationCondition xsi:type="tFormalExpression">=${condition}</activationCondition>`,
      ) +
      user('next') +
      more,
    `s > x > g; s > y > g; s > z > g; ${flows}`,
  )

const FIRST = '<activationCondition xsi:type="tFormalExpression">=activationCount = 1</activationCondition>'

export const eventBasedGateways = [
  story('event-based/message', 'the other is no longer awaited', async () => {
    const m = (await choice(catching('c', MESSAGE))).start()
    expect(m.armed).to.deep.equal(['c', 'd'])
    expect(message(m).openTasks).to.deep.equal(['a'])
    expect(m.armed).to.deep.equal([])
    const n = (await choice(catching('c', MESSAGE))).start()
    expect(message(n, {}, 'refused').openTasks).to.deep.equal(['b'])
  }),
  story('event-based/timer', 'where nothing comes in time', async () => {
    const m = (await choice(catching('c', AFTER_AN_HOUR))).start()
    expect(elapse(m, 'PT59M').openTasks).to.deep.equal([])
    expect(elapse(m, 'PT1M').openTasks).to.deep.equal(['a'])
    expect(m.armed).to.deep.equal([])
  }),
  story('event-based/signal', 'the first event decides', async () => {
    const m = (await choice(catching('c', SIGNAL))).start()
    expect(signal(m).openTasks).to.deep.equal(['a'])
    expect(m.armed).to.deep.equal([])
  }),
  story('event-based/condition', 'when it becomes true', async () => {
    const m = (await choice(catching('c', when('paid')))).start({ paid: false })
    expect(m.openTasks).to.deep.equal([])
    expect(change(m, { paid: true }).openTasks).to.deep.equal(['a'])
    expect(m.armed).to.deep.equal([])
  }),
  story('event-based/multiple', 'any event of it', async () => {
    const m = (await choice(catching('c', MESSAGE + SIGNAL))).start()
    expect(signal(m).openTasks).to.deep.equal(['a'])
    expect(m.armed).to.deep.equal([])
  }),
  story('event-based/receive-task', 'its message decides like an event', async () => {
    const m = await machine(
      start('s') + eventBased('g') + receive('c', '', 'messageRef="M"') + catching('d', SIGNAL) + user('a') + user('b'),
      's > g; g > c > a; g > d > b',
    )
    expect(message(m.start()).openTasks).to.deep.equal(['a'])
    expect(m.armed).to.deep.equal([])
  }),
  story('event-based/loop', 'each time both are awaited', async () => {
    const m = await machine(
      start('s') + exclusive('m') + eventBased('g') + catching('c', MESSAGE) + catching('d', SIGNAL) + user('b'),
      's > m > g; g > c > m; g > d > b',
    )
    message(message(m.start()))
    expect(m.armed).to.deep.equal(['c', 'd'])
    expect(signal(m).openTasks).to.deep.equal(['b'])
  }),
  story('event-based/instantiate', 'the other event begins another instance', () =>
    engine(
      [
        file(
          'p',
          eventBased('g', '', 'instantiate="true"') +
            catching('c', MESSAGE) +
            catching('d', SIGNAL) +
            user('a') +
            user('b'),
          'g > c > a; g > d > b',
        ),
      ],
      async (house) => {
        const first = await publish(house)
        expect(await house.openTasks()).to.deep.equal(['a'])
        await house.engine.throwSignal(broadcast)
        await house.settle()
        expect(await house.openTasks()).to.deep.equal(['a', 'b'])
        expect(await house.openTasks(first ?? '')).to.deep.equal(['a'])
      },
    ),
  ),
  story('event-based/instantiate-receive', 'its message begins an instance', () =>
    engine(
      [
        file(
          'p',
          eventBased('g', '', 'instantiate="true"') +
            receive('c', '', 'messageRef="M"') +
            receive('d', '', 'messageRef="N"') +
            user('a') +
            user('b'),
          'g > c > a; g > d > b',
        ),
      ],
      async (house) => {
        await publish(house, {}, 'refused')
        expect(await house.openTasks()).to.deep.equal(['b'])
      },
    ),
  ),
  story('event-based/instantiate-parallel', 'the second message comes to the instance that the first began', () =>
    engine(
      [
        file(
          'p',
          eventBased('g', '', 'instantiate="true" eventGatewayType="Parallel"') +
            catching('c', MESSAGE) +
            catching('d', REFUSED) +
            user('a') +
            user('b'),
          'g > c > a; g > d > b',
        ),
      ],
      async (house) => {
        const first = await publish(house)
        expect(await house.openTasks()).to.deep.equal(['a'])
        expect(await publish(house, {}, 'refused')).to.equal(first)
        expect(await house.openTasks(first ?? '')).to.deep.equal(['a', 'b'])
      },
    ),
  ),
]

export const complexGateways = [
  story('complex/count', 'two of three are enough, and the third changes nothing', async () => {
    const m = (await three('activationCount >= 2')).start()
    expect(m.complete('x').openTasks).to.deep.equal(['y', 'z'])
    expect(m.complete('z').openTasks).to.deep.equal(['next', 'y'])
    expect(m.complete('y').openTasks).to.deep.equal(['next'])
    expect(m.complete('next').ended?.status).to.equal('completed')
  }),
  story('complex/data', 'one is enough where the data say so', async () => {
    const m = (await three('urgent or activationCount = 3')).start({ urgent: false })
    expect(m.complete('x').openTasks).to.deep.equal(['y', 'z'])
    expect(m.complete('y', { urgent: true }).openTasks).to.deep.equal(['next', 'z'])
    const n = (await three('urgent or activationCount = 3')).start({ urgent: false })
    expect(n.complete('x').complete('y').complete('z').openTasks).to.deep.equal(['next'])
  }),
  story('complex/reset', 'the next round needs as many again', async () => {
    const m = await machine(
      start('s') + exclusive('m1') + exclusive('m2') + user('x') + user('y') + complex('g', FIRST) + user('next'),
      's > m1 > x > g; s > m2 > y > g; g > next; next > m1; next > m2',
    )
    expect(m.start().complete('x').openTasks).to.deep.equal(['next', 'y'])
    expect(m.complete('y').openTasks).to.deep.equal(['next'])
    expect(m.complete('next').openTasks).to.deep.equal(['x', 'y'])
    expect(m.complete('y').openTasks).to.deep.equal(['next', 'x'])
  }),
  story('complex/reset-impossible', 'it can start anew without the rest', async () => {
    const m = await machine(
      start('s') +
        exclusive('m') +
        user('x') +
        user('y') +
        exclusive('e') +
        user('away') +
        complex('g', FIRST) +
        user('next'),
      's > m > x > g; s > y > e; e > g [=stay]; e > away [default]; g > next; next > m',
    )
    expect(m.start().complete('x').complete('next').openTasks).to.deep.equal(['x', 'y'])
    expect(m.complete('x').openTasks).to.deep.equal(['y'])
    expect(m.complete('y', { stay: false }).openTasks).to.deep.equal(['away', 'next'])
  }),
  story('complex/reset-flow', 'one flow for the first, one for the rest', async () => {
    const flows = 'g > next [=waitingForStart]; g > rest [=not(waitingForStart)]'
    const m = (await three('activationCount >= 2', user('rest'), flows)).start()
    expect(m.complete('x').complete('y').openTasks).to.deep.equal(['next', 'z'])
    expect(m.complete('z').openTasks).to.deep.equal(['next', 'rest'])
  }),
  story('complex/split', 'one, two or all', async () => {
    const m = await machine(
      start('s') + complex('g') + user('x') + user('y') + user('z'),
      's > g; g > x [=n > 1]; g > y [=n > 2]; g > z [=n > 3]',
    )
    expect(m.start({ n: 3 }).openTasks).to.deep.equal(['x', 'y'])
  }),
  story('complex/default', 'taken where none holds', async () => {
    const m = await machine(start('s') + complex('g') + user('x') + user('y'), 's > g; g > x [=n > 1]; g > y [default]')
    expect(m.start({ n: 1 }).openTasks).to.deep.equal(['y'])
  }),
]
