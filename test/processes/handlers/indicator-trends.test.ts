import { expect } from 'chai'
import type { Variables } from '../../../engine/model/json.ts'
import { periodAt, periodKind, periodsBefore } from '../../../processes/handlers/periods.ts'
import { refusal } from '../../support/refusal.ts'
import { openCase, type OpenCase } from './open-case.ts'

describe('periods', () => {
  it('are months, quarters and years, and nothing else', () => {
    expect(['2026-03', '2026-Q1', '2026'].map(periodKind)).to.deep.equal(['monthly', 'quarterly', 'yearly'])
    for (const wrong of ['2026-13', '2026-Q5', '26', '2026-3', '']) expect(() => periodKind(wrong)).to.throw(wrong)
  })

  it('have periods before them, over the turn of the year', () => {
    expect(periodsBefore('2026-02', 4)).to.deep.equal(['2025-10', '2025-11', '2025-12', '2026-01'])
    expect(periodsBefore('2026-Q1', 4)).to.deep.equal(['2025-Q1', '2025-Q2', '2025-Q3', '2025-Q4'])
    expect(periodsBefore('2026', 2)).to.deep.equal(['2024', '2025'])
  })

  it('end with others: the latest of another kind that is over by then', () => {
    expect(periodAt('monthly', '2026-Q1')).to.equal('2026-03')
    expect(periodAt('quarterly', '2026-05')).to.equal('2026-Q1')
    expect(periodAt('quarterly', '2026-06')).to.equal('2026-Q2')
    expect(periodAt('yearly', '2026-Q3')).to.equal('2025')
    expect(periodAt('monthly', '2025')).to.equal('2025-12')
  })
})

describe('indicator.trends', () => {
  let open: OpenCase
  beforeEach(async () => {
    open = await openCase()
  })
  afterEach(() => open.close())

  const QUARTERS = ['2025-Q1', '2025-Q2', '2025-Q3', '2025-Q4', '2026-Q1']
  let keys = 0
  /** An indicator with values of the last quarters, the latest last; null where nothing was measured. */
  const indicator = async (
    data: Variables,
    values: readonly (number | null)[],
    periods = QUARTERS,
  ): Promise<string> => {
    const usual = { name: { lv: 'Rādītājs' }, key: `key-${(keys += 1)}`, unit: 'percent', direction: 'up', target: 90 }
    const fixed = { source: 'manual', frequency: 'quarterly', active: true }
    const known = Object.entries({ ...usual, ...fixed, ...data }).filter(([, value]) => value !== null)
    const { id } = await open.records().create('indicator', Object.fromEntries(known))
    const last = periods.slice(-values.length)
    for (const [index, value] of values.entries()) {
      if (value === null) continue
      await open.records().create('indicator-value', { indicatorId: id, period: last[index] ?? '', value })
    }
    return id
  }
  const trends = async (input: Variables = {}): Promise<readonly Variables[]> => {
    const { variables } = await open.run('indicator.trends', { period: '2026-Q1', ...input })
    return (variables?.['trends'] ?? []) as readonly Variables[]
  }
  const deviationOf = async (data: Variables, values: readonly (number | null)[]): Promise<unknown> => {
    const id = await indicator(data, values)
    const [trend] = await trends({ indicatorIds: [id] })
    return trend?.['deviation']
  }

  it('compares with the target, the four periods before and three standard deviations', async () => {
    const id = await indicator({}, [94, 96, 94, 96, 95])

    expect(await trends()).to.deep.equal([
      {
        indicatorId: id,
        name: { lv: 'Rādītājs' },
        unit: 'percent',
        target: 90,
        direction: 'up',
        period: '2026-Q1',
        value: 95,
        previous: QUARTERS.slice(0, 4).map((period, index) => ({ period, value: [94, 96, 94, 96][index] })),
        mean: 95,
        sigma: 1,
        change: -1,
        met: true,
        deviation: null,
      },
    ])
  })

  it('tells what deviates, whichever way is better', async () => {
    expect(await deviationOf({}, [94, 96, 94, 96, 98.1])).to.equal('outlier')
    expect(await deviationOf({}, [94, 96, 94, 96, 98])).to.equal(null)
    expect(await deviationOf({}, [88, 92, 88, 92, 89])).to.equal('target')
    expect(await deviationOf({ direction: 'down', target: 5 }, [4, 6, 4, 6, 5.5])).to.equal('target')
    expect(await deviationOf({ direction: 'down', target: 5 }, [4, 6, 4, 6, 5])).to.equal(null)
    expect(await deviationOf({}, [97, 99, 98, 97, 96])).to.equal('worsening')
    expect(await deviationOf({}, [99, 98, null, 97, 96])).to.equal('worsening')
    expect(await deviationOf({}, [97, 96])).to.equal(null)
    expect(await deviationOf({ target: null }, [1])).to.equal(null)
    expect(await deviationOf({}, [95, 95, 95, 95, null])).to.equal('missing')
    expect(await deviationOf({}, [])).to.equal('missing')
  })

  it('has no standard deviation without all four periods before', async () => {
    const id = await indicator({}, [94, 99, 95])
    const [trend] = await trends({ indicatorIds: [id] })
    expect(trend).to.include({ mean: 96.5, sigma: null, change: -4, deviation: null })
  })

  it('looks at a monthly indicator in the last month of the quarter, unless the quarter itself was measured', async () => {
    const months = ['2025-11', '2025-12', '2026-01', '2026-02', '2026-03']
    const monthly = await indicator({ frequency: 'monthly' }, [91, 92, 93, 94, 95], months)
    const both = await indicator({ frequency: 'monthly' }, [99])

    const [first, second] = await trends({ indicatorIds: [monthly, both] }).then((found) =>
      [monthly, both].map((id) => found.find((trend) => trend['indicatorId'] === id)),
    )
    expect(first).to.include({ period: '2026-03', value: 95, change: 1 })
    expect(second).to.include({ period: '2026-Q1', value: 99 })
  })

  it('puts what deviates first, counts it, and leaves out what nobody measures any more', async () => {
    const fine = await indicator({}, [95])
    const missed = await indicator({}, [80])
    await indicator({ active: false }, [10])

    const { variables } = await open.run('indicator.trends', { period: '2026-Q1' })

    const found = variables?.['trends'] as readonly Variables[]
    expect(found.map((trend) => trend['indicatorId'])).to.deep.equal([missed, fine])
    expect(variables?.['deviations']).to.equal(1)
  })

  it('says which period it needs', async () => {
    expect(String(await refusal(trends({ period: 'marts' })))).to.contain('"marts"')
  })
})
