import { expect } from 'chai'
import {
  CANCEL,
  COMPENSATE,
  ERROR,
  ESCALATION,
  MESSAGE,
  SIGNAL,
  TERMINATE,
  beside,
  boundary,
  end,
  io,
  start,
  sub,
  transaction,
  undoable,
  user,
} from '../elements.ts'
import { machine } from '../play.ts'
import { story } from '../story.ts'

/** Two tasks at once; `a` leads to the end event. */
const twoWays = (definition: string) =>
  machine(start('s') + user('a') + user('b') + end('e', definition), 's > a > e; s > b')

export const endEvents = [
  story('end/none', 'takes its token, and no other', async () => {
    const m = (await twoWays('')).start()
    expect(m.complete('a').openTasks).to.deep.equal(['b'])
    expect(m.ended).to.equal(null)
    expect(m.complete('b').ended?.status).to.equal('completed')
  }),
  story('end/message', 'sends the message with its data', async () => {
    const m = (await twoWays(io({ sum: 'n + 1' }) + MESSAGE)).start({ n: 1 })
    expect(m.thrown).to.deep.equal([])
    expect(m.complete('a').thrown).to.deep.equal([
      { kind: 'message-thrown', elementId: 'e', name: 'paid', correlationKey: null, payload: { sum: 2 } },
    ])
    expect(m.openTasks).to.deep.equal(['b'])
  }),
  story('end/signal', 'sends the signal', async () => {
    const m = (await twoWays(SIGNAL)).start().complete('a')
    expect(m.thrown.map(({ kind, name }) => `${kind} ${name}`)).to.deep.equal(['signal-thrown storm'])
    expect(m.openTasks).to.deep.equal(['b'])
  }),
  story('end/error', 'ends all of its sub-process, which is left by the error event', async () => {
    const inside = start('i') + user('a') + user('b') + end('e', ERROR)
    const drawn = start('s') + sub('box', inside, 'i > a > e; i > b') + boundary('c', 'box', ERROR)
    const m = (await machine(drawn + user('next') + user('mend'), 's > box > next; c > mend')).start()
    expect(m.openTasks).to.deep.equal(['a', 'b'])
    expect(m.complete('a').openTasks).to.deep.equal(['mend'])
  }),
  story('end/escalation', 'escalates; what else runs goes on', async () => {
    const inside = start('i') + user('a') + user('b') + end('e', ESCALATION)
    const drawn = start('s') + sub('box', inside, 'i > a > e; i > b') + beside('c', 'box', ESCALATION)
    const m = (await machine(drawn + user('next') + user('boss'), 's > box > next; c > boss')).start()
    expect(m.complete('a').openTasks).to.deep.equal(['b', 'boss'])
    expect(m.complete('b').openTasks).to.deep.equal(['boss', 'next'])
  }),
  story('end/compensation', 'undoes what has completed before it ends', async () => {
    const m = (await machine(start('s') + undoable('a') + end('e', COMPENSATE), 's > a > e')).start()
    expect(m.complete('a').openTasks).to.deep.equal(['una'])
    expect(m.ended).to.equal(null)
    expect(m.complete('una').ended?.status).to.equal('completed')
  }),
  story('end/cancel', 'cancels its transaction: undone, then left by the cancel event', async () => {
    const drawn = start('s') + transaction('box', start('i') + undoable('a') + end('e', CANCEL), 'i > a > e')
    const m = await machine(
      drawn + boundary('c', 'box', CANCEL) + user('next') + user('sorry'),
      's > box > next; c > sorry',
    )
    expect(m.start().complete('a').openTasks).to.deep.equal(['una'])
    expect(m.complete('una').openTasks).to.deep.equal(['sorry'])
  }),
  story('end/terminate', 'ends everything', async () => {
    const m = (await twoWays(TERMINATE)).start()
    expect(m.openTasks).to.deep.equal(['a', 'b'])
    expect(m.complete('a').openTasks).to.deep.equal([])
    expect(m.ended?.status).to.equal('terminated')
  }),
  story('end/terminate-sub-process', 'ends everything in its sub-process, which is then left', async () => {
    const inside = start('i') + user('a') + user('b') + end('e', TERMINATE)
    const m = await machine(
      start('s') + sub('box', inside, 'i > a > e; i > b') + user('c') + user('next'),
      's > box > next; s > c',
    )
    expect(m.start().openTasks).to.deep.equal(['a', 'b', 'c'])
    expect(m.complete('a').openTasks).to.deep.equal(['c', 'next'])
  }),
  story('end/multiple', 'throws all of its events', async () => {
    const m = (await twoWays(MESSAGE + SIGNAL)).start().complete('a')
    expect(m.thrown.map(({ name }) => name)).to.deep.equal(['paid', 'storm'])
    expect(m.openTasks).to.deep.equal(['b'])
  }),
  story('end/several', 'the last one ends the process', async () => {
    const m = await machine(start('s') + user('a') + user('b') + end('e1') + end('e2'), 's > a > e1; s > b > e2')
    expect(m.start().complete('b').ended).to.equal(null)
    expect(m.complete('a').ended?.status).to.equal('completed')
  }),
  story('end/implicit', 'the process ends with the last of them', async () => {
    const m = await machine(start('s') + user('a') + user('b'), 's > a; s > b')
    expect(m.start().complete('a').ended).to.equal(null)
    expect(m.complete('b').ended?.status).to.equal('completed')
  }),
]
