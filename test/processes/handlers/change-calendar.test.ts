import { expect } from 'chai'
import type { Variables } from '../../../engine/model/json.ts'
import { objects } from '../../../processes/handlers/input.ts'
import { openCase, type OpenCase } from './open-case.ts'

/** A Thursday evening in Latvia, after service hours. */
const EVENING = { from: '2026-03-19T18:00:00Z', to: '2026-03-19T20:00:00Z' }
/** The same day from 10 to 12 in Latvia. */
const MORNING = { from: '2026-03-19T08:00:00Z', to: '2026-03-19T10:00:00Z' }

describe('calendar.check', () => {
  let open: OpenCase
  beforeEach(async () => {
    open = await openCase({ seeded: true })
  })
  afterEach(() => open.close())

  const check = async (input: Variables) => {
    const { variables } = await open.run('calendar.check', input)
    const collisions = objects(variables ?? {}, 'collisions')
    expect(variables?.['collisionCount']).to.equal(collisions.length)
    return collisions
  }
  const kinds = async (input: Variables) => (await check(input)).map(({ kind }) => kind)
  const entry = async (data: Variables, status = 'planned') =>
    (await open.records().create('change-window', { title: 'I-2026-0001', kind: 'change', ...data }, { status })).id

  it('finds other changes that share a service or an item at the same time', async () => {
    const { id: changeId } = await open.records().create('change', { title: 'Cita' })
    const { id: ci } = await open.records().create('configuration-item', {
      ciNumber: 'KV-910',
      type: 'software',
      name: 'Portāls',
    })
    const id = await entry({ ...EVENING, changeId, serviceIds: ['service-s-021'], ciIds: [ci] })

    expect(await check({ ...EVENING, serviceIds: ['service-s-021'] })).to.deep.equal([
      {
        kind: 'change',
        title: 'I-2026-0001',
        from: '2026-03-19T18:00:00.000Z',
        to: '2026-03-19T20:00:00.000Z',
        record: id,
      },
    ])
    expect(await kinds({ ...EVENING, ciIds: [ci] })).to.deep.equal(['change'])
    expect(await kinds({ ...EVENING, serviceIds: ['service-s-030'] })).to.deep.equal([])
    expect(await kinds({ ...EVENING, serviceIds: ['service-s-021'], changeId }), 'its own').to.deep.equal([])
    const after = { from: EVENING.to, to: '2026-03-19T21:00:00Z' }
    expect(await kinds({ ...after, serviceIds: ['service-s-021'] }), 'one after the other').to.deep.equal([])
    // The same moment written with an offset.
    const local = { from: '2026-03-19T21:59:00+02:00', to: '2026-03-19T23:00:00+02:00' }
    expect(await kinds({ ...local, serviceIds: ['service-s-021'] })).to.deep.equal(['change'])

    await open.records().update('change-window', id, {}, { status: 'cancelled' })
    expect(await kinds({ ...EVENING, serviceIds: ['service-s-021'] })).to.deep.equal([])
  })

  it('finds freezes, for all or for some services', async () => {
    expect(await kinds({ from: '2026-12-22T19:00:00Z', to: '2026-12-22T20:00:00Z' })).to.deep.equal(['freeze'])

    await entry({ ...EVENING, kind: 'freeze', serviceIds: ['service-s-030'] })
    expect(await kinds({ ...EVENING, serviceIds: ['service-s-030'] })).to.deep.equal(['freeze'])
    expect(await kinds({ ...EVENING, serviceIds: ['service-s-021'] })).to.deep.equal([])
  })

  it('finds downtime in service hours', async () => {
    const serviceIds = ['service-s-030']
    expect(await check({ ...MORNING, serviceIds, downtimeMinutes: 10 })).to.deep.equal([
      {
        kind: 'service_hours',
        title: 'S-030',
        from: '2026-03-19T08:00:00.000Z',
        to: '2026-03-19T10:00:00.000Z',
        record: 'service-s-030',
      },
    ])
    expect(await kinds({ ...MORNING, serviceIds, downtimeMinutes: 0 })).to.deep.equal([])
    expect(await kinds({ ...EVENING, serviceIds, downtimeMinutes: 10 })).to.deep.equal([])
  })

  it('allows downtime that the availability agreed leaves room for this month', async () => {
    const { id: serviceId } = await open
      .records()
      .create(
        'service',
        { code: 'S-900', name: { lv: 'Paraugs' }, kind: 'public_individual', stage: 'provision' },
        { status: 'active' },
      )
    const targets = [{ parameter: 'availability', value: 99, unit: 'percent' }]
    await open.records().create('sla', { name: 'PLV', serviceId, kind: 'sla', calendarId: 'always', targets })
    // March has 743 hours in Latvia: 445.8 minutes may be lost.
    const allowed = async (downtimeMinutes: number) => kinds({ ...EVENING, serviceIds: [serviceId], downtimeMinutes })
    expect(await allowed(445)).to.deep.equal([])
    expect(await allowed(446)).to.deep.equal(['availability'])

    const outage = (from: string) =>
      open.records().create('outage', { serviceId, from, to: from, planned: false, minutes: 400 })
    await outage('2026-02-28T20:00:00Z')
    expect(await allowed(445), 'last month').to.deep.equal([])
    await outage('2026-02-28T22:30:00Z')
    expect(await allowed(45)).to.deep.equal([])
    expect(await allowed(46)).to.deep.equal(['availability'])
  })

  it('refuses what is no moment', async () => {
    const error = await check({ from: 'rīt', to: EVENING.to }).then(
      () => null,
      (one: Error) => one,
    )
    expect(error?.message).to.contain('"rīt"')
  })
})
