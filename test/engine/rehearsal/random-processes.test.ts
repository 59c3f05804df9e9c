import { expect } from 'chai'
import fc from 'fast-check'
import { ALL_KINDS, randomProcess, type BlockKind } from '../../support/random-process.ts'
import { rehearsed } from './rehearsing.ts'

/** How many random processes each; the long form raises it. fast-check prints the seed of a failure. */
const RUNS = Number(process.env.RANDOM_RUNS ?? 30)

/** Blocks of few kinds are compared far; of all kinds, as far as the known limits let them. */
const SETS: readonly (readonly BlockKind[])[] = [
  ['exclusive', 'loop', 'event-based', 'timer-boundary', 'error'],
  ['parallel', 'event-based', 'signal-beside', 'multi-instance'],
  ['exclusive', 'inclusive', 'escalation', 'multi-instance', 'link-loop'],
  ALL_KINDS,
]

describe('the two engines, over random processes', () => {
  for (const kinds of SETS)
    it(`open the same work where bpmn-engine follows BPMN (${kinds === ALL_KINDS ? 'every kind' : kinds.join(', ')})`, async function () {
      this.timeout(1_200_000)
      let compared = 0
      await fc.assert(
        fc.asyncProperty(randomProcess(kinds), async ({ xml }) => {
          const { comparison, findings } = await rehearsed(xml, { paths: 8, stepsPerPath: 30, milliseconds: 4_000 })
          expect(comparison.differences).to.deep.equal([])
          expect(comparison.failures).to.deep.equal([])
          expect(findings.filter(({ kind }) => kind === 'incident' || kind === 'stuck')).to.deep.equal([])
          compared += comparison.compared.length
        }),
        { numRuns: RUNS },
      )
      // A comparison of nothing would find nothing.
      expect(compared).to.be.greaterThan(RUNS * 2)
    })
})
