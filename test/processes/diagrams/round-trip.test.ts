import { expect } from 'chai'
import { createBpmnReader, type BpmnReader } from '../../../engine/bpmn/read-bpmn.ts'
import { createModdle, parseBpmn } from '../../../tools/diagrams/moddle.ts'
import { diagramFiles, diagramText } from './read-drawing.ts'

describe('A typical diagram', () => {
  let reader: BpmnReader
  before(() => {
    reader = createBpmnReader()
  })
  after(() => reader.close())

  for (const name of diagramFiles()) {
    it(`${name} reads without a problem`, async () => {
      expect((await reader.read(name, diagramText(name))).problems).to.deep.equal([])
    })

    it(`${name} comes back unchanged from a standard reader and writer`, async () => {
      const text = diagramText(name)
      const moddle = createModdle()
      const { xml } = await moddle.toXML(await parseBpmn(moddle, text), { format: true })
      expect(xml).to.equal(text)
    })
  }
})
