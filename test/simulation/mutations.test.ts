/** The simulation checked: each seeded fault must be found, within some seeds; and a seed always tells the same story. */
import { expect } from 'chai'
import { runSchedule } from './schedule.ts'
import { SEEDED_FAULTS } from './seeded-faults.ts'

const WORLD = 'mutations'
const MOST_SEEDS = 25

describe('the simulation', function () {
  this.timeout(180_000)

  it('does the same again with the same seed', async () => {
    const seed = `${WORLD}.again`
    const [first, second] = [await runSchedule(seed), await runSchedule(seed)]
    expect(second.steps).to.deep.equal(first.steps)
    expect(second.snapshot).to.deep.equal(first.snapshot)
  })

  for (const { name, wrap } of SEEDED_FAULTS) {
    it(`finds: ${name}`, async () => {
      for (let number = 0; number < MOST_SEEDS; number++)
        if ((await runSchedule(`${WORLD}.${number}`, wrap)).violations.length > 0) return
      expect.fail(`Nothing was found with ${MOST_SEEDS} seeds.`)
    })
  }
})
