/** A handful of the seeded faults, those that show themselves at once; `npm run test:crash` looks for all of them. */
import { expect } from 'chai'
import { commitSkipped } from './faults/acknowledging.ts'
import { FAULTS } from './faults/all-faults.ts'
import { historyLineLost, messageLost, noIdempotencyLog, timerStays } from './faults/rows.ts'
import { oldStateWrittenBack, refusedStays } from './faults/transactions.ts'
import { hunt } from './seeded-faults.ts'

const seed = process.env.CRASH_SEED ?? String(Date.now())
const QUICK = [
  commitSkipped,
  refusedStays,
  oldStateWrittenBack,
  noIdempotencyLog,
  historyLineLost,
  messageLost,
  timerStays,
]

describe('the crash checkers', function () {
  this.timeout(60_000)

  it('are checked with faults of every scenario', () => {
    expect(new Set(FAULTS.map(({ scenario }) => scenario))).to.have.length.of.at.least(5)
    expect(FAULTS).to.include.members(QUICK)
  })

  for (const fault of QUICK) {
    it(`find: ${fault.name}`, async () => {
      const { isFound, foundBy } = await hunt(fault, seed)
      expect(isFound, `CRASH_SEED=${seed}; what spoke up: ${foundBy.join(', ') || 'nothing'}`).to.equal(true)
    })
  }
})
