import { expect } from 'chai'
import type { Variables } from '../../../engine/model/json.ts'
import type { Sla } from '../../../processes/sla.ts'
import { environment, NOW, openCase, type OpenCase } from './open-case.ts'
import { refusal } from '../../support/refusal.ts'

describe('handlers of terms', () => {
  let open: OpenCase

  beforeEach(async () => {
    open = await openCase({ seeded: true })
  })
  afterEach(() => open.close())

  const compute = async (input: Variables): Promise<{ priority: string; sla: Sla }> =>
    (await open.run('priority.compute', { receivedAt: NOW, ...input })).variables as unknown as {
      priority: string
      sla: Sla
    }

  describe('priority.compute', () => {
    it('finds the priority by impact and urgency', async () => {
      const found = []
      for (const impact of ['extensive', 'significant', 'limited']) {
        for (const urgency of ['high', 'medium', 'low']) found.push((await compute({ impact, urgency })).priority)
      }

      expect(found).to.deep.equal(['P1', 'P2', 'P3', 'P2', 'P3', 'P4', 'P3', 'P4', 'P5'])
    })

    it('reckons default terms in working time, critical ones around the clock', async () => {
      const critical = await compute({ impact: 'extensive', urgency: 'high' })
      const high = await compute({ impact: 'extensive', urgency: 'medium' })
      const low = await compute({ impact: 'limited', urgency: 'medium' })

      expect(critical.sla).to.deep.equal({
        startedAt: NOW,
        react: '2026-03-12T07:17:00.000Z',
        resolve: '2026-03-12T11:02:00.000Z',
        reactMinutes: 15,
        resolveMinutes: 240,
        pausedMinutes: 0,
        calendar: 'always',
        slaId: null,
      })
      // 8 working hours from Thursday 09:02: 7 h 58 min until 17:00, then 2 minutes of Friday.
      expect(high.sla).to.include({
        react: '2026-03-12T08:02:00.000Z',
        resolve: '2026-03-13T06:32:00.000Z',
        calendar: 'lv-public',
      })
      expect(low.sla).to.include({ react: '2026-03-13T07:02:00.000Z', resolve: '2026-03-19T07:02:00.000Z' })
    })

    it('takes the targets and the calendar of the service’s agreement', async () => {
      const agreed = await compute({
        impact: 'extensive',
        urgency: 'medium',
        kind: 'incident',
        serviceId: 'service-s-014',
      })
      const silent = await compute({ impact: 'limited', urgency: 'low', kind: 'incident', serviceId: 'service-s-014' })

      expect(agreed.sla).to.include({ resolveMinutes: 720, calendar: 'always', slaId: 'sla-residence' })
      expect(agreed.sla.resolve).to.equal('2026-03-12T19:02:00.000Z')
      expect(silent.sla).to.include({ resolveMinutes: 5100, calendar: 'lv-public', slaId: null })
    })

    it('gives a service request the term of the service’s description', async () => {
      const { priority, sla } = await compute({
        impact: 'limited',
        urgency: 'high',
        kind: 'service_request',
        serviceId: 'service-s-014',
      })

      // Three working days, whatever the priority.
      expect(priority).to.equal('P3')
      expect(sla.resolve).to.equal('2026-03-17T07:02:00.000Z')
      expect(sla.resolveMinutes).to.equal(3 * 510)
      expect(sla.react).to.equal('2026-03-12T11:02:00.000Z')
    })

    it('writes priority and terms onto the application', async () => {
      const { id } = await open.application()

      const { sla } = await compute({ impact: 'limited', urgency: 'medium', kind: 'information', applicationId: id })

      const data = await open.dataOf('application', id)
      expect(data).to.include({ priority: 'P4', impact: 'limited', urgency: 'medium', kind: 'information' })
      expect(data).to.include({ reactDue: sla.react, resolveDue: sla.resolve })
      expect(data['sla']).to.deep.equal(sla)
    })

    it('raises the priority by the number of cases behind it', async () => {
      const found = []
      for (const weight of [0, 2, 3, 9, 10, 500])
        found.push((await compute({ impact: 'limited', urgency: 'medium', weight })).priority)

      expect(found).to.deep.equal(['P4', 'P4', 'P3', 'P3', 'P2', 'P2'])
      expect((await compute({ impact: 'extensive', urgency: 'high', weight: 50 })).priority).to.equal('P1')
    })

    it('takes a local time with its offset', async () => {
      const { sla } = await compute({ impact: 'extensive', urgency: 'high', receivedAt: '2026-03-12T09:02:00+02:00' })

      expect(sla.startedAt).to.equal(NOW)
    })

    it('says which decision has no rule', async () => {
      const error = (await refusal(compute({ impact: 'huge', urgency: 'high' }))) as Error

      expect(error.message).to.contain('"priority"')
    })
  })

  describe('clock.pause and clock.resume', () => {
    const pause = (applicationId: string, now: string) => open.run('clock.pause', { applicationId }, { now })
    const resume = (applicationId: string, now: string) => open.run('clock.resume', { applicationId }, { now })

    it('move the terms of every instance of the case by the working time between them', async () => {
      const { id } = await open.application({}, { status: 'classified' })
      await compute({ impact: 'limited', urgency: 'medium', applicationId: id })

      // Thursday 15:00 to Monday 09:00 local time: 2 hours of Thursday, all of Friday, half an hour of Monday.
      const paused = await pause(id, '2026-03-12T13:00:00.000Z')
      const waiting = await open.records().get('application', id)
      const resumed = await resume(id, '2026-03-16T07:00:00.000Z')

      expect(waiting?.status).to.equal('waiting_client')
      expect(paused.history).to.deep.equal([{ type: 'clock-paused', data: { applicationId: id, openPauses: 1 } }])
      const sla = resumed.variables?.['sla'] as unknown as Sla
      expect(sla).to.include({
        pausedMinutes: 660,
        react: '2026-03-16T09:32:00.000Z',
        resolve: '2026-03-20T09:32:00.000Z',
      })
      expect(sla).not.to.have.property('pausedSince')
      expect(resumed.changes).to.deep.equal([
        { where: { businessKey: id }, variables: { sla } },
        { where: { processInstanceId: id }, variables: { sla } },
      ])
      expect(resumed.history).to.deep.equal([{ type: 'clock-resumed', data: { applicationId: id, openPauses: 0 } }])
      const after = await open.dataOf('application', id)
      expect((await open.records().get('application', id))?.status).to.equal('classified')
      expect(after).to.deep.include({ sla, resolveDue: sla.resolve, reactDue: sla.react, pausedMinutes: 660 })
      expect(after['clock']).to.deep.equal({
        openPauses: 0,
        pausedMinutes: 660,
        pauses: [{ from: '2026-03-12T13:00:00.000Z', to: '2026-03-16T07:00:00.000Z' }],
      })
    })

    it('tell every instance when the clock stands, so that no timer fires meanwhile', async () => {
      const { id } = await open.application()
      await compute({ impact: 'extensive', urgency: 'high', applicationId: id })

      const { changes } = await pause(id, '2026-03-12T08:00:00.000Z')

      expect(changes?.[0]?.where).to.deep.equal({ businessKey: id })
      const sla = changes?.[0]?.variables['sla'] ?? null
      const { functions } = await environment.forCase(
        {
          institutionId: '',
          holderId: '',
          processKey: 'application',
          processInstanceId: 'i',
          businessKey: id,
          variables: {},
        },
        open.records(),
      )
      const share = functions['slaShare']?.call([sla, 100], NOW, {})
      expect(String(share) > '2027-01-01').to.equal(true)
    })

    it('count questions that are open at once as one pause', async () => {
      const { id } = await open.application({}, { status: 'escalated_l2' })
      await compute({ impact: 'extensive', urgency: 'high', applicationId: id })

      await pause(id, '2026-03-12T08:00:00.000Z')
      await pause(id, '2026-03-12T08:30:00.000Z')
      const first = await resume(id, '2026-03-12T09:00:00.000Z')
      const between = await open.records().get('application', id)
      const last = await resume(id, '2026-03-12T09:30:00.000Z')

      expect(first.variables?.['sla']).to.include({ pausedSince: '2026-03-12T08:00:00.000Z' })
      expect(between?.status).to.equal('waiting_client')
      expect(last.variables?.['sla']).to.include({ pausedMinutes: 90, resolve: '2026-03-12T12:32:00.000Z' })
      expect((await open.records().get('application', id))?.status).to.equal('escalated_l2')
    })

    it('leave a reaction alone that was due before the pause', async () => {
      const { id } = await open.application()
      await compute({ impact: 'extensive', urgency: 'high', applicationId: id })

      await pause(id, '2026-03-12T07:30:00.000Z')
      const { variables } = await resume(id, '2026-03-12T08:30:00.000Z')

      expect(variables?.['sla']).to.include({ react: '2026-03-12T07:17:00.000Z', resolve: '2026-03-12T12:02:00.000Z' })
    })

    it('count before there are terms, and terms computed later include it', async () => {
      const { id } = await open.application()

      const paused = await pause(id, '2026-03-12T07:30:00.000Z')
      await resume(id, '2026-03-12T08:30:00.000Z')
      const { sla } = await compute({ impact: 'extensive', urgency: 'high', applicationId: id })

      expect(paused.variables).to.equal(undefined)
      expect(paused.changes).to.equal(undefined)
      expect(sla).to.include({ pausedMinutes: 60, resolve: '2026-03-12T12:02:00.000Z' })
    })

    it('work on any record that has a clock, and leave its status alone where the diagram gives none', async () => {
      const incident = await open.records().create('incident', { title: 'Nedarbojas' }, { status: 'diagnosing' })
      const input = { register: 'incident', id: incident.id }
      await open.run('priority.compute', { ...input, impact: 'extensive', urgency: 'high', receivedAt: NOW })

      const paused = await open.run('clock.pause', input, { now: '2026-03-12T08:00:00.000Z' })
      const status = (await open.records().get('incident', incident.id))?.status
      const resumed = await open.run('clock.resume', input, { now: '2026-03-12T09:00:00.000Z' })

      const line = { register: 'incident', recordId: incident.id }
      expect(paused.history).to.deep.equal([{ type: 'clock-paused', data: { ...line, openPauses: 1 } }])
      expect(status).to.equal('diagnosing')
      const { sla } = resumed.variables as { sla: Variables }
      expect(sla).to.include({ pausedMinutes: 60, resolve: '2026-03-12T12:02:00.000Z' })
      expect(resumed.changes).to.deep.equal([
        { where: { businessKey: incident.id }, variables: { sla } },
        { where: { processInstanceId: incident.id }, variables: { sla } },
      ])
      const data = await open.dataOf('incident', incident.id)
      expect(data).to.include({ priority: 'P1', resolveDue: '2026-03-12T12:02:00.000Z', pausedMinutes: 60 })
    })

    it('give a record the status that the diagram names, and the one it had afterwards', async () => {
      const incident = await open.records().create('incident', { title: 'Nedarbojas' }, { status: 'diagnosing' })
      const input = { register: 'incident', id: incident.id }
      const statusNow = async () => (await open.records().get('incident', incident.id))?.status

      await open.run('clock.pause', { ...input, status: 'waiting_client' }, { now: '2026-03-12T08:00:00.000Z' })
      const meanwhile = await statusNow()
      await open.run('clock.resume', input, { now: '2026-03-12T09:00:00.000Z' })

      expect([meanwhile, await statusNow()]).to.deep.equal(['waiting_client', 'diagnosing'])
    })

    it('tell the work at level 2 that is done on the terms of the application', async () => {
      const { id } = await open.application()
      await compute({ impact: 'extensive', urgency: 'high', applicationId: id })
      const request = await open.records().create('request', { applicationId: id })

      const { changes } = await pause(id, '2026-03-12T08:00:00.000Z')

      expect(changes?.map(({ where }) => where)).to.deep.include({ processInstanceId: request.id })
    })

    it('do nothing where there is no record', async () => {
      expect(await open.run('clock.pause', { applicationId: null })).to.deep.equal({})
      expect(await open.run('clock.resume', { register: 'incident', applicationId: 'a' })).to.deep.equal({})
    })

    it('do nothing to a clock that runs already, and keep a status set meanwhile', async () => {
      const { id } = await open.application()
      await compute({ impact: 'extensive', urgency: 'high', applicationId: id })
      await pause(id, '2026-03-12T08:00:00.000Z')
      await open.records().update('application', id, {}, { status: 'withdrawn' })

      await resume(id, '2026-03-12T09:00:00.000Z')
      const again = await resume(id, '2026-03-12T10:00:00.000Z')

      expect(again.history).to.equal(undefined)
      expect(again.variables?.['sla']).to.include({ pausedMinutes: 60 })
      expect((await open.records().get('application', id))?.status).to.equal('withdrawn')
    })
  })
})
