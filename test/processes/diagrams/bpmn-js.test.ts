import { expect } from 'chai'
import { overlap } from '../../../tools/diagrams/geometry.ts'
import { chromiumPath, openBpmnJs, type BpmnJs } from '../../../tools/diagrams/open-bpmn-js.ts'
import { diagramFiles, diagramText } from './read-drawing.ts'

describe('In bpmn-js', function () {
  this.timeout(60_000)
  let viewer: BpmnJs

  before(async function () {
    if (chromiumPath() === null) {
      process.stdout.write('    Skipped: no Chromium at CHROMIUM_PATH or /usr/bin/chromium.\n')
      return this.skip()
    }
    viewer = await openBpmnJs()
  })
  after(() => viewer?.close())

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
  }
})
