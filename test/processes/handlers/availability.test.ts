import { expect } from 'chai'
import type { Variables } from '../../../engine/model/json.ts'
import { availabilityOf, type Component } from '../../../processes/handlers/availability/redundancy.ts'
import { openCase, type OpenCase } from './open-case.ts'

const SERVICE = 'service-s-014'
/** In Riga; before and after the night on which the clocks change. */
const winter = (time: string): string => new Date(`2026-03-${time}:00+02:00`).toISOString()
const summer = (time: string): string => new Date(`2026-03-${time}:00+03:00`).toISOString()
const FIRST_OF_APRIL = '2026-04-01T05:00:00.000Z'

describe('what rests on components', () => {
  const parts = (all: Readonly<Record<string, Partial<Component>>>): ReadonlyMap<string, Component> =>
    new Map(
      Object.entries(all).map(([id, part]) => [id, { availability: 0.9, needs: [], spares: [], ...part }] as const),
    )
  const of = (roots: readonly string[], all: Readonly<Record<string, Partial<Component>>>) => {
    const { availability, essential } = availabilityOf(roots, parts(all))
    return { availability: Math.round(availability * 1e6) / 1e6, essential: [...essential].toSorted().join() }
  }

  it('needs all of a series, each once however many ways lead to it', () => {
    const series = { a: { needs: ['b', 'c'] }, b: { needs: ['c'] }, c: {} }
    expect(of(['a', 'b'], series)).to.deep.equal({ availability: 0.729, essential: 'a,b,c' })
  })

  it('needs one of a component and its spares, and all that both of them share', () => {
    const spared = {
      a: { needs: ['b'] },
      b: { needs: ['net'], spares: ['c', 'd'] },
      c: { needs: ['net'] },
      d: {},
      net: {},
    }
    // d does by itself; b and c fail together with the network: 0.9 × (1 − 0.1 × (1 − 0.9 × 0.99)).
    expect(of(['a'], spared)).to.deep.equal({ availability: 0.89019, essential: 'a' })
    const { d: _third, ...two } = { ...spared, b: { needs: ['net'], spares: ['c'] } }
    expect(of(['a'], two), '0.9 × 0.9 × (1 − 0.1²)').to.deep.equal({ availability: 0.8019, essential: 'a,net' })
  })

  it('ends where things rest on one another, and takes no spare for one that needs what it stands in for', () => {
    expect(of(['a'], { a: { needs: ['b'] }, b: { needs: ['a'] } }).essential).to.equal('a,b')
    const both = { a: { spares: ['b'] }, b: { spares: ['a'] } }
    expect(of(['a'], both)).to.deep.equal({ availability: 0.99, essential: '' })
    const hollow = { a: { spares: ['b'] }, b: { needs: ['a'] } }
    expect(of(['a'], hollow)).to.deep.equal({ availability: 0.9, essential: 'a' })
    expect(of(['nothing'], {})).to.deep.equal({ availability: 1, essential: '' })
  })

  it('comes to an end with thousands of spares of spares', () => {
    const chain = Object.fromEntries(
      Array.from({ length: 3_000 }, (_, at) => [`c${at}`, { needs: [`c${at + 1}`], spares: [`s${at}`] }] as const),
    )
    expect(availabilityOf(['c0'], parts(chain)).availability).to.be.within(0, 1)
  })
})

describe('handlers of availability', () => {
  let open: OpenCase
  beforeEach(async () => {
    open = await openCase({ seeded: true })
  })
  afterEach(() => open.close())

  const run = async (name: string, input: Variables, now = FIRST_OF_APRIL): Promise<Variables> =>
    (await open.run(name, input, { now })).variables ?? {}
  const outage = (from: string, to: string | null, more: Variables = {}) =>
    open
      .records()
      .create('outage', { serviceId: SERVICE, from, planned: false, ...(to === null ? {} : { to }), ...more })

  describe('availability.model', () => {
    const model = async (input: Variables) =>
      (await open.run('availability.model', input, { now: FIRST_OF_APRIL })).variables ?? {}

    it('multiplies what a service rests on, takes spares for one another, and names the single points', async () => {
      await open.records().update('configuration-item', 'DB-0012', { availabilityPercent: 99 })
      const answer = await model({ serviceIds: [SERVICE], targets: [{ serviceId: SERVICE, availability: 99.5 }] })

      // 0.999⁴ × 0.99 and the pair of servers 1 − 0.001².
      expect(answer['modelled']).to.deep.equal([
        { serviceId: SERVICE, availability: 98.6045, target: 99.5, components: 7, assumed: 6 },
      ])
      expect(answer['achievable']).to.equal(98.6045)
      const points = answer['singlePoints'] as readonly Variables[]
      expect(points[0]).to.deep.equal({ serviceId: SERVICE, ciId: 'DB-0012', availability: 99 })
      expect(points.map(({ ciId }) => ciId)).to.have.members(['DB-0012', 'IS-0007', 'IS-0008', 'NET-0003', 'SRV-0040'])
    })

    it('takes a faulty item for no spare, and an ended relation for none', async () => {
      await open.records().update('configuration-item', 'SRV-0032', {}, { status: 'faulty' })
      const { singlePoints } = await model({ serviceIds: [SERVICE] })
      expect((singlePoints as Variables[]).map(({ ciId }) => ciId)).to.include('SRV-0031')

      await open.records().update('configuration-item', 'SRV-0032', {}, { status: 'in_use' })
      await open.records().update('ci-relation', 'relation-srv-0032-backs-up-srv-0031', { validTo: '2026-03-01' })
      const again = await model({ serviceIds: [SERVICE] })
      expect((again['singlePoints'] as Variables[]).map(({ ciId }) => ciId)).to.include('SRV-0031')
    })

    it('counts the services that a service depends on, and knows nothing of one without items', async () => {
      await open.records().update('service', 'service-s-030', { dependsOnServices: ['service-s-021'] })
      const { modelled, achievable } = await model({ serviceIds: ['service-s-030', 'service-s-042'] })
      const [depending, alone] = modelled as readonly Variables[]
      expect(depending?.['components']).to.be.greaterThan(4)
      expect(alone).to.deep.equal({ serviceId: 'service-s-042', components: 0, assumed: 0 })
      expect(achievable).to.equal(depending?.['availability'])
    })

    it('ends at the bounds of impact analysis, and says so', async () => {
      const bounded = await openCase({ seeded: true, settings: { impactMaxItems: 3 } })
      const { truncated } = (await bounded.run('availability.model', { serviceIds: [SERVICE] })).variables ?? {}
      await bounded.close()
      expect(truncated).to.equal(true)
      expect((await model({ serviceIds: [SERVICE] }))['truncated']).to.equal(false)
    })
  })

  describe('availability.measure', () => {
    const measure = async (input: Variables = {}, now = FIRST_OF_APRIL): Promise<Variables> =>
      (await open.run('availability.measure', input, { now })).variables ?? {}
    const rowOf = (answer: Variables, serviceId = SERVICE): Variables =>
      (answer['measured'] as readonly Variables[]).find((row) => row['serviceId'] === serviceId) ?? {}

    it('counts March around the clock without the hour that the clocks skip', async () => {
      await outage(winter('12T08:50'), winter('12T10:32'))
      const answer = await measure()

      expect(answer).to.include({ period: '2026-03', measuredCount: 5 })
      expect(rowOf(answer)).to.deep.equal({
        serviceId: SERVICE,
        period: '2026-03',
        agreedMinutes: 44_580,
        downtimeMinutes: 102,
        plannedMinutes: 0,
        interruptions: 1,
        availability: 99.7712,
        mtbfMinutes: 44_478,
        mttrMinutes: 102,
        target: 99.5,
        belowTarget: false,
      })
      expect(answer['belowTarget']).to.deep.equal([])
      const [kept] = await open.records().list('availability-measurement', { where: { serviceId: SERVICE } })
      expect(kept?.data).to.include({ calendarId: 'always', slaId: 'sla-residence', from: '2026-02-28T22:00:00.000Z' })
    })

    it('counts overlapping outages once, clips them to the month, and leaves planned time out', async () => {
      await outage('2026-02-28T21:00:00.000Z', '2026-02-28T22:30:00.000Z') // half an hour of it in March
      await outage(winter('10T10:00'), winter('10T11:00'))
      await outage(winter('10T10:30'), winter('10T11:30'))
      await outage(winter('10T11:30'), winter('10T11:45'))
      await outage(winter('20T20:00'), winter('20T22:00'), { planned: true })
      await outage(winter('20T21:00'), winter('20T23:00'))
      await outage(winter('20T20:15'), winter('20T20:45'))
      await outage(summer('31T23:30'), null) // still going on
      await outage('2026-04-01T02:00:00.000Z', '2026-04-01T03:00:00.000Z')

      expect(rowOf(await measure())).to.include({
        downtimeMinutes: 30 + 105 + 60 + 30,
        plannedMinutes: 120,
        interruptions: 4,
        mttrMinutes: 56.25,
      })
    })

    it('counts only agreed hours: a night does not interrupt an office', async () => {
      await outage(winter('12T20:00'), winter('13T09:30'), { serviceId: 'service-s-021' })
      await outage(winter('14T10:00'), winter('14T12:00'), { serviceId: 'service-s-021' }) // a Saturday
      const row = rowOf(await measure(), 'service-s-021')
      expect(row).to.include({ agreedMinutes: 22 * 510, downtimeMinutes: 60, interruptions: 1, target: null })
      expect(row['belowTarget']).to.equal(false)
    })

    it('goes by the agreement of that month and, without one, by the plan', async () => {
      await outage(winter('12T08:50'), winter('12T16:00'))
      await open.records().create(
        'availability-plan',
        {
          title: 'Plāns',
          serviceIds: [SERVICE, 'service-s-030'],
          targets: [
            { serviceId: SERVICE, availability: 90 },
            { serviceId: 'service-s-030', availability: 99 },
          ],
        },
        { status: 'in_force' },
      )
      await open.records().update('sla', 'sla-residence', { validTo: '2026-03-20' }, { status: 'retired' })
      const answer = await measure()
      expect(rowOf(answer)).to.include({ target: 99.5, belowTarget: true })
      expect(answer['belowTarget']).to.deep.equal([rowOf(answer)])
      expect(rowOf(answer, 'service-s-030')).to.include({ target: 99, availability: 100, mtbfMinutes: null })
    })

    it('has no availability where nothing was agreed, and divides by nothing', async () => {
      const never = { name: { lv: 'Nekad' }, timezone: 'Europe/Riga', week: { mon: [['08:00', '09:00']] } }
      const exceptions = Object.fromEntries(
        [2, 9, 16, 23, 30].map((day) => [`2026-03-${String(day).padStart(2, '0')}`, []]),
      )
      await open.records().create('calendar', { ...never, exceptions }, { id: 'never' })
      await open.records().update('sla', 'sla-residence', { calendarId: 'never' })
      expect(rowOf(await measure())).to.include({ agreedMinutes: 0, availability: null, belowTarget: false })
    })

    it('measures a month again when an outage is recorded late, and tells what has fallen below its target', async () => {
      await measure()
      await outage(winter('12T08:50'), winter('12T18:00'))
      const answer = await measure({}, '2026-05-01T05:00:00.000Z')

      expect(answer['period']).to.equal('2026-04')
      const [late, another] = answer['belowTarget'] as readonly Variables[]
      expect(late).to.include({ serviceId: SERVICE, period: '2026-03', downtimeMinutes: 550 })
      expect(another).to.equal(undefined)
      const kept = await open.records().list('availability-measurement', { where: { serviceId: SERVICE } })
      expect(kept.map(({ data, version }) => [data['period'], version])).to.have.deep.members([
        ['2026-04', 1],
        ['2026-03', 2],
      ])
      const again = await measure({}, '2026-05-01T06:00:00.000Z')
      expect(again['belowTarget'], 'once').to.deep.equal([])
    })

    it('measures the services and the month that it is asked for', async () => {
      const answer = await measure({ serviceIds: [SERVICE], month: '2026-02' })
      expect(answer).to.include({ period: '2026-02', measuredCount: 1 })
      expect(rowOf(answer)).to.include({ agreedMinutes: 28 * 1440, availability: 100 })
    })
  })

  describe('availability.balance', () => {
    it('compares the cost of an hour with the damage of one, and divides by nothing', async () => {
      const measures = [
        { measure: 'Otrs serveris', effect: 20, cost: 4000 },
        { measure: 'Uzraudzība', effect: 10, cost: 500.5 },
        { measure: 'Pārbaude', effect: 0, cost: 100 },
        { measure: 'Instrukcija', effect: 0, cost: 0 },
      ]
      const { balance, balanceCost, gainedHours } =
        (await open.run('availability.balance', { measures, damagePerHour: 100 })).variables ?? {}
      expect(
        (balance as Variables[]).map(({ measure, costPerHour, justified }) => [measure, costPerHour, justified]),
      ).to.deep.equal([
        ['Uzraudzība', 50.05, true],
        ['Otrs serveris', 200, false],
        ['Pārbaude', undefined, false],
        ['Instrukcija', undefined, true],
      ])
      expect({ balanceCost, gainedHours }).to.deep.equal({ balanceCost: 500.5, gainedHours: 10 })
    })
  })

  describe('service.select', () => {
    const select = async (input: Variables) => (await open.run('service.select', input)).variables ?? {}

    it('takes all active services, and who answers for several', async () => {
      const all = await select({})
      expect(all['serviceIds']).to.have.length(5)
      expect(all).to.deep.include({ serviceId: null, managerGroups: ['SGM', 'SPM'] })
      expect(await select({ serviceIds: [SERVICE] })).to.deep.equal({
        serviceIds: [SERVICE],
        serviceId: SERVICE,
        managerGroups: [`SM@${SERVICE}`],
        resourceCiIds: [],
      })
      const oneManager = await select({ serviceIds: [SERVICE, 'service-s-001', 'no-such-service'] })
      expect(oneManager).to.deep.include({ serviceIds: [SERVICE, 'service-s-001'], managerGroups: ['SM'] })
    })

    it('takes the services that a resource carries', async () => {
      expect(await select({ resourceId: 'IS-0011' })).to.deep.include({
        serviceIds: ['service-s-021'],
        resourceCiIds: ['IS-0011'],
      })
      expect((await select({ resourceId: 'SRV-0031' }))['serviceIds']).to.have.members([SERVICE, 'service-s-021'])
      expect((await select({ resourceId: 'work-group-archive' }))['serviceIds']).to.deep.equal(['service-s-021'])
      expect((await select({ resourceId: 'person-inese-ozola' }))['serviceIds']).to.have.members([
        SERVICE,
        'service-s-021',
      ])
      expect((await select({ resourceId: SERVICE }))['serviceIds']).to.deep.equal([SERVICE])
      expect((await select({ resourceId: 'unknown' }))['serviceIds']).to.deep.equal([])
    })
  })

  describe('plan.enact', () => {
    it('gives the next version and ends the plans that it replaces', async () => {
      const plan = (serviceIds: readonly string[]) =>
        open.records().create('availability-plan', { title: 'Plāns', serviceIds: [...serviceIds] }, { status: 'draft' })
      const enact = async (id: string) =>
        (await open.run('plan.enact', { register: 'availability-plan', id, patch: { remarks: 'Labs.' } })).variables
      const first = await plan([SERVICE])
      const wide = await plan([SERVICE, 'service-s-021'])
      const next = await plan([SERVICE])
      expect(await enact(first.id)).to.deep.equal({ planVersion: 1, supersededPlans: [] })
      expect(await enact(wide.id)).to.deep.equal({ planVersion: 2, supersededPlans: [first.id] })
      expect(await enact(next.id)).to.deep.equal({ planVersion: 3, supersededPlans: [] })
      expect((await open.records().get('availability-plan', wide.id))?.status).to.equal('in_force')
      expect((await open.dataOf('availability-plan', wide.id))['remarks']).to.equal('Labs.')
    })
  })

  describe('monitoring.check of an alarm', () => {
    const NOW = winter('12T09:17')
    const check = (input: Variables, severity = 'critical') =>
      run(
        'monitoring.check',
        { ciIds: ['IS-0007'], alarm: { detectedAt: winter('12T09:15'), severity }, ...input },
        NOW,
      )
    const incident = (data: Variables, status = 'diagnosing') =>
      open.records(NOW).create('incident', { title: 'Nedarbojas', ...data }, { status })

    it('is an outage of the service that the item carries while nobody measures the contrary', async () => {
      expect(await check({})).to.include({
        outageConfirmed: true,
        serviceId: SERVICE,
        openIncidentId: null,
        alarmOutcome: 'reported',
      })
      await open
        .records(NOW)
        .create('measurement', { probe: 'http', ciId: 'IS-0007', ok: true, measuredAt: winter('12T09:16') })
      expect(await check({ since: winter('12T09:15') })).to.include({
        outageConfirmed: false,
        alarmOutcome: 'false_alarm',
      })
    })

    it('is none where it only informs, or falls into planned work on the item', async () => {
      expect(await check({}, 'info')).to.include({ outageConfirmed: false, alarmOutcome: 'false_alarm' })
      const window = { title: 'Izmaiņas', from: winter('12T09:00'), to: winter('12T10:00') }
      await open
        .records(NOW)
        .create('change-window', { ...window, kind: 'freeze', serviceIds: [SERVICE] }, { status: 'planned' })
      await open
        .records(NOW)
        .create('change-window', { ...window, kind: 'change', ciIds: ['IS-0007'] }, { status: 'cancelled' })
      expect((await check({}))['alarmOutcome'], 'frozen or cancelled').to.equal('reported')
      const { id } = await open
        .records(NOW)
        .create('change-window', { ...window, kind: 'change', ciIds: ['IS-0007'] }, { status: 'planned' })
      expect(await check({})).to.include({ outageConfirmed: false, alarmOutcome: 'planned', plannedWindowId: id })
    })

    it('belongs to an open incident about the same, and not to another disruption of the service', async () => {
      await incident({ serviceId: SERVICE, ciIds: ['IS-0011'] })
      await incident({ serviceId: SERVICE, ciIds: ['IS-0007'] }, 'closed')
      expect((await check({}))['alarmOutcome']).to.equal('reported')
      const { id } = await incident({ serviceId: SERVICE, ciIds: ['SRV-0031'] })
      expect(await check({}), 'the server that it rests on').to.include({ openIncidentId: id, alarmOutcome: 'added' })
      const { id: same } = await incident({ ciIds: ['IS-0007'] })
      expect((await check({}))['openIncidentId']).to.equal(same)
    })
  })
})
