import { expect } from 'chai'
import type { Machine } from '../../support/machine.ts'
import {
  AFTER_AN_HOUR,
  AT_NINE,
  COMPENSATE,
  ERROR,
  ESCALATION,
  FOUR_TIMES,
  HOURLY,
  MESSAGE,
  SIGNAL,
  exclusive,
  handler,
  script,
  service,
  start,
  sub,
  task,
  throwing,
  user,
  when,
} from '../elements.ts'
import { change, elapse, machine, message, signal } from '../play.ts'
import { story } from '../story.ts'

const BESIDE = 'isInterrupting="false"'

/** A task, and an event sub-process with the task `mend` that begins by the event. */
const handled = (definition: string, attributes = ''): Promise<Machine> =>
  machine(
    start('s') + user('a') + handler('h', start('hs', definition, attributes) + user('mend'), 'hs > mend'),
    's > a',
  )

/** Work goes on until the event; then only the event sub-process does. */
const interrupts = async (definition: string, before: (m: Machine) => unknown, comes: (m: Machine) => unknown) => {
  const m = (await handled(definition)).start({ urgent: false })
  before(m)
  expect(m.openTasks).to.deep.equal(['a'])
  comes(m)
  expect(m.openTasks).to.deep.equal(['mend'])
  expect(m.armed).to.deep.equal([])
  expect(m.complete('mend').ended?.status).to.equal('completed')
}

/** Work goes on beside the event sub-process, which comes as often as its event. */
const goesBeside = async (definition: string, comes: (m: Machine) => unknown, times = 1) => {
  const m = (await handled(definition, BESIDE)).start({ urgent: false })
  expect(m.openTasks).to.deep.equal(['a'])
  for (let time = 1; time <= times; time++) {
    comes(m)
    expect(m.openTasks).to.deep.equal(['a', ...Array.from({ length: time }, () => 'mend')])
  }
  m.complete('a')
  expect(m.ended).to.equal(null)
  for (let time = 1; time <= times; time++) m.complete('mend')
  expect(m.ended?.status).to.equal('completed')
}

const nothing = () => undefined

export const eventSubProcesses = [
  story('handler/message', 'takes over when the message comes', () => interrupts(MESSAGE, nothing, message)),
  story('handler/timer-date', 'takes over at the date, not before', () =>
    interrupts(
      AT_NINE,
      (m) => elapse(m, 'PT59M'),
      (m) => elapse(m, 'PT1M'),
    ),
  ),
  story('handler/timer-duration', 'takes over when the time is over, not before', () =>
    interrupts(
      AFTER_AN_HOUR,
      (m) => elapse(m, 'PT59M'),
      (m) => elapse(m, 'PT1M'),
    ),
  ),
  story('handler/timer-cycle', 'takes over at the first time, and only then', () =>
    interrupts(FOUR_TIMES, nothing, (m) => elapse(m, 'PT9S')),
  ),
  story('handler/signal', 'takes over when the signal comes', () => interrupts(SIGNAL, nothing, signal)),
  story('handler/condition', 'takes over when the condition becomes true', () =>
    interrupts(
      when('urgent'),
      (m) => change(m, { urgent: false }),
      (m) => change(m, { urgent: true }),
    ),
  ),
  story('handler/multiple', 'takes over when any of its events comes', async () => {
    await interrupts(MESSAGE + SIGNAL, nothing, message)
    await interrupts(MESSAGE + SIGNAL, nothing, signal)
  }),
  story('handler/parallel-multiple', 'takes over when all of its events have come', async () => {
    const m = await handled(MESSAGE + SIGNAL, 'parallelMultiple="true"')
    expect(message(m.start()).openTasks).to.deep.equal(['a'])
    expect(signal(m).openTasks).to.deep.equal(['mend'])
  }),

  story('handler/error', 'takes over when the error is thrown in its scope, and takes no other', async () => {
    const draw = () =>
      machine(
        start('s') + service('w') + user('a') + handler('h', start('hs', ERROR) + user('mend'), 'hs > mend'),
        's > w; s > a',
      )
    expect((await draw()).start().throwJobError('w', 'BROKEN').openTasks).to.deep.equal(['mend'])
    expect((await draw()).start().throwJobError('w', 'OTHER').openTasks).not.to.include('mend')
  }),

  story('handler/escalation', 'takes over when the escalation is thrown in its scope', async () => {
    const inside =
      start('i') +
      user('a') +
      throwing('t', ESCALATION) +
      user('on') +
      handler('h', start('hs', ESCALATION) + user('mend'), 'hs > mend')
    const m = await machine(start('s') + sub('box', inside, 'i > a > t > on') + user('next'), 's > box > next')
    expect(m.start().openTasks).to.deep.equal(['a'])
    expect(m.complete('a').openTasks).to.deep.equal(['mend'])
    expect(m.complete('mend').openTasks).to.deep.equal(['next'])
  }),

  story('handler/compensation', 'begins when its completed sub-process is undone, not before', async () => {
    const inside = start('i') + user('a') + handler('h', start('hs', COMPENSATE) + user('undo'), 'hs > undo')
    const m = await machine(
      start('s') + sub('box', inside, 'i > a') + user('b') + throwing('t', COMPENSATE) + user('next'),
      's > box > b > t > next',
    )
    expect(m.start().complete('a').openTasks).to.deep.equal(['b'])
    expect(m.complete('b').openTasks).to.deep.equal(['undo'])
    expect(m.complete('undo').openTasks).to.deep.equal(['next'])
  }),

  story('handler/beside/message', 'begins with each message', () => goesBeside(MESSAGE, message, 3)),
  story('handler/beside/timer-date', 'begins at the date', () => goesBeside(AT_NINE, (m) => elapse(m, 'PT1H'))),
  story('handler/beside/timer-duration', 'begins once when the time is over', () =>
    goesBeside(AFTER_AN_HOUR, (m) => elapse(m, 'PT5H')),
  ),
  story('handler/beside/timer-cycle', 'begins every hour', () => goesBeside(HOURLY, (m) => elapse(m, 'PT1H'), 5)),
  story('handler/beside/timer-cycle-4', 'begins four times and no fifth', async () => {
    await goesBeside(FOUR_TIMES, (m) => elapse(m, 'PT1S'), 4)
    const m = (await handled(FOUR_TIMES, BESIDE)).start()
    expect(elapse(m, 'PT1H').openTasks).to.deep.equal(['a', 'mend', 'mend', 'mend', 'mend'])
  }),
  story('handler/beside/signal', 'begins with each signal', () => goesBeside(SIGNAL, signal, 3)),
  story('handler/beside/condition', 'begins each time the condition becomes true', () =>
    goesBeside(when('urgent'), (m) => change(change(m, { urgent: false }), { urgent: true }), 2),
  ),
  story('handler/beside/multiple', 'begins with each of its events', async () => {
    const m = (await handled(MESSAGE + SIGNAL, BESIDE)).start()
    expect(message(m).openTasks).to.deep.equal(['a', 'mend'])
    expect(signal(m).openTasks).to.deep.equal(['a', 'mend', 'mend'])
  }),
  story('handler/beside/parallel-multiple', 'begins each time all of its events have come', async () => {
    const m = (await handled(MESSAGE + SIGNAL, `${BESIDE} parallelMultiple="true"`)).start()
    expect(message(m).openTasks).to.deep.equal(['a'])
    expect(signal(m).openTasks).to.deep.equal(['a', 'mend'])
    expect(message(m).openTasks).to.deep.equal(['a', 'mend'])
    expect(signal(m).openTasks).to.deep.equal(['a', 'mend', 'mend'])
  }),
  story('handler/beside/escalation', 'begins with each escalation; who threw it goes on', async () => {
    const inside = handler('h', start('hs', ESCALATION, BESIDE) + user('mend'), 'hs > mend')
    const m = await machine(
      start('s') + throwing('t', ESCALATION) + throwing('u', ESCALATION) + user('a') + inside,
      's > t > u > a',
    )
    expect(m.start().openTasks).to.deep.equal(['a', 'mend', 'mend'])
  }),

  story('handler/in-sub-process', 'what runs beside its sub-process goes on', async () => {
    const inside = start('i') + user('a') + handler('h', start('hs', MESSAGE) + user('mend'), 'hs > mend')
    const m = await machine(
      start('s') + sub('box', inside, 'i > a') + user('b') + user('next'),
      's > box > next; s > b',
    )
    expect(message(m.start()).openTasks).to.deep.equal(['b', 'mend'])
    expect(m.complete('mend').openTasks).to.deep.equal(['b', 'next'])
  }),

  story('handler/keeps-open', 'the sub-process is left when both are done', async () => {
    const inside = start('i') + user('a') + handler('h', start('hs', MESSAGE, BESIDE) + user('mend'), 'hs > mend')
    const m = await machine(start('s') + sub('box', inside, 'i > a') + user('next'), 's > box > next')
    expect(message(m.start()).complete('a').openTasks).to.deep.equal(['mend'])
    expect(m.complete('mend').openTasks).to.deep.equal(['next'])
  }),

  story('handler/data', 'reads what is there and leaves what it computes', async () => {
    const inside = start('hs', MESSAGE, BESIDE) + script('double', 'n', 'n * factor')
    const m = await machine(start('s') + user('a') + handler('h', inside, 'hs > double'), 's > a')
    message(m.start({ n: 21 }), { factor: 2 })
    expect(m.variable('n')).to.equal(42)
  }),

  story('handler/nested', 'listens while the outer one runs', async () => {
    const inner = handler('h2', start('hs2', SIGNAL) + user('worse'), 'hs2 > worse')
    const m = await machine(
      start('s') +
        user('a') +
        exclusive('x') +
        task('t') +
        handler('h', start('hs', MESSAGE) + user('mend') + inner, 'hs > mend'),
      's > a > x > t',
    )
    m.start()
    expect(m.armed).to.deep.equal(['hs'])
    expect(message(m).openTasks).to.deep.equal(['mend'])
    expect(signal(m).openTasks).to.deep.equal(['worse'])
  }),
]
