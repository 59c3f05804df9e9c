/** The short form of `npm run test:crash`: every scenario once, small. */
import { expect } from 'chai'
import { runCalm } from './calm.ts'
import { runDiskFull, whyNoFullDisk } from './disk-full.ts'
import { runKills } from './kill.ts'
import { runPowerLosses, whyNoPowerLoss } from './power/power.ts'
import type { Outcome } from './run.ts'
import { runTimers } from './timers.ts'

/** Few, since every one of them is led to its end. */
const cases = 8
const seed = process.env.CRASH_SEED ?? String(Date.now())

/** @throws AssertionError with what was found, and the seed that finds it again */
function expectNothing({ findings, acknowledged }: Outcome): void {
  const told = findings.slice(0, 10).map(({ check, sentence }) => `${check}: ${sentence}`)
  expect(told, `CRASH_SEED=${seed}`).to.deep.equal([])
  expect(acknowledged, 'commands acknowledged').to.be.greaterThan(20)
}

describe('what was acknowledged is stored, once', function () {
  this.timeout(120_000)

  it('although the process is killed under sixteen clients', async () => {
    expectNothing(await runKills({ seed, cases, kills: 4 }))
  })

  it('although the power goes', async function () {
    const reason = whyNoPowerLoss()
    if (reason !== null) return skip(this, reason)
    const outcome = await runPowerLosses({ seed, images: 60, acknowledgements: 60 })
    expectNothing(outcome)
    // A cut at a moment at which everything is synced shows nothing.
    expect(outcome.figures.imagesWithWritesAtRisk).to.be.greaterThan(10)
  })

  it('although the disk is full for a while', async function () {
    const reason = whyNoFullDisk()
    if (reason !== null) return skip(this, reason)
    expectNothing(await runDiskFull({ seed, cases, times: 2 }))
  })

  it('although five hundred timers come due at once', async () => {
    expectNothing(await runTimers({ seed, cases, timers: 500 }))
  })

  it('although every request is sent up to three times', async () => {
    expectNothing(await runCalm({ seed, cases, commands: 100, copies: 3 }))
  })

  it('although the database is slow', async () => {
    expectNothing(await runCalm({ seed, cases, commands: 50, commitDelayMs: 40 }))
  })
})

function skip(test: Mocha.Context, reason: string): void {
  console.log(`      skipped: ${reason}`)
  test.skip()
}
