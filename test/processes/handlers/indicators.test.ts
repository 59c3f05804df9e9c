import { expect } from 'chai'
import type { SumView } from '../../../engine/measuring/sums.ts'
import type { Variables } from '../../../engine/model/json.ts'
import type { CaseLookUp } from '../../../engine/ports.ts'
import { refusal } from '../../support/refusal.ts'
import { openCase, type OpenCase } from './open-case.ts'

/** Two of three refused in February, nothing in the other months. */
const SUMS: readonly SumView[] = [
  { figure: 'request.refusal-rate', period: '2026-02', bucket: 0, parts: [], n: 3, total: 2000, per: 3000 },
]

describe('kpi.compute', () => {
  let open: OpenCase
  let sums: readonly SumView[] = SUMS
  beforeEach(async () => {
    sums = SUMS
    open = await openCase()
  })
  afterEach(() => open.close())

  const cases: CaseLookUp = {
    instance: async () => null,
    peopleAway: async () => new Set(),
    completedBy: async () => null,
    inForce: async () => [],
    running: async () => [],
    completed: async () => ({ count: 0, more: false }),
    integrity: async () => null,
    sums: async ({ figures, from, to }) =>
      sums.filter(({ figure, period }) => figures.includes(figure) && period >= from && period <= to),
  }
  const compute = async (input: Variables, now?: string) => {
    const { variables = {} } = await open.run('kpi.compute', input, { call: { cases }, ...(now ? { now } : {}) })
    return variables as { period: string; values: Variables[]; manualIndicators: Variables[] }
  }

  it('computes what is asked for, writes it down once, and says what has no value', async () => {
    const asked = { period: '2026-02', indicatorIds: ['request.refusal-rate', 'request.in-term'] }
    const { values, manualIndicators } = await compute(asked)

    expect(values).to.deep.equal([
      {
        indicatorId: 'indicator-request-in-term',
        name: { lv: 'Izpildīti termiņā', en: 'Executed within the term' },
        unit: 'percent',
        period: '2026-02',
        value: null,
        reason: 'division-by-zero',
        target: 95,
        direction: 'up',
        met: null,
      },
      {
        indicatorId: 'indicator-request-refusal-rate',
        name: { lv: 'Atteikumu īpatsvars', en: 'Refusal rate' },
        unit: 'percent',
        period: '2026-02',
        value: 66.6667,
        reason: null,
        target: 10,
        direction: 'down',
        met: false,
      },
    ])
    expect(manualIndicators).to.deep.equal([])
    await compute(asked)
    const kept = await open.records().list('indicator-value')
    expect(kept.map(({ data }) => data)).to.have.deep.members([
      {
        indicatorId: 'indicator-request-refusal-rate',
        period: '2026-02',
        value: 66.6667,
        cases: 3,
        from: '2026-01-31T22:00:00.000Z',
        to: '2026-02-28T22:00:00.000Z',
        source: 'history',
      },
      {
        indicatorId: 'indicator-request-in-term',
        period: '2026-02',
        reason: 'division-by-zero',
        cases: 0,
        from: '2026-01-31T22:00:00.000Z',
        to: '2026-02-28T22:00:00.000Z',
        source: 'history',
      },
    ])
  })

  it('asks for a new review of a value that has changed since', async () => {
    const asked = { period: '2026-02', indicatorIds: ['request.refusal-rate'] }
    await compute(asked)
    const [value] = await open.records().list('indicator-value')
    await open.records().update('indicator-value', value?.id ?? '', {
      reviewed: true,
      reviewedBy: 'pm',
      reviewedAt: '2026-03-02T08:00:00Z',
    })
    await compute(asked)
    expect(await open.dataOf('indicator-value', value?.id ?? '')).to.include({ reviewed: true, reviewedBy: 'pm' })

    sums = SUMS.map((sum) => ({ ...sum, n: 4, per: 4000 }))
    await compute(asked)
    const data = await open.dataOf('indicator-value', value?.id ?? '')
    expect(data).to.include({ reviewed: false, value: 50, cases: 4 })
    expect(data).to.not.have.property('reviewedBy')
  })

  it('takes the last quarter and its months by itself, and leaves alone what is measured by the year', async () => {
    const { period, values } = await compute({}, '2026-04-01T04:00:00.000Z')
    expect(period).to.equal('2026-Q1')
    const periods = (id: string) => values.filter(({ indicatorId }) => indicatorId === id).map((one) => one['period'])
    expect(periods('indicator-request-refusal-rate')).to.deep.equal(['2026-01', '2026-02', '2026-03', '2026-Q1'])
    expect(periods('indicator-change-unauthorised')).to.deep.equal(['2026-Q1'])
    expect(periods('indicator-improvement-improved-processes')).to.deep.equal([])
  })

  it('names the indicators of which a person enters the value, until it is there', async () => {
    const data = {
      key: 'queue.length',
      name: { lv: 'Rindas garums', en: 'Length of the queue' },
      unit: 'count',
      direction: 'down',
      frequency: 'monthly',
      source: 'manual',
      active: true,
    }
    const { id } = await open.records().create('indicator', data)
    const asked = { period: '2026-02', indicatorIds: [id] }
    expect((await compute(asked)).manualIndicators).to.deep.equal([
      { indicatorId: id, name: data.name, unit: 'count', period: '2026-02', processKey: null },
    ])

    await open
      .records()
      .create('indicator-value', { indicatorId: id, period: '2026-02', value: 12, evidence: 'Rindu sistēma' })
    const { values, manualIndicators } = await compute(asked)
    expect(manualIndicators).to.deep.equal([])
    expect(values).to.have.lengthOf(1)
    expect(values[0]).to.include({ indicatorId: id, value: 12 })
  })

  it('refuses what is no period, and computes none that is switched off', async () => {
    expect(await refusal(compute({ period: '2026-13', indicatorIds: ['request.volume'] })))
      .to.have.property('message')
      .that.matches(/Expected a period such as "2026-03"/)
    await open.records().create('indicator', {
      key: 'request.volume',
      name: { lv: 'x' },
      unit: 'count',
      direction: 'up',
      frequency: 'monthly',
      source: 'history',
      active: false,
    })
    expect((await compute({ period: '2026-02', indicatorIds: ['request.volume'] })).values).to.deep.equal([])
  })
})
