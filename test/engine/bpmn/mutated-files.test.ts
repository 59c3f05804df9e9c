import { expect } from 'chai'
import fc from 'fast-check'
import { readdirSync, readFileSync } from 'node:fs'
import { DEFAULT_BPMN_LIMITS } from '../../../engine/bpmn/bpmn-limits.ts'
import { makeDrawing } from '../../../engine/bpmn/layout/make-drawing.ts'
import { readBpmnText } from '../../../engine/bpmn/read-bpmn-text.ts'
import type { Problem } from '../../../engine/model/errors.ts'
import { legalFiles } from '../../support/legal-files.ts'
import { mutateFile } from '../../support/wild/mutate-file.ts'
import { playWild } from '../../support/wild/play-wild.ts'
import { Tape, tapes } from '../../support/wild/tape.ts'
import { wildProcess } from '../../support/wild/wild-process.ts'

/** How many broken files; the long form raises it. fast-check prints the seed of a failure. */
const RUNS = Number(process.env.RANDOM_RUNS ?? 300)
const MOST_MS = 2_000

const PROCESSES = new URL('../../../processes/', import.meta.url)
const ours = readdirSync(PROCESSES, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.bpmn'))
  .sort()
  .map((name) => readFileSync(new URL(name, PROCESSES), 'utf8'))
const sources = [...legalFiles().map(({ content }) => content.replace(/^\ufeff/, '')), ...ours]

const withoutDrawing = (xml: string): string => xml.replace(/<bpmndi:BPMNDiagram.*<\/bpmndi:BPMNDiagram>/s, '')

const timed = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
  const began = performance.now()
  const result = await work()
  expect(performance.now() - began, what).to.be.below(MOST_MS)
  return result
}
const read = (xml: string) => timed('reading', () => readBpmnText('broken.bpmn', xml, DEFAULT_BPMN_LIMITS))

const errorsIn = (problems: readonly Problem[]): string[] =>
  problems.filter(({ severity }) => severity === 'error').map(({ code, elementId }) => `${code} ${elementId}`)

describe('files that are broken by chance', () => {
  it('are read and drawn without a fault, and what is accepted runs without one', async function () {
    this.timeout(3_600_000)
    let accepted = 0
    await fc.assert(
      fc.asyncProperty(tapes(300), tapes(200), tapes(200), async (changes, drawing, play) => {
        const tape = new Tape(changes)
        const source = tape.chance(35) ? wildProcess(drawing) : tape.one(sources)
        const xml = mutateFile(tape.chance(60) ? withoutDrawing(source) : source, tape)

        const { processes, problems } = await read(xml)
        const drawn = await timed('drawing', () => makeDrawing(xml, DEFAULT_BPMN_LIMITS))
        if (drawn !== null) {
          const after = await read(xml.slice(0, drawn.at) + drawn.text + xml.slice(drawn.at))
          expect(errorsIn(after.problems)).to.deep.equal(errorsIn(problems))
        }
        if (errorsIn(problems).length > 0) return
        accepted += 1
        for (const { definition } of processes) {
          const { complaint } = playWild(definition, play)
          if (complaint !== null) expect.fail(`${JSON.stringify(complaint, null, 1)}\n${xml}`)
        }
      }),
      { numRuns: RUNS, interruptAfterTimeLimit: 60_000 + RUNS * 100, markInterruptAsFailure: true },
    )
    // Otherwise nothing would have run.
    expect(accepted).to.be.above(RUNS * 0.1)
  })
})
