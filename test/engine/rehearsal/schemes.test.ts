import { readdirSync, readFileSync } from 'node:fs'
import { expect } from 'chai'
import { findingsOf, prepare, rehearsed } from './rehearsing.ts'

const processes = new URL('../../../processes/', import.meta.url)
const files = ['', 'services/'].flatMap((folder) =>
  readdirSync(new URL(folder, processes))
    .filter((name) => name.endsWith('.bpmn'))
    .map((name) => `${folder}${name}`),
)

describe('the typical schemes, rehearsed', () => {
  for (const file of files)
    it(`${file}: every element is reached, and both engines open the same work`, async function () {
      this.timeout(120_000)
      const xml = readFileSync(new URL(file, processes), 'utf8')
      const { definition } = await prepare(xml)
      // Whether all is reached, not how fast: other tests run beside.
      const { comparison, budget, ...answer } = await rehearsed(xml, { milliseconds: 110_000 })

      expect(findingsOf({ comparison, budget, ...answer })).to.deep.equal([])
      expect(comparison.differences).to.deep.equal([])
      expect(comparison.failures).to.deep.equal([])
      expect(budget.exhausted).to.equal(false)
      const left = new Set(comparison.notCompared.map(({ elementId }) => elementId))
      expect([...comparison.compared, ...left]).to.have.members(Object.keys(definition.nodes))
    })
})
