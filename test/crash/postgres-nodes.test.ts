/** The short form of what `npm run test:crash` does to nodes on one PostgreSQL; here on the server of the tests. */
import { expect } from 'chai'
import { noLockNoFence } from './faults/nodes.ts'
import { runKills } from './kill.ts'
import { runNodes } from './postgres/nodes.ts'
import { testServer } from './postgres/test-server.ts'
import type { Outcome } from './run.ts'
import { hunt } from './seeded-faults.ts'

/** Few, since every one of them is led to its end. */
const cases = 8
const seed = process.env.CRASH_SEED ?? String(Date.now())
const server = testServer()

function expectNothing({ findings, acknowledged }: Outcome): void {
  const told = findings.slice(0, 10).map(({ check, sentence }) => `${check}: ${sentence}`)
  expect(told, `CRASH_SEED=${seed}`).to.deep.equal([])
  expect(acknowledged, 'commands acknowledged').to.be.greaterThan(20)
}

describe('what was acknowledged is stored, once, on PostgreSQL', function () {
  this.timeout(120_000)
  after(() => server.close())

  it('although the only node is killed again and again', async () => {
    expectNothing(await runKills({ seed, cases, kills: 2, server }))
  })

  it('although one of two nodes is killed', async () => {
    expectNothing(await runNodes({ seed, cases, blows: 1, freezes: 0, server }))
  })

  it('although one of two nodes is frozen, given up, and goes on', async () => {
    expectNothing(await runNodes({ seed, cases, blows: 1, freezes: 1, frozenMs: 5000, server }))
  })

  it('and two nodes without locks and fences are found out', async () => {
    expect((await hunt(noLockNoFence, seed, server)).isFound, `CRASH_SEED=${seed}`).to.equal(true)
  })
})
