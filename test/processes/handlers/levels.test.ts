import { expect } from 'chai'
import { NotFound } from '../../../engine/model/errors.ts'
import type { Variables } from '../../../engine/model/json.ts'
import { refusal } from '../../support/refusal.ts'
import { idIn, openCase, type OpenCase } from './open-case.ts'

const SERVICE = 'service-s-021'
/** Wednesday, 1 April 2026, at noon in Latvia. */
const APRIL = '2026-04-01T09:00:00.000Z'

describe('handlers of service levels', () => {
  let open: OpenCase
  beforeEach(async () => {
    open = await openCase({ seeded: true, settings: { channelMinContacts: 4 } })
  })
  afterEach(() => open.close())

  const run = async (name: string, input: Variables, now = APRIL): Promise<Variables> =>
    (await open.run(name, input, { now })).variables ?? {}
  const application = (data: Variables, at = '2026-03-10T08:00:00.000Z', status = 'closed') =>
    open.application({ serviceId: SERVICE, ...data }, { now: at, status })
  const agreement = (data: Variables, id: string, status = 'active') =>
    open
      .records()
      .create(
        'sla',
        { name: id, serviceId: SERVICE, kind: 'sla', validFrom: '2026-01-01', targets: [], ...data },
        { id, status },
      )

  describe('channel.optimise', () => {
    const channel = (rows: unknown, name: string) =>
      (rows as readonly Variables[]).find((row) => row['channel'] === name)

    it('goes by the settings while there are few contacts, and proposes what is worth its cost', async () => {
      const input = { serviceId: SERVICE, targetGroups: ['institutions'], channels: ['post'] }
      const outcome = await open.run('channel.optimise', input, { now: APRIL })
      const channels = outcome.variables?.['channels'] as readonly Variables[]
      expect(channels[0]).to.deep.equal({ channel: 'api', need: 100, costPerContact: 0.1, value: 100, chosen: true })
      expect(channel(channels, 'in_person')).to.include({ need: 0, value: 0, chosen: false })
      // What is in use stays proposed, whatever it is worth.
      expect(channel(channels, 'post')).to.include({ chosen: true })
    })

    it('goes by use and cost once there are enough, and divides by no zero', async () => {
      for (const [name, cost] of [
        ['phone', 4],
        ['phone', 6],
        ['phone', 0],
        ['portal', 0],
      ] as const)
        await application({ channel: name, cost })
      await application({ channel: 'post' }, '2024-03-10T08:00:00.000Z')
      const { channels, contacts } = await run('channel.optimise', { serviceId: SERVICE, targetGroups: ['residents'] })
      expect(contacts).to.equal(4)
      expect(channel(channels, 'phone')).to.include({ need: 75, costPerContact: 3.33 })
      // Nobody booked any work: the usual cost counts.
      expect(channel(channels, 'portal')).to.include({ need: 80, costPerContact: 0.6 })

      const free = await openCase({ settings: { channelCosts: { portal: 0 }, channelNeeds: {} } })
      const { variables } = await free.run('channel.optimise', {})
      await free.close()
      expect(variables?.['channels']).to.deep.equal([
        { channel: 'portal', need: 0, costPerContact: 0, value: 0, chosen: false },
      ])
    })
  })

  it('sla.parties names a person with an account, else the role of the kind', async () => {
    const parties: readonly Variables[] = [
      { party: 'Iestāde', kind: 'executor', personId: 'person-andris-berzs' },
      { party: 'Pašvaldība', kind: 'recipient' },
      { party: 'Bez konta', kind: 'supplier', personId: 'person-valdis-kalejs' },
      { party: 'Turētājs', kind: 'holder' },
    ]
    const outcome = await open.run('sla.parties', { parties, serviceId: SERVICE })
    const voters = outcome.variables?.['voters'] as readonly Variables[]
    expect(voters.map(({ userId, group }) => [userId, group])).to.deep.equal([
      ['exe', 'EXE'],
      [null, 'SPM'],
      [null, 'SUP'],
      [null, `SM@${SERVICE}`],
    ])
  })

  describe('sla.activate', () => {
    const terms = (changes: Variables = {}): Variables => ({
      serviceId: SERVICE,
      name: 'Arhīva izziņas',
      parties: [{ party: 'Pašvaldība', kind: 'recipient' }],
      targets: [{ parameter: 'availability', value: 99, unit: 'percent' }],
      calendarId: 'always',
      validFrom: '2026-06-01',
      reviewDate: '2027-05-01',
      ...changes,
    })

    it('ends what it replaces the day before, and counts versions', async () => {
      await agreement({ parties: [{ party: 'PAŠVALDĪBA', kind: 'recipient' }], agreementVersion: 3 }, 'same')
      await agreement({ parties: [{ party: 'Cita', kind: 'recipient' }] }, 'other')
      await agreement({ parties: [{ party: 'Pašvaldība', kind: 'recipient' }], validFrom: '2026-07-01' }, 'later')
      const outcome = await open.run('sla.activate', terms({ durationMonths: 12 }), { now: APRIL })
      expect(outcome.variables).to.deep.include({ agreementVersion: 4, validTo: '2027-05-31' })
      expect(await open.dataOf('sla', 'same')).to.include({ validTo: '2026-05-31' })
      expect((await open.dataOf('sla', 'other'))['validTo']).to.equal(undefined)
      expect((await open.records().get('sla', 'later'))?.status).to.equal('retired')
      // The seed names no recipient: it was for everybody.
      expect(await open.dataOf('sla', 'sla-archive')).to.include({ validTo: '2026-05-31' })
      expect(await open.dataOf('sla', idIn(outcome, 'agreement'))).to.include({ kind: 'sla', validFrom: '2026-06-01' })
    })

    it('puts the description, the service and the quality plan in force', async () => {
      const unit = open.records()
      const old = await unit.create(
        'service-description',
        { serviceId: SERVICE, title: 'Vecais' },
        { status: 'active' },
      )
      const serviceData = { name: { lv: 'Jaunais' }, fee: 20, exemptions: null }
      const draft = await unit.create(
        'service-description',
        { serviceId: SERVICE, title: 'Jaunais', serviceData },
        { status: 'draft' },
      )
      await unit.update('service', SERVICE, {}, { status: 'draft' })
      const plan = [{ indicator: 'Ātrums', target: '1 h', method: null }]
      const input = terms({ descriptionId: draft.id, service: { vital: true }, qualityPlan: plan })
      const first = await run('sla.activate', input)
      const second = await run('sla.activate', { ...input, validFrom: '2026-09-01' })

      expect((await unit.get('service-description', old.id))?.status).to.equal('retired')
      expect(await open.dataOf('service-description', draft.id)).to.include({ validFrom: '2026-09-01' })
      const service = await unit.get('service', SERVICE)
      expect(service).to.include({ status: 'active' })
      expect(service?.data).to.deep.include({ name: { lv: 'Jaunais' }, fee: 20, vital: true })
      expect((await unit.get('quality-plan', String(first['qualityPlanId'])))?.status).to.equal('retired')
      expect(await open.dataOf('quality-plan', String(second['qualityPlanId']))).to.deep.include({
        planVersion: 2,
        indicators: [{ indicator: 'Ātrums', target: '1 h' }],
      })
    })

    it('refuses a service and a description that are not there', async () => {
      expect(await refusal(open.run('sla.activate', terms({ serviceId: 'nav' })))).to.be.instanceOf(NotFound)
      expect(await refusal(open.run('sla.activate', terms({ descriptionId: 'nav' })))).to.be.instanceOf(NotFound)
    })
  })

  describe('sla.measure', () => {
    const due = (reactDue: string, resolveDue: string) => ({ reactDue, resolveDue, priority: 'P2' })
    const sla = (pausedMinutes = 0) => ({
      startedAt: '2026-03-10T08:00:00.000Z',
      react: '2026-03-10T09:00:00.000Z',
      resolve: '2026-03-10T12:00:00.000Z',
      reactMinutes: 60,
      resolveMinutes: 240,
      pausedMinutes,
      calendar: 'always',
      slaId: 'measured',
    })
    const targets: readonly Variables[] = [
      { parameter: 'react', priority: 'P1', value: 15, unit: 'workingMinutes' },
      { parameter: 'react', value: 60, unit: 'workingMinutes' },
      { parameter: 'resolve', value: 240, unit: 'workingMinutes' },
      { parameter: 'availability', value: 99.5, unit: 'percent' },
      { parameter: 'satisfaction', value: 4, unit: 'points' },
    ]
    const levels = async () => {
      const found = await open.records().list('service-level', { where: { slaId: 'measured' } })
      return Object.fromEntries(
        found.map(({ data }) => [
          `${String(data['parameter'])} ${String(data['priority'] ?? 'all')}`,
          [data['actual'] ?? null, data['measured'], data['breaches'], data['met'] ?? null],
        ]),
      )
    }

    beforeEach(async () => {
      const unit = open.records()
      for (const id of ['sla-archive', 'sla-residence']) await unit.update('sla', id, {}, { status: 'retired' })
      await agreement({ targets }, 'measured')
    })

    it('counts each case in the month in which its term ends', async () => {
      const terms = due('2026-03-10T09:00:00.000Z', '2026-03-10T12:00:00.000Z')
      const done = { acceptedAt: '2026-03-10T08:30:00.000Z', resolvedAt: '2026-03-10T11:00:00.000Z' }
      await application({ ...terms, ...done, sla: sla(30) })
      await application({ ...terms, acceptedAt: '2026-03-10T10:00:00.000Z', sla: sla() }, undefined, 'in_support')
      await application({ ...terms, ...done, sla: sla() }, undefined, 'withdrawn')
      await application(
        { ...terms, sla: { ...sla(), pausedSince: '2026-03-10T08:10:00.000Z' } },
        undefined,
        'waiting_client',
      )
      // Its term ended in April; another began in January.
      await application({ ...due('2026-04-01T08:00:00.000Z', '2026-04-02T08:00:00.000Z'), sla: sla() })
      await application({ ...terms, ...done, priority: 'P1', sla: sla() }, '2026-01-20T08:00:00.000Z')

      const outcome = await open.run('sla.measure', {}, { now: APRIL })
      expect(outcome.variables).to.deep.include({
        period: '2026-03',
        periodFrom: '2026-02-28T22:00:00.000Z',
        periodUntil: '2026-03-31T21:00:00.000Z',
        activeServices: [{ serviceId: SERVICE, breaches: 2, measured: 6 }],
        leftOut: 0,
        complete: true,
      })
      expect(await levels()).to.deep.equal({
        'react P1': [30, 1, 0, true],
        'react all': [75, 2, 1, false],
        'resolve all': [165, 3, 1, false],
        'availability all': [null, 0, 0, null],
        'satisfaction all': [null, 0, 0, null],
      })
    })

    it('takes availability and satisfaction as they were measured, and measures again without doubling', async () => {
      const unit = open.records(APRIL)
      await unit.create('availability-measurement', {
        serviceId: SERVICE,
        period: '2026-03',
        from: '2026-02-28T22:00:00.000Z',
        to: '2026-03-31T21:00:00.000Z',
        agreedMinutes: 1000,
        downtimeMinutes: 16,
        plannedMinutes: 0,
        interruptions: 1,
        availability: 98.4,
      })
      const { id: applicationId } = await application({})
      for (const [score, answeredAt] of [
        [5, '2026-03-20T08:00:00.000Z'],
        [2, '2026-03-21T08:00:00.000Z'],
        [1, '2026-04-01T08:00:00.000Z'],
      ] as const) {
        const data = { applicationId, serviceId: SERVICE, sentAt: '2026-03-15T08:00:00.000Z', score, answeredAt }
        await open.records('2026-03-15T08:00:00.000Z').create('survey', data, { status: 'answered' })
      }
      await run('sla.measure', { period: '2026-03' })
      await run('sla.measure', { period: '2026-03' })
      expect(await levels()).to.deep.include({
        'availability all': [98.4, 1, 1, false],
        'satisfaction all': [3.5, 2, 1, false],
      })
      expect(await open.records().list('service-level')).to.have.length(5)
    })

    it('reports at most so many services, those with breaches first', async () => {
      await agreement({ serviceId: 'service-s-014', targets: [targets[3] ?? {}] }, 'second')
      await open.records(APRIL).create('availability-measurement', {
        serviceId: SERVICE,
        period: '2026-03',
        from: '2026-02-28T22:00:00.000Z',
        agreedMinutes: 1,
        downtimeMinutes: 1,
        interruptions: 1,
        availability: 0,
      })
      expect(await run('sla.measure', { limit: 1 })).to.deep.include({
        activeServices: [{ serviceId: SERVICE, breaches: 1, measured: 1 }],
        measuredServices: 2,
        breachedServices: 1,
        leftOut: 1,
      })
    })

    it('shows what one agreement came to, with volumes, cost and satisfaction', async () => {
      const { id: applicationId } = await application({ channel: 'phone' })
      await application({}, '2026-02-10T08:00:00.000Z')
      const unit = open.records('2026-03-15T08:00:00.000Z')
      await unit.create('cost-entry', {
        serviceId: SERVICE,
        amount: 12.5,
        nature: 'direct',
        frequency: 'recurring',
        date: '2026-03-15',
        source: 'task',
        processKey: 'application',
      })
      const survey = {
        applicationId,
        serviceId: SERVICE,
        sentAt: APRIL,
        score: 4,
        answeredAt: '2026-03-16T08:00:00.000Z',
      }
      await unit.create('survey', survey, { status: 'answered' })
      const seen = await run('sla.measure', { slaId: 'measured' })
      expect(seen).to.deep.include({
        volumes: [
          { month: '2026-02', volume: 1 },
          { month: '2026-03', volume: 1 },
        ],
        cost: 12.5,
        satisfaction: 4,
      })
      expect(seen['performance']).to.have.length(5)
      expect(await open.records().list('service-level')).to.deep.equal([])
      expect(String(await refusal(run('sla.measure', { slaId: 'nav' })))).to.match(/Expected the agreement "nav"/)
      expect(String(await refusal(run('sla.measure', { period: 'marts' })))).to.match(/Expected a month/)
    })
  })

  it('sla.dueReviews tells of each date once', async () => {
    await agreement({ reviewDate: '2026-05-01' }, 'near')
    await agreement({ reviewDate: '2026-03-01' }, 'late')
    await agreement({ reviewDate: '2026-05-02' }, 'far')
    await agreement({ reviewDate: '2026-04-10', validTo: '2026-03-31' }, 'over')
    await agreement({ reviewDate: '2026-04-10' }, 'gone', 'retired')
    const ids = async (now: string): Promise<readonly unknown[]> => {
      const { variables = {} } = await open.run('sla.dueReviews', {}, { now })
      return (variables['dueReviews'] as readonly Variables[]).map(({ slaId }) => slaId)
    }
    expect(await ids(APRIL)).to.deep.equal(['late', 'near'])
    expect(await ids(APRIL)).to.deep.equal([])
    expect(await ids('2026-04-02T09:00:00.000Z')).to.deep.equal(['far'])
    await open.records().update('sla', 'near', { reviewDate: '2026-05-02' })
    expect(await ids('2026-04-02T09:00:00.000Z')).to.deep.equal(['near'])
  })

  describe('surveys', () => {
    it('survey.send asks at most so many clients of each service about the last quarter, nobody twice', async () => {
      for (let index = 0; index < 5; index += 1) await application({ contactEmail: `k${index}@a.example` })
      await application({ contactEmail: null, clientId: null })
      await application({ serviceId: 'service-s-014', contactEmail: 'b@a.example' })
      await application({ contactEmail: 'c@a.example' }, APRIL)
      const sent = await run('survey.send', { perService: 3 })
      expect(sent).to.deep.include({ surveyPeriod: '2026-Q1', surveysSent: 4, surveyUntil: '2026-03-31T21:00:00.000Z' })
      expect(await run('survey.send', { perService: 3 })).to.include({ surveysSent: 2 })
      expect(await run('survey.send', { perService: 3 })).to.include({ surveysSent: 0 })
    })

    it('survey.aggregate sums up per service, the least satisfied first, against the agreed target', async () => {
      await agreement({ targets: [{ parameter: 'satisfaction', value: 4.5, unit: 'points' }] }, 'agreed')
      const { id: applicationId } = await application({})
      const survey = (serviceId: string, score: number | null, data: Variables, at: string) =>
        open
          .records(at)
          .create(
            'survey',
            { applicationId, serviceId, sentAt: at, ...(score === null ? {} : { score }), ...data },
            { status: score === null ? 'sent' : 'answered' },
          )
      const [march, april] = ['2026-03-10T08:00:00.000Z', '2026-04-03T08:00:00.000Z']
      await survey(SERVICE, 5, { occasion: 'closing' }, march)
      await survey(SERVICE, 4, { occasion: 'quarterly', period: '2026-Q1' }, april)
      await survey(SERVICE, null, { occasion: 'quarterly', period: '2026-Q1' }, april)
      await survey(SERVICE, 1, { occasion: 'closing' }, april)
      await survey('service-s-014', 3, {}, march)
      await survey('service-s-030', null, {}, march)
      const input = { period: '2026-Q1', from: '2025-12-31T22:00:00.000Z', until: '2026-03-31T21:00:00.000Z' }
      const { variables } = await open.run('survey.aggregate', input, { now: '2026-04-24T08:00:00.000Z' })
      expect(variables).to.deep.equal({
        surveyedServices: [
          { serviceId: 'service-s-014', sent: 1, answered: 1, satisfaction: 3, satisfactionTarget: 4 },
          { serviceId: SERVICE, sent: 3, answered: 2, satisfaction: 4.5, satisfactionTarget: 4.5 },
        ],
        surveysSent: 5,
        surveysAnswered: 3,
        satisfaction: 4,
        complete: true,
      })
    })
  })
})
