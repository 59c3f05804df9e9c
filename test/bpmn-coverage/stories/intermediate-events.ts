import { expect } from 'chai'
import type { Machine } from '../../support/machine.ts'
import {
  AFTER_AN_HOUR,
  AT_NINE,
  COMPENSATE,
  ESCALATION,
  FOUR_TIMES,
  MESSAGE,
  SIGNAL,
  beside,
  catching,
  end,
  exclusive,
  io,
  link,
  start,
  sub,
  task,
  throwing,
  undoable,
  user,
  when,
} from '../elements.ts'
import { change, elapse, machine, message, signal } from '../play.ts'
import { story } from '../story.ts'

/** Waits for the event, then comes the task `a`. */
const awaits = async (
  definition: string,
  tooEarly: (m: Machine) => unknown,
  comes: (m: Machine) => unknown,
  attributes = '',
) => {
  const m = await machine(start('s') + catching('c', definition, attributes) + user('a'), 's > c > a')
  m.start({ paid: false })
  tooEarly(m)
  expect(m.openTasks).to.deep.equal([])
  comes(m)
  expect(m.openTasks).to.deep.equal(['a'])
  expect(m.armed).to.deep.equal([])
  return m
}
const nothing = () => undefined

export const intermediateEvents = [
  story('intermediate/catch/message', 'waits for the message and takes its data', async () => {
    const m = await awaits(MESSAGE, nothing, (waiting) => message(waiting, { sum: 5 }))
    expect(m.variable('sum')).to.equal(5)
  }),
  story('intermediate/catch/timer-date', 'waits until the date', () =>
    awaits(
      AT_NINE,
      (m) => elapse(m, 'PT59M'),
      (m) => elapse(m, 'PT1M'),
    ),
  ),
  story('intermediate/catch/timer-duration', 'waits so long', () =>
    awaits(
      AFTER_AN_HOUR,
      (m) => elapse(m, 'PT59M'),
      (m) => elapse(m, 'PT1M'),
    ),
  ),
  story('intermediate/catch/timer-cycle', 'waits until the first time', () =>
    awaits(FOUR_TIMES, nothing, (m) => elapse(m, 'PT1S')),
  ),
  story('intermediate/catch/signal', 'waits for the signal', () => awaits(SIGNAL, nothing, signal)),
  story('intermediate/catch/condition', 'waits until the condition is true', () =>
    awaits(
      when('paid'),
      (m) => change(m, { other: 1 }),
      (m) => change(m, { paid: true }),
    ),
  ),
  story('intermediate/catch/condition', 'passes where the condition is true already', async () => {
    const m = await machine(start('s') + catching('c', when('paid')) + user('a'), 's > c > a')
    expect(m.start({ paid: true }).openTasks).to.deep.equal(['a'])
  }),
  story('intermediate/catch/multiple', 'waits for the first of its events', async () => {
    await awaits(MESSAGE + SIGNAL + AFTER_AN_HOUR, nothing, message)
    await awaits(MESSAGE + SIGNAL + AFTER_AN_HOUR, nothing, signal)
    await awaits(MESSAGE + SIGNAL + AFTER_AN_HOUR, nothing, (m) => elapse(m, 'PT1H'))
  }),
  story('intermediate/catch/parallel-multiple', 'waits for all of its events', () =>
    awaits(MESSAGE + SIGNAL, message, signal, 'parallelMultiple="true"').then(() =>
      awaits(MESSAGE + SIGNAL, signal, message, 'parallelMultiple="true"'),
    ),
  ),

  story('intermediate/throw/none', 'passes', async () => {
    const m = await machine(start('s') + throwing('t') + user('a'), 's > t > a')
    expect(m.start().path).to.deep.equal(['s', 't', 'a'])
    expect(m.thrown).to.deep.equal([])
  }),
  story('intermediate/throw/message', 'sends the message with its data and goes on', async () => {
    const m = await machine(start('s') + throwing('t', io({ sum: 'n + 1' }) + MESSAGE) + user('a'), 's > t > a')
    m.start({ n: 1 })
    expect(m.thrown).to.deep.equal([
      { kind: 'message-thrown', elementId: 't', name: 'paid', correlationKey: null, payload: { sum: 2 } },
    ])
    expect(m.openTasks).to.deep.equal(['a'])
  }),
  story('intermediate/throw/signal', 'sends the signal and goes on', async () => {
    const m = await machine(start('s') + throwing('t', SIGNAL) + user('a'), 's > t > a')
    m.start()
    expect(m.thrown.map(({ kind, name }) => `${kind} ${name}`)).to.deep.equal(['signal-thrown storm'])
    expect(m.openTasks).to.deep.equal(['a'])
  }),
  story('intermediate/throw/escalation', 'escalates to the scope around it and goes on', async () => {
    const inside = start('i') + throwing('t', ESCALATION) + user('a')
    const m = await machine(
      start('s') + sub('box', inside, 'i > t > a') + beside('b', 'box', ESCALATION) + user('boss'),
      's > box; b > boss',
    )
    expect(m.start().openTasks).to.deep.equal(['a', 'boss'])
  }),
  story('intermediate/throw/compensation', 'undoes what has completed and then goes on', async () => {
    const m = await machine(start('s') + undoable('a') + throwing('t', COMPENSATE) + user('next'), 's > a > t > next')
    expect(m.start().complete('a').openTasks).to.deep.equal(['una'])
    expect(m.complete('una').openTasks).to.deep.equal(['next'])
  }),
  story('intermediate/throw/multiple', 'throws all of its events and goes on', async () => {
    const m = await machine(start('s') + throwing('t', MESSAGE + SIGNAL) + user('a'), 's > t > a')
    expect(m.start().thrown.map(({ name }) => name)).to.deep.equal(['paid', 'storm'])
    expect(m.openTasks).to.deep.equal(['a'])
  }),

  story(['intermediate/throw/link', 'intermediate/catch/link'], 'leads on at the target of its name', async () => {
    const m = await machine(
      start('s') +
        user('a') +
        user('b') +
        throwing('t1', link('L')) +
        throwing('t2', link('L')) +
        catching('c', link('L')) +
        catching('d', link('K')) +
        throwing('t3', link('K')) +
        user('next') +
        task('other'),
      's > a > t1; s > b > t2; c > next; next > t3; d > other',
    )
    m.start().complete('a')
    expect(m.openTasks).to.deep.equal(['b', 'next'])
    expect(m.path).not.to.include('d')
    expect(m.complete('b').openTasks).to.deep.equal(['next', 'next'])
  }),
  story('intermediate/throw/link-loop', 'goes round as long as it is taken', async () => {
    const m = await machine(
      start('s') + catching('c', link('L')) + user('a') + exclusive('x') + throwing('t', link('L')) + end('e'),
      's > a; c > a; a > x; x > t [=again]; x > e [default]',
    )
    m.start()
    for (let round = 0; round < 3; round++) expect(m.complete('a', { again: true }).openTasks).to.deep.equal(['a'])
    expect(m.complete('a', { again: false }).ended?.status).to.equal('completed')
  }),
]
