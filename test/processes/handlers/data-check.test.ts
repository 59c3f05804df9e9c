import { expect } from 'chai'
import type { Variables } from '../../../engine/model/json.ts'
import { openCase, type OpenCase } from './open-case.ts'

describe('data.check', () => {
  let open: OpenCase
  beforeEach(async () => {
    open = await openCase()
  })
  afterEach(() => open.close())

  const schema: Variables = {
    type: 'object',
    properties: {
      period: { type: 'string', maxLength: 10, title: { lv: 'Laika posms', en: 'Period' } },
      pages: { type: 'integer', title: 'Lapas' },
      note: { type: 'string', maxLength: 10 },
    },
    required: ['period', 'note'],
  }
  const check = async (input: Variables) => (await open.run('data.check', input)).variables

  it('tells by field, in the language asked for, what does not fit', async () => {
    const lv = await check({ schema, data: { pages: 'divas' } })
    expect(lv).to.include({ dataComplete: false })
    expect(lv?.['dataProblems']).to.have.length(3)
    expect(lv?.['dataProblemsText'])
      .to.match(/^Laika posms: /m)
      .and.to.match(/^note: /m)
      .and.to.match(/^Lapas: /m)
    expect((await check({ schema, data: null, language: 'en' }))?.['dataProblemsText']).to.match(/^Period: /m)
  })

  it('is content with what fits, and where nothing is asked for', async () => {
    const content = { dataComplete: true, dataProblems: [], dataProblemsText: null }
    expect(await check({ schema, data: { period: '1998', note: 'x' } })).to.deep.equal(content)
    expect(await check({ schema: null, data: null })).to.deep.equal(content)
  })

  it('tells that a schema cannot be used', async () => {
    const bad = { type: 'object', properties: { code: { type: 'string', pattern: '^(a+)+$' } } }
    expect(await check({ schema: bad, data: {} })).to.include({ dataComplete: false })
  })
})
