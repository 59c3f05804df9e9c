/** What of published reports everybody may read. */
import { expect } from 'chai'
import type { Json } from '../../../engine/model/json.ts'
import { resultsOf } from '../../../forms/ui/applicant/results/published-results.ts'

const level = (parameter: string, actual: number | null, breaches: number) => ({
  parameter,
  target: 99.5,
  actual,
  unit: 'percent',
  breaches,
})

const report = (id: string, period: string, levels: readonly ReturnType<typeof level>[]) => ({
  id,
  data: { kind: 'service-level', period, conclusions: 'For holders only', content: { serviceId: 'service-1', levels } },
})

describe('results that were published to clients', () => {
  it('are the newest period of each service, also where an older report came later', () => {
    const late = report('late', '2026-08', [level('availability', 99.1, 1)])
    const newest = report('newest', '2026-10', [level('availability', 99.9, 0), level('satisfaction', null, 0)])
    const { services } = resultsOf([late, newest, report('old', '2026-09', [level('availability', 99, 2)])])
    expect(services.map(({ serviceId, period }) => [serviceId, period])).to.deep.equal([['service-1', '2026-10']])
    expect(services[0]?.levels.map(({ parameter, isKept }) => [parameter, isKept])).to.deep.equal([
      ['availability', true],
      ['satisfaction', null],
    ])
  })

  it('have of a report only what is written for clients', () => {
    const data = { title: { lv: 'Atskaite' }, period: '2026-Q3', publishedAt: '2026-10-12T08:00:00.000Z' }
    const summary = { id: 'a', data: { ...data, clientSummary: 'Ātrāk nekā solīts.', conclusions: 'For managers' } }
    const results = resultsOf([summary, { id: 'b', data: { ...data, clientSummary: ' ' } }])
    expect(results.summaries).to.deep.equal([{ id: 'a', ...data, text: 'Ātrāk nekā solīts.' }])
    expect(JSON.stringify(results)).to.not.include('For managers')
  })

  it('leave out what no such report can say', () => {
    const odd: readonly Json[] = [null, 'x', { parameter: 'availability' }, { parameter: 'availability', target: 'x' }]
    const { services } = resultsOf([
      { id: 'a', data: { period: '2026-10', content: { serviceId: 'service-1', levels: odd } } },
      { id: 'b', data: { period: '2026-10', content: { levels: [level('availability', 1, 0)] } } },
    ])
    expect(services).to.deep.equal([])
  })
})
