import { expect } from 'chai'
import type { Machine } from '../../support/machine.ts'
import {
  AFTER_AN_HOUR,
  AT_NINE,
  CANCEL,
  ERROR,
  ESCALATION,
  FOUR_TIMES,
  HOURLY,
  MESSAGE,
  SIGNAL,
  beside,
  boundary,
  call,
  end,
  receive,
  service,
  start,
  sub,
  throwing,
  transaction,
  undoable,
  user,
  when,
} from '../elements.ts'
import { change, elapse, machine, message, signal } from '../play.ts'
import { story } from '../story.ts'

type Step = (m: Machine) => unknown
const nothing = () => undefined

/** The event takes its activity away and goes its own way. */
const interrupts = async (definition: string, tooEarly: Step, comes: Step, attributes = '') => {
  const drawn = start('s') + user('a') + boundary('b', 'a', definition, attributes) + user('next') + user('mend')
  const m = (await machine(drawn, 's > a > next; b > mend')).start({ urgent: false })
  tooEarly(m)
  expect(m.openTasks).to.deep.equal(['a'])
  comes(m)
  expect(m.openTasks).to.deep.equal(['mend'])
  expect(m.armed).to.deep.equal([])
}

/** The activity stays, and the event comes as often as it comes. */
const goesBeside = async (definition: string, comes: Step, times = 1) => {
  const drawn = start('s') + user('a') + beside('b', 'a', definition) + user('next') + user('mend')
  const m = (await machine(drawn, 's > a > next; b > mend')).start({ urgent: false })
  for (let time = 1; time <= times; time++) {
    expect(m.openTasks).to.deep.equal(['a', ...Array.from({ length: time - 1 }, () => 'mend')])
    comes(m)
  }
  expect(m.openTasks).to.deep.equal(['a', ...Array.from({ length: times }, () => 'mend')])
  expect(m.complete('a').openTasks).to.include('next')
  expect(m.armed).to.deep.equal([])
}

/** A sub-process that escalates once the task in it is done, and then goes on to `on`. */
const escalating = (attached: string): Promise<Machine> =>
  machine(
    start('s') +
      sub('box', start('i') + user('a') + throwing('t', ESCALATION) + user('on'), 'i > a > t > on') +
      attached +
      user('mend'),
    's > box; b > mend',
  )

/** An activity with a message event at its border. */
const hosted = (activity: string, host = 'box'): Promise<Machine> =>
  machine(start('s') + activity + boundary('b', host, MESSAGE) + user('mend'), `s > ${host}; b > mend`)

const runs = (inside: string) => `<multiInstanceLoopCharacteristics>${inside}</multiInstanceLoopCharacteristics>`

export const boundaryEvents = [
  story('boundary/message', 'takes the task away when the message comes', () => interrupts(MESSAGE, nothing, message)),
  story('boundary/timer-date', 'takes the task away at the date, not before', () =>
    interrupts(
      AT_NINE,
      (m) => elapse(m, 'PT59M'),
      (m) => elapse(m, 'PT1M'),
    ),
  ),
  story('boundary/timer-duration', 'takes the task away when the time is over, not before', () =>
    interrupts(
      AFTER_AN_HOUR,
      (m) => elapse(m, 'PT59M'),
      (m) => elapse(m, 'PT1M'),
    ),
  ),
  story('boundary/timer-cycle', 'takes the task away at the first time, and comes no second time', () =>
    interrupts(FOUR_TIMES, nothing, (m) => elapse(m, 'PT9S')),
  ),
  story('boundary/signal', 'takes the task away when the signal comes', () => interrupts(SIGNAL, nothing, signal)),
  story('boundary/condition', 'takes the task away when the condition becomes true', () =>
    interrupts(
      when('urgent'),
      (m) => change(m, { urgent: false }),
      (m) => change(m, { urgent: true }),
    ),
  ),
  story('boundary/multiple', 'takes the task away when any of its events comes', async () => {
    await interrupts(MESSAGE + SIGNAL, nothing, message)
    await interrupts(MESSAGE + SIGNAL, nothing, signal)
  }),
  story('boundary/parallel-multiple', 'takes the task away when all of its events have come', () =>
    interrupts(MESSAGE + SIGNAL, message, signal, 'parallelMultiple="true"'),
  ),
  story('boundary/error', 'takes the work away when it throws the error, and catches no other', async () => {
    const drawn = start('s') + service('w') + boundary('b', 'w', ERROR) + user('next') + user('mend')
    const draw = () => machine(drawn, 's > w > next; b > mend')
    expect((await draw()).start().throwJobError('w', 'BROKEN').openTasks).to.deep.equal(['mend'])
    expect((await draw()).start().throwJobError('w', 'OTHER').openTasks).to.deep.equal([])
    expect((await draw()).start().completeJob('w').openTasks).to.deep.equal(['next'])
  }),
  story('boundary/escalation', 'takes the sub-process away when it escalates', async () => {
    const m = (await escalating(boundary('b', 'box', ESCALATION))).start()
    expect(m.openTasks).to.deep.equal(['a'])
    expect(m.complete('a').openTasks).to.deep.equal(['mend'])
  }),
  story('boundary/cancel', 'leads out of the transaction that was cancelled', async () => {
    const inside = start('i') + user('a') + end('e', CANCEL)
    const drawn = start('s') + transaction('box', inside, 'i > a > e') + boundary('b', 'box', CANCEL)
    const m = (await machine(drawn + user('next') + user('sorry'), 's > box > next; b > sorry')).start()
    expect(m.openTasks).to.deep.equal(['a'])
    expect(m.complete('a').openTasks).to.deep.equal(['sorry'])
  }),
  story('boundary/compensation', 'names who undoes the activity, and never begins by itself', async () => {
    const m = await machine(
      start('s') + undoable('a') + user('b') + throwing('t', '<compensateEventDefinition/>'),
      's > a > b > t',
    )
    expect(m.start().complete('a').openTasks).to.deep.equal(['b'])
    expect(m.complete('b').openTasks).to.deep.equal(['una'])
  }),

  story('boundary/beside/message', 'comes with each message', () => goesBeside(MESSAGE, message, 3)),
  story('boundary/beside/timer-date', 'comes at the date', () => goesBeside(AT_NINE, (m) => elapse(m, 'PT1H'))),
  story('boundary/beside/timer-duration', 'comes once when the time is over', () =>
    goesBeside(AFTER_AN_HOUR, (m) => elapse(m, 'PT5H')),
  ),
  story('boundary/beside/timer-cycle', 'comes every hour as long as the task is open', () =>
    goesBeside(HOURLY, (m) => elapse(m, 'PT1H'), 5),
  ),
  story('boundary/beside/timer-cycle-4', 'comes four times and no fifth', async () => {
    await goesBeside(FOUR_TIMES, (m) => elapse(m, 'PT1S'), 4)
    const drawn = start('s') + user('a') + beside('b', 'a', FOUR_TIMES) + user('mend')
    const m = (await machine(drawn, 's > a; b > mend')).start()
    expect(elapse(m, 'PT1H').openTasks).to.deep.equal(['a', 'mend', 'mend', 'mend', 'mend'])
  }),
  story('boundary/beside/signal', 'comes with each signal', () => goesBeside(SIGNAL, signal, 3)),
  story('boundary/beside/condition', 'comes each time the condition becomes true', () =>
    goesBeside(when('urgent'), (m) => change(change(m, { urgent: false }), { urgent: true }), 2),
  ),
  story('boundary/beside/escalation', 'the sub-process goes on after it escalated', async () => {
    const m = (await escalating(beside('b', 'box', ESCALATION))).start()
    expect(m.complete('a').openTasks).to.deep.equal(['mend', 'on'])
  }),
  story('boundary/beside/multiple', 'comes with each of its events', async () => {
    const drawn = start('s') + user('a') + beside('b', 'a', MESSAGE + SIGNAL) + user('mend')
    const m = (await machine(drawn, 's > a; b > mend')).start()
    expect(message(m).openTasks).to.deep.equal(['a', 'mend'])
    expect(signal(m).openTasks).to.deep.equal(['a', 'mend', 'mend'])
    expect(message(m).openTasks).to.deep.equal(['a', 'mend', 'mend', 'mend'])
  }),
  story('boundary/beside/parallel-multiple', 'comes each time all of its events have come', async () => {
    const drawn = start('s') + user('a') + beside('b', 'a', MESSAGE + SIGNAL, 'parallelMultiple="true"') + user('mend')
    const m = (await machine(drawn, 's > a; b > mend')).start()
    expect(message(m).openTasks).to.deep.equal(['a'])
    expect(signal(m).openTasks).to.deep.equal(['a', 'mend'])
    expect(signal(m).openTasks).to.deep.equal(['a', 'mend'])
    expect(message(m).openTasks).to.deep.equal(['a', 'mend', 'mend'])
  }),

  story('boundary/several', 'the first takes the task away; the other comes no more', async () => {
    const drawn =
      start('s') + user('a') + boundary('b', 'a', MESSAGE) + boundary('c', 'a', SIGNAL) + user('x') + user('y')
    const m = (await machine(drawn, 's > a; b > x; c > y')).start()
    expect(m.armed).to.deep.equal(['b', 'c'])
    expect(signal(m).openTasks).to.deep.equal(['y'])
    expect(m.armed).to.deep.equal([])
  }),
  story('boundary/disarmed', 'comes no more when the task is done', async () => {
    const drawn = start('s') + user('a') + boundary('b', 'a', AFTER_AN_HOUR) + user('next') + user('late')
    const m = (await machine(drawn, 's > a > next; b > late')).start()
    expect(m.armed).to.deep.equal(['b'])
    expect(elapse(m.complete('a'), 'P1D').openTasks).to.deep.equal(['next'])
  }),
  story('boundary/back', 'the task opens anew, each time with its event', async () => {
    const m = (await machine(start('s') + user('a') + boundary('b', 'a', MESSAGE), 's > a; b > a')).start()
    for (let time = 0; time < 3; time++) expect(message(m).openTasks).to.deep.equal(['a'])
    expect(m.armed).to.deep.equal(['b'])
  }),

  story('boundary/host/service-task', 'the work is taken back', async () => {
    const m = (await hosted(service('w'), 'w')).start()
    expect(m.openJobs).to.deep.equal(['w'])
    expect(message(m).openTasks).to.deep.equal(['mend'])
    expect(m.openJobs).to.deep.equal([])
  }),
  story('boundary/host/receive-task', 'its own message is no longer awaited', async () => {
    const m = (await hosted(receive('r', '', 'messageRef="N"'), 'r')).start()
    expect(m.armed).to.deep.equal(['b', 'r'])
    expect(message(m).openTasks).to.deep.equal(['mend'])
    expect(m.armed).to.deep.equal([])
  }),
  story('boundary/host/sub-process', 'all in it ends, however deep', async () => {
    const inside = start('i') + user('a') + sub('deep', start('j') + user('c'), 'j > c')
    const m = (await hosted(sub('box', inside, 'i > a; i > deep'))).start()
    expect(m.openTasks).to.deep.equal(['a', 'c'])
    expect(message(m).openTasks).to.deep.equal(['mend'])
  }),
  story('boundary/host/call-activity', 'the called process is taken back', async () => {
    const m = (await hosted(call('box', 'q'))).start()
    expect(m.openCalls).to.deep.equal(['box'])
    expect(message(m).openTasks).to.deep.equal(['mend'])
    expect(m.openCalls).to.deep.equal([])
  }),
  story('boundary/host/multi-instance', 'the event takes all runs away, and comes once', async () => {
    const m = (await hosted(user('a', runs('<loopCardinality>3</loopCardinality>')), 'a')).start()
    expect(m.openTasks).to.deep.equal(['a', 'a', 'a'])
    expect(message(m).openTasks).to.deep.equal(['mend'])
  }),
  story('boundary/host/loop', 'the event ends the loop, also in a later round', async () => {
    const m = (await hosted(user('a', '<standardLoopCharacteristics loopMaximum="3"/>'), 'a')).start()
    expect(m.complete('a').openTasks).to.deep.equal(['a'])
    expect(message(m).openTasks).to.deep.equal(['mend'])
  }),
]
