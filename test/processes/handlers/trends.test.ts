import { expect } from 'chai'
import type { Variables } from '../../../engine/model/json.ts'
import type { RecordUnit, RecordView } from '../../../engine/records/record-unit.ts'
import { walkRecords } from '../../../processes/handlers/walk-records.ts'
import { openCase, type OpenCase } from './open-case.ts'
import { refusal } from '../../support/refusal.ts'

describe('trend.analyse', () => {
  let open: OpenCase
  beforeEach(async () => {
    open = await openCase({ seeded: true })
  })
  afterEach(() => open.close())

  /** It is 12 March; the full months before are February, January, December. */
  const incident = (at: string, data: Variables) =>
    open.records(at).create('incident', { title: 'Traucējums', serviceId: 'service-s-030', ...data })
  const analyse = async (input: Variables): Promise<Variables> => {
    const { variables } = await open.run('trend.analyse', {
      register: 'incident',
      groupBy: ['serviceId', 'category'],
      months: 3,
      ...input,
    })
    return variables ?? {}
  }

  it('counts by month as people here see it, says how it grows, and which few make most of it', async () => {
    // 22:30 on 30 November in UTC is December in Riga; 1 March is this month's already.
    for (const at of ['2025-11-30T22:30:00.000Z', '2026-01-05T10:00:00.000Z', '2026-01-06T10:00:00.000Z'])
      await incident(at, { category: 'category-permits' })
    for (const day of ['02', '14', '26'])
      await incident(`2026-02-${day}T10:00:00.000Z`, { category: 'category-permits' })
    await incident('2025-12-02T10:00:00.000Z', {})
    await incident('2025-12-03T10:00:00.000Z', {})
    await incident('2026-02-28T22:30:00.000Z', {})
    await incident('2025-11-30T21:30:00.000Z', {})

    expect(await analyse({})).to.deep.equal({
      trends: [
        {
          serviceId: 'service-s-030',
          category: 'category-permits',
          counts: [1, 2, 3],
          total: 6,
          slope: 1,
          share: 0.75,
          cumulativeShare: 0.75,
        },
        {
          serviceId: 'service-s-030',
          category: null,
          counts: [2, 0, 0],
          total: 2,
          slope: -1,
          share: 0.25,
          cumulativeShare: 1,
        },
      ],
      months: ['2025-12', '2026-01', '2026-02'],
      from: '2025-11-30T22:00:00.000Z',
      to: '2026-02-28T22:00:00.000Z',
      total: 8,
      complete: true,
    })
  })

  it('counts a record in the group of each of its values, and gives the largest groups only', async () => {
    const create = async (ciNumber: string) => {
      const data = { ciNumber, type: 'software', name: ciNumber }
      return (await open.records().create('configuration-item', data)).id
    }
    const [server, database] = [await create('SRV-9931'), await create('DB-9912')]
    await incident('2026-02-02T10:00:00.000Z', { ciIds: [server, database] })
    await incident('2026-02-03T10:00:00.000Z', { ciIds: [server] })

    const { trends } = await analyse({ groupBy: ['ciIds'], months: 1, limit: 1 })

    const only = { ciIds: server, counts: [2], total: 2, slope: 0, share: 0.6667, cumulativeShare: 0.6667 }
    expect(trends).to.deep.equal([only])
  })

  it('looks only at the records meant', async () => {
    await incident('2026-02-02T10:00:00.000Z', { level: 2 })
    await incident('2026-02-03T10:00:00.000Z', { level: 3 })

    expect(await analyse({ where: { level: 3 } })).to.include({ total: 1 })
    expect(String(await refusal(open.run('trend.analyse', { register: 'incident' })))).to.contain('groupBy')
  })
})

describe('walking records', () => {
  /** A register with so many records, one a second, that gives at most 1000 at a time, as ours does. */
  function registerOf(amount: number): RecordUnit {
    const all = Array.from({ length: amount }, (_, index) => {
      const createdAt = new Date(Date.parse('2026-01-01T00:00:00.000Z') + index * 1000).toISOString()
      return { id: `r-${index}`, createdAt } as RecordView
    }).toReversed()
    const list: RecordUnit['list'] = async (_register, query = {}) =>
      all
        .filter(({ createdAt }) => createdAt >= (query.since ?? '') && createdAt < (query.until ?? '9'))
        .slice(0, query.limit ?? 100)
    return { list } as RecordUnit
  }
  const NOW = '2026-03-01T00:00:00.000Z'

  it('finds each of many once, newest first', async () => {
    const { found, complete } = await walkRecords(registerOf(4321), { register: 'incident' }, NOW)

    expect(complete).to.equal(true)
    expect(found.map(({ id }) => id)).to.deep.equal(Array.from({ length: 4321 }, (_, index) => `r-${4320 - index}`))
  })

  it('stops at a bound and says so', async () => {
    const { found, complete } = await walkRecords(registerOf(30_000), { register: 'incident' }, NOW)

    expect(complete).to.equal(false)
    expect(found[0]?.id).to.equal('r-29999')
    expect(found.length).to.be.within(20_000, 21_000)
  })
})
