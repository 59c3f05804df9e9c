import { expect } from 'chai'
import { EMBEDDED } from '../../../engine/index.ts'
import type { Machine } from '../../support/machine.ts'
import {
  ERROR,
  ESCALATION,
  MESSAGE,
  SIGNAL,
  beside,
  boundary,
  call,
  catching,
  end,
  handler,
  link,
  ref,
  service,
  start,
  sub,
  throwing,
  user,
  when,
} from '../elements.ts'
import { change, elapse, engine, file, machine, message, publish, signal } from '../play.ts'
import { story } from '../story.ts'

/** A boundary event that refers to a definition of the file. */
const referring = (definition: string): Promise<Machine> =>
  machine(start('s') + user('a') + boundary('b', 'a', ref('D')) + user('mend'), 's > a; b > mend', definition)
const broadcast = { by: EMBEDDED, name: 'storm', payload: {} }

export const eventsAtLarge = [
  story('events/ref/message', 'comes as if drawn inside', async () => {
    const m = (await referring('<messageEventDefinition id="D" messageRef="M"/>')).start()
    expect(message(m).openTasks).to.deep.equal(['mend'])
  }),
  story('events/ref/timer', 'comes as if drawn inside', async () => {
    const timer = '<timerEventDefinition id="D"><timeDuration>PT1H</timeDuration></timerEventDefinition>'
    const m = (await referring(timer)).start()
    expect(elapse(m, 'PT59M').openTasks).to.deep.equal(['a'])
    expect(elapse(m, 'PT1M').openTasks).to.deep.equal(['mend'])
  }),
  story('events/ref/signal', 'comes as if drawn inside', async () => {
    const m = (await referring('<signalEventDefinition id="D" signalRef="S"/>')).start()
    expect(signal(m).openTasks).to.deep.equal(['mend'])
  }),
  story('events/ref/condition', 'comes as if drawn inside', async () => {
    const m = (await referring(when('urgent', 'id="D"'))).start({ urgent: false })
    expect(m.openTasks).to.deep.equal(['a'])
    expect(change(m, { urgent: true }).openTasks).to.deep.equal(['mend'])
  }),
  story('events/ref/error', 'thrown and caught by the same definition', async () => {
    const inside = start('i') + user('a') + end('e', ref('D'))
    const m = await machine(
      start('s') + sub('box', inside, 'i > a > e') + boundary('b', 'box', ref('D')) + user('mend'),
      's > box; b > mend',
      '<errorEventDefinition id="D" errorRef="X"/>',
    )
    expect(m.start().complete('a').openTasks).to.deep.equal(['mend'])
  }),
  story('events/ref/escalation', 'thrown and caught by the same definition', async () => {
    const inside = start('i') + throwing('t', ref('D')) + user('a')
    const m = await machine(
      start('s') + sub('box', inside, 'i > t > a') + beside('b', 'box', ref('D')) + user('boss'),
      's > box; b > boss',
      '<escalationEventDefinition id="D" escalationRef="E"/>',
    )
    expect(m.start().openTasks).to.deep.equal(['a', 'boss'])
  }),
  story('events/ref/terminate', 'ends everything', async () => {
    const m = await machine(
      start('s') + user('a') + user('b') + end('e', ref('D')),
      's > a > e; s > b',
      '<terminateEventDefinition id="D"/>',
    )
    expect(m.start().complete('a').ended?.status).to.equal('terminated')
  }),
  story('events/ref/multiple', 'either is enough', async () => {
    const draw = () =>
      machine(
        start('s') + catching('c', SIGNAL + ref('D')) + user('a'),
        's > c > a',
        '<messageEventDefinition id="D" messageRef="M"/>',
      )
    expect(message((await draw()).start()).openTasks).to.deep.equal(['a'])
    expect(signal((await draw()).start()).openTasks).to.deep.equal(['a'])
  }),

  story('events/error/any', 'catches whatever comes', async () => {
    const any = boundary('b', 'w', '<errorEventDefinition/>')
    const m = await machine(start('s') + service('w') + any + user('mend'), 's > w; b > mend')
    expect(m.start().throwJobError('w', 'WHATEVER').openTasks).to.deep.equal(['mend'])
  }),
  story('events/error/specific', 'the nearest catches; where two could, the one that names the code', async () => {
    const inner =
      start('i') + service('w') + boundary('any', 'w', '<errorEventDefinition/>') + boundary('broken', 'w', ERROR)
    const draw = () =>
      machine(
        start('s') +
          sub('box', inner + user('x') + user('y'), 'i > w; any > x; broken > y') +
          boundary('outer', 'box', ERROR) +
          user('z'),
        's > box; outer > z',
      )
    expect((await draw()).start().throwJobError('w', 'BROKEN').openTasks).to.deep.equal(['y'])
    expect((await draw()).start().throwJobError('w', 'OTHER').openTasks).to.deep.equal(['x'])
  }),
  story('events/error/call', 'caught at the border of the call, of which nothing is left', () =>
    engine(
      [
        file(
          'p',
          start('s') + call('c', 'q') + boundary('b', 'c', ERROR) + user('next') + user('mend'),
          's > c > next; b > mend',
        ),
        file('q', start('s') + user('a') + user('side') + end('e', ERROR), 's > a > e; s > side'),
      ],
      async (house) => {
        await house.start('p')
        await house.settle()
        expect(await house.openTasks()).to.deep.equal(['a', 'side'])
        await house.complete('a')
        expect(await house.openTasks()).to.deep.equal(['mend'])
      },
    ),
  ),
  story('events/error/uncaught', 'everything ends, and the error can be seen', async () => {
    const m = await machine(start('s') + user('a') + user('b') + end('e', ERROR), 's > a > e; s > b')
    m.start().complete('a')
    expect(m.ended).to.include({ status: 'errored', errorCode: 'BROKEN' })
    expect(m.openTasks).to.deep.equal([])
  }),
  story('events/error/in-handler', 'goes on to the scope outside', async () => {
    const h = handler('h', start('hs', ERROR) + user('mend') + end('he', ERROR), 'hs > mend > he')
    const m = await machine(
      start('s') + sub('box', start('i') + service('w') + h, 'i > w') + boundary('b', 'box', ERROR) + user('outer'),
      's > box; b > outer',
    )
    expect(m.start().throwJobError('w', 'BROKEN').openTasks).to.deep.equal(['mend'])
    expect(m.complete('mend').openTasks).to.deep.equal(['outer'])
  }),
  story('events/error/beside-handler', 'which ends it with all else', async () => {
    const asked = handler('h', start('hs', MESSAGE, 'isInterrupting="false"') + service('ask'), 'hs > ask')
    const broken = handler('k', start('ks', ERROR) + user('mend'), 'ks > mend')
    const m = await machine(start('s') + user('a') + asked + broken, 's > a')
    message(m.start()).throwJobError('ask', 'BROKEN')
    expect(m.openTasks).to.deep.equal(['mend'])
    expect(m.complete('mend').ended?.status).to.equal('completed')
  }),
  story('events/escalation/in-handler', 'as often as it is thrown', async () => {
    const h = handler('h', start('hs', ESCALATION, 'isInterrupting="false"') + end('he', ESCALATION), 'hs > he')
    const m = await machine(
      start('s') +
        sub('box', start('i') + throwing('t', ESCALATION) + user('a') + h, 'i > t > a') +
        boundary('b', 'box', ESCALATION, 'cancelActivity="false"') +
        user('outer'),
      's > box; b > outer',
    )
    expect(m.start().openTasks).to.deep.equal(['a', 'outer'])
    expect(m.path.filter((id) => id === 'hs')).to.have.length(1)
  }),

  story('events/escalation/any', 'catches whatever comes; where two could, the one that names the code', async () => {
    const draw = (code: string) => {
      const escalation = `<escalationEventDefinition escalationRef="${code}"/>`
      return machine(
        start('s') +
          sub('box', start('i') + throwing('t', escalation) + user('on'), 'i > t > on') +
          boundary('any', 'box', '<escalationEventDefinition/>') +
          boundary('late', 'box', ESCALATION) +
          user('x') +
          user('y'),
        's > box; any > x; late > y',
      )
    }
    expect((await draw('F')).start().openTasks).to.deep.equal(['x'])
    expect((await draw('E')).start().openTasks).to.deep.equal(['y'])
  }),
  story('events/escalation/call', 'caught at the border of the call, which goes on', () =>
    engine(
      [
        file(
          'p',
          start('s') + call('c', 'q') + beside('b', 'c', ESCALATION) + user('next') + user('boss'),
          's > c > next; b > boss',
        ),
        file('q', start('s') + user('a') + throwing('t', ESCALATION) + user('on'), 's > a > t > on'),
      ],
      async (house) => {
        await house.start('p')
        await house.settle()
        await house.complete('a')
        expect(await house.openTasks()).to.deep.equal(['boss', 'on'])
        await house.complete('on')
        expect(await house.openTasks()).to.deep.equal(['boss', 'next'])
      },
    ),
  ),
  story('events/escalation/uncaught', 'is written down, and the process goes on', async () => {
    const m = await machine(start('s') + throwing('t', ESCALATION) + user('a'), 's > t > a')
    expect(m.start().openTasks).to.deep.equal(['a'])
    expect(m.noted('escalation-thrown')[0]?.data).to.deep.equal({ escalationCode: 'LATE', caught: false })
  }),

  story('events/signal/everywhere', 'catch event, boundary event and event sub-process, all at once', () =>
    engine(
      [
        file(
          'p',
          start('s') +
            catching('c', SIGNAL) +
            user('x') +
            user('a') +
            beside('b', 'a', SIGNAL) +
            user('y') +
            handler('h', start('hs', SIGNAL, 'isInterrupting="false"') + user('z'), 'hs > z'),
          's > c > x; s > a; b > y',
        ),
      ],
      async (house) => {
        await house.start('p')
        await house.engine.throwSignal(broadcast)
        await house.settle()
        expect(await house.openTasks()).to.deep.equal(['a', 'x', 'y', 'z'])
      },
    ),
  ),
  story('events/signal/instances', 'thrown by one, it reaches all others and starts another process', () =>
    engine(
      [
        file('thrower', start('s') + throwing('t', SIGNAL), 's > t'),
        file('waiter', start('s') + catching('c', SIGNAL) + user('a'), 's > c > a'),
        file('starter', start('s', SIGNAL) + user('b'), 's > b'),
      ],
      async (house) => {
        await house.start('waiter')
        await house.start('waiter')
        expect(await house.openTasks()).to.deep.equal([])
        await house.start('thrower')
        await house.settle()
        expect(await house.openTasks()).to.deep.equal(['a', 'a', 'b'])
      },
    ),
  ),
  story('events/message/one', 'of two that wait, one takes it', () =>
    engine([file('p', start('s') + catching('c', MESSAGE) + user('a'), 's > c > a')], async (house) => {
      await house.start('p')
      await house.start('p')
      await publish(house)
      expect(await house.openTasks()).to.deep.equal(['a'])
      await publish(house)
      expect(await house.openTasks()).to.deep.equal(['a', 'a'])
    }),
  ),
  story('events/condition/edge', 'true again without having been false is no news', async () => {
    const m = await machine(start('s') + user('a') + beside('b', 'a', when('n > 1')) + user('x'), 's > a; b > x')
    m.start({ n: 0 })
    expect(change(change(m, { n: 2 }), { n: 3 }).openTasks).to.deep.equal(['a', 'x'])
    expect(change(change(m, { n: 1 }), { n: 2 }).openTasks).to.deep.equal(['a', 'x', 'x'])
  }),
  story('events/link/scope', 'the same name in a sub-process is another pair', async () => {
    const inside = start('i') + throwing('it', link('L')) + catching('ic', link('L')) + user('inner')
    const m = await machine(
      start('s') +
        sub('box', inside, 'i > it; ic > inner') +
        throwing('t', link('L')) +
        catching('c', link('L')) +
        user('outer'),
      's > box > t; c > outer',
    )
    expect(m.start().openTasks).to.deep.equal(['inner'])
    expect(m.complete('inner').openTasks).to.deep.equal(['outer'])
  }),
]
