import { expect } from 'chai'
import type { Variables } from '../../../engine/model/json.ts'
import { extrapolate } from '../../../processes/handlers/capacity/extrapolate.ts'
import { openCase, type OpenCase } from './open-case.ts'

const ARCHIVE = 'service-s-021'
const RESIDENCE = 'service-s-014'
/** Thursday, 12 March 2026, noon in Riga. */
const NOW = '2026-03-12T10:00:00.000Z'

describe('going on with a series', () => {
  const rounded = (numbers: readonly number[]) => numbers.map((one) => Math.round(one * 100) / 100)

  it('is level where nothing or little is known, and goes on with the line otherwise', () => {
    expect(extrapolate([], 4, 2)).to.deep.equal([0, 0])
    expect(extrapolate([10, 20], 4, 2)).to.deep.equal([15, 15])
    expect(rounded(extrapolate([10, 20, 30], 4, 3))).to.deep.equal([40, 50, 60])
    expect(rounded(extrapolate([30, 20, 10], 4, 3)), 'never less than nothing').to.deep.equal([0, 0, 0])
  })

  it('knows the season from two years on: what came every December comes again', () => {
    const years = Array.from({ length: 24 }, (_, at) => (at % 12 === 11 ? 220 : 100)) // from January
    expect(rounded(extrapolate(years, 1, 12)).slice(10)).to.deep.equal([100, 220])
    const growing = years.map((amount, at) => amount * (at < 12 ? 1 : 1.2))
    const [, , , , , june = 0, , , , , , december = 0] = extrapolate(growing, 1, 12)
    expect(december / june).to.be.within(2.1, 2.4)
    expect(june).to.be.within(125, 145)
    expect(Math.max(...extrapolate(years.slice(1), 1, 12)), 'one month less is no two years').to.be.below(180)
  })
})

describe('handlers of capacity', () => {
  let open: OpenCase
  beforeEach(async () => {
    open = await openCase({ seeded: true })
  })
  afterEach(() => open.close())

  const run = async (name: string, input: Variables, now = NOW): Promise<Variables> =>
    (await open.run(name, input, { now })).variables ?? {}

  describe('usage.collect', () => {
    const collect = async (input: Variables) => (await open.run('usage.collect', input, { now: NOW })).variables ?? {}
    const at = (month: string, day: string) => `2026-${month}-${day}T08:00:00.000Z`
    const work = async (month: string, day: string, minutes: number, serviceId = ARCHIVE) => {
      const { id } = await open.application({ serviceId }, { now: at(month, day) })
      const cost = { processKey: 'request', amount: 10, nature: 'direct', frequency: 'recurring', source: 'work' }
      await open
        .records(at(month, day))
        .create('cost-entry', { ...cost, applicationId: id, serviceId, minutes, date: `2026-${month}-${day}` })
      return id
    }

    it('counts applications, work and waiting by month, from the first load on', async () => {
      await work('01', '12', 120)
      await work('01', '13', 60)
      await work('02', '02', 90)
      await work('03', '02', 999) // this month is not over
      const applicationId = await work('02', '03', 30)
      await open.records(at('02', '03')).create(
        'request',
        {
          applicationId,
          serviceId: ARCHIVE,
          requestKind: 'service_request',
          acceptedAt: '2026-02-03T12:00:00.000Z',
        },
        { status: 'accepted' },
      )
      const { usage, usageMonths, usageComplete } = await collect({ serviceIds: [ARCHIVE], months: 6 })

      expect({ usageMonths, usageComplete }).to.deep.equal({ usageMonths: ['2026-01', '2026-02'], usageComplete: true })
      expect(usage).to.deep.equal([
        { serviceId: ARCHIVE, month: '2026-01', volume: 2, workMinutes: 180 },
        { serviceId: ARCHIVE, month: '2026-02', volume: 2, workMinutes: 120, queueHours: 4 },
      ])
    })

    it('proposes the hours of work groups, without absences and other services, and what a unit takes of them', async () => {
      await work('02', '02', 90)
      await work('02', '03', 30)
      const [group] = (await collect({ serviceIds: [ARCHIVE] }))['resources'] as readonly Variables[]
      // April has 20 working days of 8.5 hours: Easter takes Good Friday and Monday.
      expect(group).to.deep.equal({
        resourceId: 'work-group-archive',
        resource: 'Arhīva nodaļa',
        serviceId: ARCHIVE,
        unit: 'h',
        available: 170,
        neededPerUnit: 1,
      })

      await open
        .records()
        .update('person', 'person-inese-ozola', { absence: [{ from: '2026-03-30', to: '2026-04-02' }] })
      await open.records().update('service', 'service-s-042', { executorGroupId: 'work-group-archive' })
      await work('02', '04', 600, 'service-s-042')
      const [again] = (await collect({ serviceIds: [ARCHIVE] }))['resources'] as readonly Variables[]
      expect(again?.['available'], 'two days of eight and a half hours, and ten hours').to.equal(170 - 17 - 10)
    })

    it('proposes items that say what they can do, or that monitoring measures in per cent', async () => {
      await work('02', '02', 0)
      await work('02', '03', 0)
      await open.records().update('configuration-item', 'SRV-0044', { unitCapacity: 2000, capacityUnit: 'GB' })
      const measured = (ciId: string, value: number, unit = '%') =>
        open
          .records(at('02', '10'))
          .create('measurement', { probe: 'p', ciId, ok: true, measuredAt: at('02', '10'), value, unit })
      await measured('SRV-0044', 40)
      await measured('SRV-0044', 60)
      await measured('SRV-0031', 300, 'ms')
      await measured('IS-0007', 90) // carries another service
      const { resources } = await collect({ serviceIds: [ARCHIVE] })
      expect((resources as Variables[]).slice(1)).to.deep.equal([
        { resourceId: 'SRV-0044', resource: 'Arhīva failu serveris', unit: 'GB', available: 2000, neededPerUnit: 500 },
      ])
    })

    it('knows nothing of services without load', async () => {
      const { usage, resources } = await collect({ serviceIds: ['service-s-042'] })
      expect({ usage, resources }).to.deep.equal({ usage: [], resources: [] })
    })
  })

  describe('capacity.forecast', () => {
    const usage = [10, 20, 30].map((volume, at) => ({
      serviceId: ARCHIVE,
      month: `2025-1${at}`,
      volume,
      workMinutes: 0,
    }))

    it('goes on with what was, and takes what somebody expects instead', async () => {
      const answer = await run('capacity.forecast', {
        serviceIds: [ARCHIVE, RESIDENCE],
        usage,
        demand: [{ serviceId: RESIDENCE, unit: 'pārbaudes', perMonth: 3000 }],
        horizonMonths: 2,
        resources: [
          { resourceId: 'a', available: 6000, neededPerUnit: 1 },
          { resourceId: 'b', serviceId: ARCHIVE, available: 10, neededPerUnit: 0.1 },
          { resourceId: 'c', available: 0, neededPerUnit: 1 },
        ],
      })
      expect(answer['calculated']).to.deep.equal([
        { serviceId: RESIDENCE, month: '2026-03', volume: 3000 },
        { serviceId: ARCHIVE, month: '2026-03', volume: 40 },
        { serviceId: RESIDENCE, month: '2026-04', volume: 3000 },
        { serviceId: ARCHIVE, month: '2026-04', volume: 50 },
      ])
      expect(answer['peakVolume']).to.equal(3050)
      const shares = (answer['utilisation'] as Variables[]).map(({ utilisation }) => utilisation)
      expect(shares, 'nothing is divided by nothing').to.deep.equal([50.8, 50, undefined])
    })

    it('keeps within what a case may hold', async () => {
      const serviceIds = Array.from({ length: 100 }, (_, at) => `service-${at}`)
      const { calculated } = await run('capacity.forecast', { serviceIds, usage: [], horizonMonths: 36 })
      expect(calculated).to.have.length(600)
    })
  })

  describe('capacity.gap', () => {
    const forecast = [
      { serviceId: ARCHIVE, month: '2026-04', volume: 100 },
      { serviceId: RESIDENCE, month: '2026-04', volume: 300 },
      { serviceId: ARCHIVE, month: '2026-05', volume: 50 },
    ]
    const resources: readonly Variables[] = [
      { resourceId: 'people', unit: 'h', available: 400, neededPerUnit: 0.9 },
      { resourceId: 'disk', unit: 'GB', available: 1000, neededPerUnit: 0.5 },
      { resourceId: 'archive', serviceId: ARCHIVE, available: 200, neededPerUnit: 1 },
      { resourceId: 'missing', available: 0, neededPerUnit: 2 },
      { resourceId: 'unknown', available: 10 },
    ]
    const gap = async (input: Variables) => (await open.run('capacity.gap', input)).variables ?? {}

    it('is where the busiest month takes more, or less, than the settings want', async () => {
      const answer = await gap({ forecast, resources: [...resources] })
      const kinds = (answer['utilisation'] as Variables[]).map(({ resourceId, need, utilisation, kind }) => [
        resourceId,
        need,
        utilisation,
        kind,
      ])
      expect(kinds).to.deep.equal([
        ['people', 360, 90, 'shortage'],
        ['disk', 200, 20, 'surplus'],
        ['archive', 100, 50, 'fits'],
        ['missing', 800, undefined, 'shortage'],
        ['unknown', undefined, undefined, 'fits'],
      ])
      expect((answer['gaps'] as Variables[]).map(({ resourceId }) => resourceId)).to.deep.equal([
        'missing',
        'people',
        'disk',
      ])
      expect(answer).to.include({ gapCount: 3, feasible: false, maxVolume: 0 })
    })

    it('goes by the volume of the scenario that was chosen', async () => {
      const scenarios = [
        { scenario: 'Mazāk', volume: 200 },
        { scenario: 'Vairāk', volume: 500 },
      ]
      const answer = await gap({ forecast, resources: resources.slice(0, 3), scenarios, chosenScenario: 'Mazāk' })
      expect((answer['utilisation'] as Variables[]).map(({ utilisation }) => utilisation)).to.deep.equal([45, 10, 25])
      expect(answer).to.include({ gapCount: 2, feasible: true, maxVolume: Math.floor((200 * 85) / 45) })
    })

    it('finds none where nothing is needed', async () => {
      expect(await gap({ forecast: [], resources: [] })).to.include({ gapCount: 0, feasible: true, maxVolume: null })
    })
  })

  it('forecasts of a plan in force are kept until their month begins, and learn what came', async () => {
    const enforce = async (now: string, forecast: readonly Variables[]) => {
      const plan = await open
        .records(now)
        .create('capacity-plan', { title: 'Plāns', serviceIds: [ARCHIVE] }, { status: 'draft' })
      const patch = { forecast: [...forecast] }
      await open.run('threshold.set', { planId: plan.id, thresholds: [], patch }, { now })
    }
    const row = (month: string, volume: number) => ({ serviceId: ARCHIVE, month, volume })
    const kept = async () =>
      (await open.records().list('capacity-forecast')).map(({ data }) => [
        data['month'],
        data['forecast'],
        data['actual'] ?? null,
      ])

    await enforce('2026-01-20T10:00:00.000Z', [
      row('2025-12', 9),
      row('2026-01', 5),
      row('2026-02', 2),
      row('2026-03', 3),
    ])
    await enforce('2026-02-10T10:00:00.000Z', [row('2026-02', 8), row('2026-03', 4)])
    expect(await kept(), 'February had begun').to.have.deep.members([
      ['2026-01', 5, null],
      ['2026-02', 2, null],
      ['2026-03', 4, null],
    ])
    for (const day of ['02', '03', '04'])
      await open.application({ serviceId: ARCHIVE }, { now: `2026-02-${day}T08:00:00.000Z` })
    await run('usage.collect', { serviceIds: [ARCHIVE, RESIDENCE], months: 3 })
    expect(await kept(), 'March is not over').to.have.deep.members([
      ['2026-01', 5, 0],
      ['2026-02', 2, 3],
      ['2026-03', 4, null],
    ])
  })

  describe('thresholds', () => {
    const plan = (serviceIds: readonly string[]) =>
      open.records().create('capacity-plan', { title: 'Plāns', serviceIds: [...serviceIds] }, { status: 'draft' })
    const check = async (): Promise<readonly Variables[]> =>
      ((await open.run('threshold.check', {}, { now: NOW })).variables?.['breaches'] ?? []) as readonly Variables[]
    const set = async (planId: string, thresholds: readonly Variables[]) =>
      (
        await open.run(
          'threshold.set',
          { planId, thresholds: [...thresholds], patch: { maxVolume: 10, approvedAt: NOW } },
          { now: NOW },
        )
      ).variables
    const measured = (value: number, now = '2026-03-12T09:00:00.000Z') =>
      open
        .records(now)
        .create('measurement', { probe: 'disks', ciId: 'SRV-0044', metric: 'disk', ok: true, measuredAt: now, value })
    const active = async () =>
      (await open.records().list('capacity-threshold', { status: ['active'] })).map(({ data }) => [
        data['resourceId'],
        data['warn'],
      ])

    it('come into force with their plan, replace those of plans that it supersedes, and leave those that people set', async () => {
      await open.records().create('capacity-threshold', { resourceId: '*', metric: 'open_work', warn: 5 })
      const first = await plan([ARCHIVE])
      const rows = [
        { resourceId: 'SRV-0044', metric: 'disk', warn: 80, critical: 90 },
        { resourceId: 'DB-0015', metric: 'disk', warn: 70, critical: 90 },
      ]
      expect(await set(first.id, rows)).to.deep.equal({ planVersion: 1, thresholdCount: 2 })
      const second = await plan([ARCHIVE, RESIDENCE])
      expect(await set(second.id, [{ ...rows[0], warn: 85 }])).to.deep.equal({ planVersion: 2, thresholdCount: 1 })

      expect(await active()).to.have.deep.members([
        ['*', 5],
        ['SRV-0044', 85],
      ])
      expect((await open.records().get('capacity-plan', first.id))?.status).to.equal('superseded')
      expect(await open.records().get('capacity-plan', second.id)).to.include({ status: 'in_force' })
      expect(await open.dataOf('capacity-plan', second.id)).to.include({ maxVolume: 10, approvedAt: NOW })
    })

    it('are passed by what monitoring measured last, at the level that was reached', async () => {
      await open
        .records()
        .create('capacity-threshold', { resourceId: 'SRV-0044', metric: 'disk', warn: 80, critical: 90 })
      await measured(95, '2026-03-10T09:00:00.000Z')
      expect(await check(), 'two days old').to.deep.equal([])
      await measured(85)
      const breach = { resourceId: 'SRV-0044', metric: 'disk', detectedOn: '2026-03-12', note: null }
      expect(await check()).to.deep.equal([{ ...breach, value: 85, threshold: 80 }])
      await measured(90, '2026-03-12T09:30:00.000Z')
      expect(await check()).to.deep.equal([{ ...breach, value: 90, threshold: 90 }])
      await open
        .records()
        .create('threshold-breach', { ...breach, note: 'Skatos', value: 90, threshold: 90 }, { status: 'detected' })
      expect(await check(), 'somebody is looking at it').to.deep.equal([])
    })

    it('are passed by the open work of a person and by work that waits', async () => {
      await open.records().create('capacity-threshold', { resourceId: '*', metric: 'open_work', warn: 2 })
      await open
        .records()
        .create('capacity-threshold', { resourceId: 'person-andris-berzs', metric: 'open_work', critical: 3 })
      const request = (executorId: string, status: string) =>
        open.records('2026-03-12T08:00:00.000Z').create(
          'request',
          {
            applicationId: 'application-1',
            serviceId: ARCHIVE,
            requestKind: 'service_request',
            executorId,
          },
          { status },
        )
      await open.application({}, { id: 'application-1', status: 'in_support', now: '2026-02-02T08:00:00.000Z' })
      for (const executor of ['person-andris-berzs', 'person-inese-ozola'])
        for (let at = 0; at < 2; at += 1) await request(executor, 'in_execution')
      const found = await check()
      expect(found).to.deep.equal([
        {
          resourceId: 'person-inese-ozola',
          metric: 'open_work',
          value: 2,
          threshold: 2,
          detectedOn: '2026-03-12',
          note: null,
        },
      ])

      // Two working days and a bit, over a night, since Tuesday at ten.
      await open.application({ serviceId: RESIDENCE }, { now: '2026-03-10T08:00:00.000Z' })
      await open.application({ serviceId: RESIDENCE }, { now: '2026-03-11T08:00:00.000Z' })
      expect((await check()).filter(({ metric }) => metric === 'queue_hours')).to.deep.equal([
        {
          resourceId: RESIDENCE,
          metric: 'queue_hours',
          value: 19,
          threshold: 16,
          detectedOn: '2026-03-12',
          note: null,
        },
      ])
    })
  })
})
