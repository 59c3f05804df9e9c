import { expect } from 'chai'
import { MESSAGE, boundary, end, exclusive, inclusive, parallel, start, user } from '../elements.ts'
import { machine, message } from '../play.ts'
import { story } from '../story.ts'

/** Up to three branches, by `a`, `b` and `c` of the data, and their join. */
const branches = () =>
  machine(
    start('s') + inclusive('f') + user('x') + user('y') + user('z') + inclusive('j') + user('next'),
    's > f; f > x [=a]; f > y [=b]; f > z [=c]; x > j; y > j; z > j; j > next',
  )

export const inclusiveGateways = [
  story('inclusive/split', 'one, two or all', async () => {
    expect((await branches()).start({ a: true, b: false, c: true }).openTasks).to.deep.equal(['x', 'z'])
    expect((await branches()).start({ a: true, b: true, c: true }).openTasks).to.deep.equal(['x', 'y', 'z'])
    expect((await branches()).start({ a: false, b: true, c: false }).openTasks).to.deep.equal(['y'])
  }),
  story('inclusive/default', 'not taken beside another', async () => {
    const draw = () =>
      machine(
        start('s') + inclusive('f') + user('x') + user('y') + user('z'),
        's > f; f > x [=n > 1]; f > y [=n > 2]; f > z [default]',
      )
    expect((await draw()).start({ n: 1 }).openTasks).to.deep.equal(['z'])
    expect((await draw()).start({ n: 3 }).openTasks).to.deep.equal(['x', 'y'])
  }),
  story('inclusive/none', 'the token stays, with an incident', async () => {
    const m = (await branches()).start({ a: false, b: false, c: false })
    expect(m.openTasks).to.deep.equal([])
    expect(m.ended).to.equal(null)
    expect(m.openIncidents.map(({ element }) => element)).to.deep.equal(['f'])
  }),
  story('inclusive/join', 'goes on once, with the last of them', async () => {
    const m = (await branches()).start({ a: true, b: true, c: true })
    expect(m.complete('x').complete('z').openTasks).to.deep.equal(['y'])
    expect(m.complete('y').openTasks).to.deep.equal(['next'])
    expect(m.complete('next').ended?.status).to.equal('completed')
  }),
  story('inclusive/join-one', 'goes on with the taken ones', async () => {
    const one = (await branches()).start({ a: true, b: false, c: false })
    expect(one.complete('x').openTasks).to.deep.equal(['next'])
    const two = (await branches()).start({ a: true, b: false, c: true })
    expect(two.complete('x').openTasks).to.deep.equal(['z'])
    expect(two.complete('z').openTasks).to.deep.equal(['next'])
  }),
  story('inclusive/join-nested', 'a token two gateways away can still come', async () => {
    const m = await machine(
      start('s') +
        parallel('f') +
        user('x') +
        user('y') +
        exclusive('g') +
        user('y2') +
        parallel('h') +
        user('y3') +
        user('y4') +
        inclusive('j') +
        user('next'),
      's > f; f > x > j; f > y > g; g > y2 [=true]; g > j [default]; y2 > h; h > y3 > j; h > y4 > j; j > next',
    )
    expect(m.start().complete('x').openTasks).to.deep.equal(['y'])
    expect(m.complete('y').complete('y2').complete('y3').openTasks).to.deep.equal(['y4'])
    expect(m.complete('y4').openTasks).to.deep.equal(['next'])
  }),
  story('inclusive/join-gone', 'by an exclusive gateway, or by an event at its border', async () => {
    const m = await machine(
      start('s') +
        parallel('f') +
        user('x') +
        user('y') +
        exclusive('g') +
        user('away') +
        inclusive('j') +
        user('next'),
      's > f; f > x > j; f > y > g; g > j [=stay]; g > away [default]; j > next',
    )
    expect(m.start().complete('x').openTasks).to.deep.equal(['y'])
    expect(m.complete('y', { stay: false }).openTasks).to.deep.equal(['away', 'next'])
    const n = await machine(
      start('s') +
        parallel('f') +
        user('x') +
        user('y') +
        boundary('b', 'y', MESSAGE) +
        user('away') +
        inclusive('j') +
        user('next'),
      's > f; f > x > j; f > y > j; b > away; j > next',
    )
    expect(n.start().complete('x').openTasks).to.deep.equal(['y'])
    expect(message(n).openTasks).to.deep.equal(['away', 'next'])
  }),
  story('inclusive/join-ended', 'at an end event', async () => {
    const m = await machine(
      start('s') + parallel('f') + user('x') + user('y') + exclusive('g') + end('e') + inclusive('j') + user('next'),
      's > f; f > x > j; f > y > g; g > j [=stay]; g > e [default]; j > next',
    )
    expect(m.start().complete('x').openTasks).to.deep.equal(['y'])
    expect(m.complete('y', { stay: false }).openTasks).to.deep.equal(['next'])
  }),
  story('inclusive/join-loop', 'round after round', async () => {
    const m = await machine(
      start('s') +
        parallel('f') +
        user('x') +
        exclusive('m') +
        user('y') +
        exclusive('g') +
        inclusive('j') +
        user('next'),
      's > f; f > x > j; f > m > y > g; g > m [=again]; g > j [default]; j > next',
    )
    m.start().complete('x')
    expect(m.complete('y', { again: true }).openTasks).to.deep.equal(['y'])
    expect(m.complete('y', { again: true }).openTasks).to.deep.equal(['y'])
    expect(m.complete('y', { again: false }).openTasks).to.deep.equal(['next'])
  }),
  story('inclusive/join-in-loop', 'the way back to itself counts for nothing', async () => {
    const m = await machine(
      start('s') + exclusive('m') + inclusive('f') + user('x') + user('y') + inclusive('j') + exclusive('g') + end('e'),
      's > m > f; f > x [=a]; f > y [=b]; x > j; y > j; j > g; g > m [=again]; g > e [default]',
    )
    m.start({ a: true, b: true, again: true })
    for (let round = 0; round < 3; round++) {
      expect(m.complete('x').openTasks).to.deep.equal(['y'])
      expect(m.complete('y').openTasks).to.deep.equal(['x', 'y'])
    }
    expect(m.complete('y', { again: false }).complete('x').ended?.status).to.equal('completed')
  }),
  story('inclusive/join-excess', 'the one that stays goes on by itself', async () => {
    const m = await machine(
      start('s') + user('x1') + user('x2') + exclusive('m') + user('y') + inclusive('j') + user('next'),
      's > x1 > m; s > x2 > m; m > j; s > y > j; j > next',
    )
    expect(m.start().complete('x1').complete('x2').openTasks).to.deep.equal(['y'])
    expect(m.complete('y').openTasks).to.deep.equal(['next', 'next'])
  }),
  story('inclusive/mixed', 'waits for what comes, then sends what holds', async () => {
    const m = await machine(
      start('s') + parallel('f') + user('x') + user('y') + inclusive('g') + user('u') + user('v') + user('w'),
      's > f; f > x > g; f > y > g; g > u [=n > 1]; g > v [=n > 2]; g > w [=n > 3]',
    )
    expect(m.start().complete('x').openTasks).to.deep.equal(['y'])
    expect(m.complete('y', { n: 3 }).openTasks).to.deep.equal(['u', 'v'])
  }),
]
