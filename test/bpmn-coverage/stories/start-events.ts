import { expect } from 'chai'
import { EMBEDDED } from '../../../engine/index.ts'
import {
  AFTER_AN_HOUR,
  AT_NINE,
  FOUR_TIMES,
  HOURLY,
  MESSAGE,
  SIGNAL,
  call,
  start,
  sub,
  user,
  when,
} from '../elements.ts'
import { engine, file, machine, publish } from '../play.ts'
import { story } from '../story.ts'

const broadcast = { by: EMBEDDED, name: 'storm', payload: { wind: 30 } }
/** A process that begins with that event. */
const begunBy = (definition: string, attributes = '') =>
  file('p', start('s', definition, attributes) + user('a'), 's > a')

export const startEvents = [
  story('start/none', 'begins when it is told to, with the data given', async () => {
    const m = await machine(start('s') + user('a'), 's > a')
    m.start({ amount: 3 })
    expect(m.openTasks).to.deep.equal(['a'])
    expect(m.variables).to.deep.equal({ amount: 3 })
  }),

  story('start/message', 'each message begins an instance with its data; another message begins another process', () =>
    engine(
      [begunBy(MESSAGE), file('q', start('s', '<messageEventDefinition messageRef="N"/>') + user('b'), 's > b')],
      async (house) => {
        await publish(house, { sum: 1 })
        const second = await publish(house, { sum: 2 })
        expect(await house.openTasks()).to.deep.equal(['a', 'a'])
        const query = { institutionId: EMBEDDED.institutionId, processInstanceId: second ?? '' }
        expect((await house.engine.getProcessInstance(query)).variables).to.deep.equal({ sum: 2 })
        await publish(house, {}, 'refused')
        expect(await house.openTasks()).to.deep.equal(['a', 'a', 'b'])
      },
    ),
  ),

  story('start/timer-date', 'begins once, at the date', () =>
    engine([begunBy(AT_NINE)], async (house) => {
      await house.passTime({ minutes: 59 })
      expect(await house.openTasks()).to.deep.equal([])
      await house.passTime({ minutes: 1 })
      await house.passTime({ days: 7 })
      expect(await house.openTasks()).to.deep.equal(['a'])
    }),
  ),

  story('start/timer-duration', 'begins once, so long after it is in force', () =>
    engine([begunBy(AFTER_AN_HOUR)], async (house) => {
      await house.passTime({ minutes: 59 })
      expect(await house.openTasks()).to.deep.equal([])
      await house.passTime({ minutes: 1 })
      await house.passTime({ hours: 5 })
      expect(await house.openTasks()).to.deep.equal(['a'])
    }),
  ),

  story('start/timer-cycle', 'begins again and again', () =>
    engine([begunBy(HOURLY)], async (house) => {
      for (let hour = 0; hour < 3; hour++) await house.passTime({ hours: 1 })
      expect(await house.openTasks()).to.deep.equal(['a', 'a', 'a'])
    }),
  ),

  story('start/timer-cycle-4', 'begins four times and no fifth', () =>
    engine([begunBy(FOUR_TIMES)], async (house) => {
      for (let second = 0; second < 7; second++) await house.passTime({ seconds: 1 })
      expect(await house.openTasks()).to.deep.equal(['a', 'a', 'a', 'a'])
    }),
  ),

  story('start/signal', 'the signal begins an instance of every process that it starts', () =>
    engine([begunBy(SIGNAL), file('other', start('s', SIGNAL) + user('b'), 's > b')], async (house) => {
      await house.engine.throwSignal(broadcast)
      await house.settle()
      expect(await house.openTasks()).to.deep.equal(['a', 'b'])
    }),
  ),

  story('start/multiple', 'any of its events begins an instance', () =>
    engine([begunBy(MESSAGE + SIGNAL)], async (house) => {
      await publish(house)
      expect(await house.openTasks()).to.deep.equal(['a'])
      await house.engine.throwSignal(broadcast)
      await house.settle()
      expect(await house.openTasks()).to.deep.equal(['a', 'a'])
    }),
  ),

  story('start/parallel-multiple', 'goes on when all of its events have come, in one instance', () =>
    engine([begunBy(MESSAGE + SIGNAL, 'parallelMultiple="true"')], async (house) => {
      await publish(house)
      expect(await house.openTasks()).to.deep.equal([])
      await house.engine.throwSignal(broadcast)
      await house.settle()
      expect(await house.openTasks()).to.deep.equal(['a'])
    }),
  ),

  story('start/several', 'the one whose event comes begins, the other does not', () =>
    engine([file('p', start('s') + start('m', MESSAGE) + user('a') + user('b'), 's > a; m > b')], async (house) => {
      await publish(house)
      expect(await house.openTasks()).to.deep.equal(['b'])
      await house.start('p')
      expect(await house.openTasks()).to.deep.equal(['a', 'b'])
    }),
  ),

  story('start/several-none', 'each gets a token', async () => {
    const m = await machine(start('s') + start('t') + user('a') + user('b'), 's > a; t > b')
    expect(m.start().openTasks).to.deep.equal(['a', 'b'])
  }),

  story('start/called', 'a call begins at the start event without a definition', () =>
    engine(
      [
        file('p', start('s') + call('c', 'q'), 's > c'),
        file(
          'q',
          start('m', MESSAGE) + start('s') + user('by-message') + user('by-call'),
          'm > by-message; s > by-call',
        ),
      ],
      async (house) => {
        await house.start('p')
        await house.settle()
        expect(await house.openTasks()).to.deep.equal(['by-call'])
      },
    ),
  ),

  story('start/sub-process', 'begins with its sub-process', async () => {
    const m = await machine(
      start('s') + user('before') + sub('box', start('i') + user('a'), 'i > a'),
      's > before > box',
    )
    expect(m.start().path).not.to.include('i')
    expect(m.complete('before').openTasks).to.deep.equal(['a'])
  }),

  story('start/implicit', 'each gets a token, and only those', async () => {
    const m = await machine(user('a') + user('b') + user('c'), 'a > c')
    expect(m.start().openTasks).to.deep.equal(['a', 'b'])
  }),

  story('start/implicit-sub-process', 'each gets a token, and only those', async () => {
    const m = await machine(start('s') + sub('box', user('a') + user('b') + user('c'), 'a > c'), 's > box')
    expect(m.start().openTasks).to.deep.equal(['a', 'b'])
  }),

  story('start/condition', 'data that make it true begin an instance; before one there are no others', () =>
    engine([begunBy(when('stock &lt; 10'))], async (house) => {
      const tell = (stock: number) => house.engine.evaluateConditions({ by: EMBEDDED, variables: { stock } })
      await tell(12)
      await house.settle()
      expect(await house.openTasks()).to.deep.equal([])
      await tell(9)
      await house.settle()
      expect(await house.openTasks()).to.deep.equal(['a'])
    }),
  ),
]
