/** A handful of the seeded faults, those that show themselves at once; `npm run test:crash` looks for all of them. */
import { expect } from 'chai'
import { FAULTS } from './faults/all-faults.ts'
import { hunt } from './seeded-faults.ts'

const seed = process.env.CRASH_SEED ?? String(Date.now())
const QUICK = FAULTS.filter(({ scenario }) => scenario === 'calm' || scenario === 'duplicates')

describe('the crash checkers', function () {
  this.timeout(60_000)

  it('are checked with faults of every scenario', () => {
    expect(new Set(FAULTS.map(({ scenario }) => scenario))).to.have.length.of.at.least(5)
    expect(QUICK).to.have.length.of.at.least(5)
  })

  for (const fault of QUICK) {
    it(`find: ${fault.name}`, async () => {
      const { isAsExpected, foundBy } = await hunt(fault, seed)
      expect(isAsExpected, `CRASH_SEED=${seed}; what spoke up: ${foundBy.join(', ') || 'nothing'}`).to.equal(true)
    })
  }
})
