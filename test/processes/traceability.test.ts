import { readFileSync } from 'node:fs'
import { expect } from 'chai'
import { TRACEABILITY_PAGE, traceabilityPage, traceActivities } from '../../tools/traceability/page.ts'

describe('the main activities of the method', () => {
  it('are realised by elements of the diagrams, each of them', async () => {
    const traced = await traceActivities()

    expect(traced.map(({ scheme }) => scheme.code)).to.include.members(['APP', 'REQ', 'INC', 'PRB', 'CHG', 'CFG'])
    const open = traced.flatMap(({ traces }) =>
      traces.flatMap(({ activity, elements }) => (elements.length === 0 ? activity.id : [])),
    )
    expect(open).to.deep.equal([])
  })

  it('are named by the diagrams as they are listed', async () => {
    const traced = await traceActivities()
    const listed = new Set(traced.flatMap(({ traces }) => traces.map(({ activity }) => activity.id)))
    const named = traced.flatMap(({ scheme }) =>
      [...scheme.covering.keys()].filter((id) => id.startsWith(`${scheme.code}-`)),
    )

    expect(named.filter((id) => !listed.has(id))).to.deep.equal([])
  })

  it('are traced on a page that says what the diagrams say', async () => {
    expect(readFileSync(TRACEABILITY_PAGE, 'utf8'), 'run npm run traceability').to.equal(await traceabilityPage())
  })
})
