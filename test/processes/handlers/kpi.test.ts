import { expect } from 'chai'
import { openCase, type OpenCase } from './open-case.ts'

describe('kpi.compute', () => {
  let open: OpenCase
  beforeEach(async () => {
    open = await openCase()
  })
  afterEach(() => open.close())

  it('gives the values of a period, and which of them people enter', async () => {
    const usual = { unit: 'minutes', direction: 'down', source: 'manual', frequency: 'monthly', active: true }
    const { id } = await open
      .records()
      .create('indicator', { ...usual, name: { lv: 'Gaidīšana' }, key: 'own.wait', target: 15 })
    const value = { indicatorId: id, name: { lv: 'Gaidīšana' }, value: null, target: 15 }

    expect((await open.run('kpi.compute', { period: '2026-03' })).variables).to.deep.equal({
      values: [value],
      manualIndicators: [{ indicatorId: id, name: value.name, unit: 'minutes', processKey: null, period: '2026-03' }],
    })
    await open.records().create('indicator-value', { indicatorId: id, period: '2026-03', value: 12 })
    const { variables } = await open.run('kpi.compute', { period: '2026-03', indicatorIds: [id] })
    expect(variables?.['values']).to.deep.equal([{ ...value, value: 12 }])
  })
})
