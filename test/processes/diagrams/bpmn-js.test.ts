import { expect } from 'chai'
import { createBpmnReader, type BpmnReader } from '../../../engine/bpmn/read-bpmn.ts'
import { overlap } from '../../../tools/diagrams/geometry.ts'
import { chromiumPath, openBpmnJs, type BpmnJs } from '../../../tools/diagrams/open-bpmn-js.ts'
import { createModdle, parseBpmn } from '../../../tools/diagrams/moddle.ts'
import { diagramFiles, diagramText } from './read-drawing.ts'

describe('In bpmn-js', function () {
  this.timeout(60_000)
  let viewer: BpmnJs
  let reader: BpmnReader

  before(async function () {
    if (chromiumPath() === null) {
      process.stdout.write('    Skipped: no Chromium at CHROMIUM_PATH or /usr/bin/chromium.\n')
      return this.skip()
    }
    viewer = await openBpmnJs()
    reader = createBpmnReader()
  })
  after(async () => {
    await viewer?.close()
    await reader?.close()
  })

  for (const name of diagramFiles()) {
    it(`${name} opens without warnings, and its labels as drawn lie apart`, async () => {
      const { warnings, planes } = await viewer.open(diagramText(name))
      expect(warnings).to.deep.equal([])
      expect(planes).to.have.length.above(0)
      for (const plane of planes) {
        const labels = await viewer.labels(plane)
        expect(labels).to.have.length.above(0)
        const faults = labels.flatMap((a, index) =>
          labels.slice(index + 1).flatMap((b) => (overlap(a, b) ? [`${a.id} on ${b.id}`] : [])),
        )
        expect(faults).to.deep.equal([])
      }
    })

    it(`${name} is saved with everything in it: what it does, what it says and how it is drawn`, async () => {
      const text = diagramText(name)
      await viewer.open(text)
      const saved = await viewer.save()
      // A modeller writes lines its own way; read and written by one hand both are the same.
      expect(await rewritten(saved)).to.equal(await rewritten(text))
      const [before, after] = [await reader.read(name, text), await reader.read(name, saved)]
      expect(after.problems).to.deep.equal([])
      expect(after.processes.map(({ definition }) => definition)).to.deep.equal(
        before.processes.map(({ definition }) => definition),
      )
    })
  }
})

/** In one hand: how lines are broken, and in which order namespaces are declared, says nothing. */
async function rewritten(text: string): Promise<string> {
  const moddle = createModdle()
  const { xml } = await moddle.toXML(await parseBpmn(moddle, text), { format: true })
  return xml.replace(/<bpmn:definitions [^>]*>/, (tag) =>
    tag
      .split(/(?= xmlns:)| (?=id=)/)
      .toSorted()
      .join(''),
  )
}
