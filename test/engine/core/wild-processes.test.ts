import { expect } from 'chai'
import fc from 'fast-check'
import { DEFAULT_BPMN_LIMITS } from '../../../engine/bpmn/bpmn-limits.ts'
import { readBpmnText } from '../../../engine/bpmn/read-bpmn-text.ts'
import { playWild } from '../../support/wild/play-wild.ts'
import { tapes } from '../../support/wild/tape.ts'
import { wildProcess } from '../../support/wild/wild-process.ts'

/** How many wild diagrams; the long form raises it. fast-check prints the seed of a failure. */
const RUNS = Number(process.env.RANDOM_RUNS ?? 300)
const MOST_MS_TO_READ = 2_000

describe('diagrams that nobody would draw', () => {
  it('are read, and where accepted never fault the engine: what waits and what is open are the same at each step, and cancelling closes all', async function () {
    this.timeout(3_600_000)
    let [accepted, ended, steps] = [0, 0, 0]
    await fc.assert(
      fc.asyncProperty(tapes(400), fc.array(tapes(300), { minLength: 1, maxLength: 3 }), async (drawing, plays) => {
        const xml = wildProcess(drawing)
        const began = performance.now()
        const { processes, problems } = await readBpmnText('wild.bpmn', xml, DEFAULT_BPMN_LIMITS)
        expect(performance.now() - began).to.be.below(MOST_MS_TO_READ)
        if (problems.some(({ severity }) => severity === 'error')) return
        accepted += 1
        for (const { definition } of processes)
          for (const numbers of plays) {
            const { complaint, ...play } = playWild(definition, numbers)
            if (complaint !== null) expect.fail(`${JSON.stringify(complaint, null, 1)}\n${xml}`)
            ended += play.ended ? 1 : 0
            steps += play.events
          }
      }),
      { numRuns: RUNS, interruptAfterTimeLimit: 60_000 + RUNS * 100, markInterruptAsFailure: true },
    )
    // Otherwise they would say nothing.
    expect(accepted).to.be.above(RUNS * 0.7)
    expect(ended).to.be.above(accepted)
    expect(steps).to.be.above(accepted * 6)
  })
})
