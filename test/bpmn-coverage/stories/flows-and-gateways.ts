import { expect } from 'chai'
import { catching, exclusive, MESSAGE, parallel, start, task, user } from '../elements.ts'
import { machine, message } from '../play.ts'
import { story } from '../story.ts'

export const flowsAndGateways = [
  story('flow/condition', 'taken where it holds, beside each other', async () => {
    const m = await machine(
      start('s') + user('a') + user('x') + user('y') + user('z'),
      's > a; a > x [=n > 1]; a > y [=n > 2]; a > z [=n > 3]',
    )
    expect(m.start().complete('a', { n: 3 }).openTasks).to.deep.equal(['x', 'y'])
  }),
  story('flow/default', 'taken where no other flow holds, and only there', async () => {
    const draw = () => machine(start('s') + user('a') + user('x') + user('y'), 's > a; a > x [=n > 1]; a > y [default]')
    expect((await draw()).start().complete('a', { n: 1 }).openTasks).to.deep.equal(['y'])
    expect((await draw()).start().complete('a', { n: 2 }).openTasks).to.deep.equal(['x'])
  }),
  story('flow/split', 'each gets a token', async () => {
    const m = await machine(start('s') + user('a') + user('x') + user('y'), 's > a; a > x; a > y')
    expect(m.start().complete('a').openTasks).to.deep.equal(['x', 'y'])
  }),
  story('flow/merge', 'it does not wait for the other token', async () => {
    const m = await machine(start('s') + user('a') + user('b') + user('c'), 's > a > c; s > b > c')
    expect(m.start().complete('a').openTasks).to.deep.equal(['b', 'c'])
    expect(m.complete('b').openTasks).to.deep.equal(['c', 'c'])
  }),
  story('flow/mixed', 'the plain one is taken always, the default only where no condition holds', async () => {
    const draw = () =>
      machine(
        start('s') + user('a') + user('x') + user('plain') + user('other'),
        's > a; a > x [=n > 1]; a > plain; a > other [default]',
      )
    expect((await draw()).start().complete('a', { n: 2 }).openTasks).to.deep.equal(['plain', 'x'])
    expect((await draw()).start().complete('a', { n: 1 }).openTasks).to.include('plain')
  }),
  story('flow/none', 'the token stays, with an incident', async () => {
    const m = await machine(start('s') + user('a') + user('x'), 's > a; a > x [=n > 1]')
    m.start().complete('a', { n: 1 })
    expect(m.openTasks).to.deep.equal([])
    expect(m.ended).to.equal(null)
    expect(m.openIncidents.map(({ element }) => element)).to.deep.equal(['a'])
  }),
  story('flow/event-split', 'each gets a token when the event comes', async () => {
    const m = await machine(start('s') + catching('c', MESSAGE) + user('x') + user('y'), 's > c; c > x; c > y')
    expect(message(m.start()).openTasks).to.deep.equal(['x', 'y'])
  }),
  story('flow/start-condition', 'each gets a token at the start', async () => {
    const m = await machine(start('s') + user('x') + user('y'), 's > x; s > y')
    expect(m.start().openTasks).to.deep.equal(['x', 'y'])
  }),

  story('exclusive/split', 'one flow is taken, though two hold', async () => {
    const m = await machine(
      start('s') + exclusive('g') + user('x') + user('y') + user('z'),
      's > g; g > x [=n > 2]; g > y [=n > 1]; g > z [=n > 0]',
    )
    expect(m.start({ n: 2 }).openTasks).to.deep.equal(['y'])
  }),
  story('exclusive/default', 'taken where none holds, wherever it is drawn', async () => {
    const draw = () =>
      machine(start('s') + exclusive('g') + user('x') + user('y'), 's > g; g > y [default]; g > x [=n > 1]')
    expect((await draw()).start({ n: 1 }).openTasks).to.deep.equal(['y'])
    expect((await draw()).start({ n: 2 }).openTasks).to.deep.equal(['x'])
  }),
  story('exclusive/none', 'the token stays, with an incident', async () => {
    const m = await machine(
      start('s') + exclusive('g') + user('x') + user('y'),
      's > g; g > x [=n > 2]; g > y [=n > 1]',
    )
    expect(m.start({ n: 1 }).openTasks).to.deep.equal([])
    expect(m.openIncidents.map(({ element }) => element)).to.deep.equal(['g'])
    expect(m.ended).to.equal(null)
  }),
  story('exclusive/merge', 'each token goes on by itself', async () => {
    const m = await machine(start('s') + user('a') + user('b') + exclusive('g') + user('c'), 's > a > g > c; s > b > g')
    expect(m.start().complete('a').openTasks).to.deep.equal(['b', 'c'])
    expect(m.complete('b').openTasks).to.deep.equal(['c', 'c'])
  }),
  story('exclusive/mixed', 'each token that comes is sent one way', async () => {
    const m = await machine(
      start('s') + user('a') + user('b') + exclusive('g') + user('x') + user('y'),
      's > a > g; s > b > g; g > x [=left]; g > y [default]',
    )
    expect(m.start().complete('a', { left: true }).openTasks).to.deep.equal(['b', 'x'])
    expect(m.complete('b', { left: false }).openTasks).to.deep.equal(['x', 'y'])
  }),
  story('exclusive/loop', 'goes round as long as the condition wants', async () => {
    const m = await machine(
      start('s') + exclusive('m') + user('a') + exclusive('g') + user('x'),
      's > m > a > g; g > m [=again]; g > x [default]',
    )
    m.start()
    for (let round = 0; round < 3; round++) expect(m.complete('a', { again: true }).openTasks).to.deep.equal(['a'])
    expect(m.complete('a', { again: false }).openTasks).to.deep.equal(['x'])
  }),

  story('parallel/split', 'no condition is asked', async () => {
    const m = await machine(
      start('s') + parallel('g') + user('x') + user('y') + user('z'),
      's > g; g > x; g > y; g > z',
    )
    expect(m.start().openTasks).to.deep.equal(['x', 'y', 'z'])
  }),
  story('parallel/join', 'goes on once, with the last of them', async () => {
    const m = await machine(
      start('s') + user('a') + user('b') + user('c') + parallel('g') + user('next'),
      's > a > g; s > b > g; s > c > g; g > next',
    )
    expect(m.start().complete('b').complete('a').openTasks).to.deep.equal(['c'])
    expect(m.complete('c').openTasks).to.deep.equal(['next'])
  }),
  story('parallel/excess', 'each pair goes on once', async () => {
    const m = await machine(
      start('s') + user('a') + user('b') + exclusive('x') + user('c') + parallel('g') + user('next'),
      's > a > x; s > b > x; x > g; s > c > g; g > next',
    )
    expect(m.start().complete('a').complete('b').openTasks).to.deep.equal(['c'])
    expect(m.complete('c').openTasks).to.deep.equal(['next'])
    expect(m.complete('next').ended).to.equal(null)
    expect(Object.values(m.state?.tokens ?? {}).map(({ elementId }) => elementId)).to.deep.equal(['g'])
  }),
  story('parallel/mixed', 'waits for all, then sends a token on each', async () => {
    const m = await machine(
      start('s') + user('a') + user('b') + parallel('g') + user('x') + user('y'),
      's > a > g; s > b > g; g > x; g > y',
    )
    expect(m.start().complete('a').openTasks).to.deep.equal(['b'])
    expect(m.complete('b').openTasks).to.deep.equal(['x', 'y'])
  }),
  story('parallel/loop', 'waits until the branch leaves its loop', async () => {
    const m = await machine(
      start('s') + exclusive('m') + user('a') + exclusive('x') + user('b') + parallel('g') + user('next'),
      's > m > a > x; x > m [=again]; x > g [default]; s > b > g; g > next',
    )
    m.start().complete('b').complete('a', { again: true })
    expect(m.openTasks).to.deep.equal(['a'])
    expect(m.complete('a', { again: false }).openTasks).to.deep.equal(['next'])
  }),
  story('parallel/again', 'each round waits for its own tokens', async () => {
    const m = await machine(
      start('s') + exclusive('m') + parallel('f') + user('a') + user('b') + parallel('j') + exclusive('x') + task('t'),
      's > m > f; f > a > j; f > b > j; j > x; x > m [=again]; x > t [default]',
    )
    m.start({ again: true })
    for (let round = 0; round < 3; round++) {
      expect(m.complete('a').openTasks).to.deep.equal(['b'])
      expect(m.complete('b').openTasks).to.deep.equal(['a', 'b'])
    }
    expect(m.complete('a').complete('b', { again: false }).ended?.status).to.equal('completed')
  }),
]
