import { expect } from 'chai'
import { DecisionFailed } from '../../../engine/decisions/decision-failed.ts'
import { NotFound } from '../../../engine/model/errors.ts'
import type { Variables } from '../../../engine/model/json.ts'
import { data as processData, idIn, NOW, openCase, type OpenCase } from './open-case.ts'
import { refusal } from '../../support/refusal.ts'

describe('handlers that inform', () => {
  let open: OpenCase

  beforeEach(async () => {
    open = await openCase({ seeded: true })
  })
  afterEach(() => open.close())

  const notify = async (input: Variables): Promise<Variables> => {
    const outcome = await open.run('notify.client', input)
    const id = idIn(outcome, 'notification')
    const data = await open.dataOf('notification', id)
    // Only e-mail is carried here. What has no address outside of the house is read in the case.
    const { channel, recipient } = data
    expect((await open.records().get('notification', id))?.status).to.equal(channel === 'email' ? 'queued' : 'kept')
    const entry = { connector: channel, register: 'notification', recordId: id }
    expect(outcome.outbox).to.deep.equal(recipient === undefined ? [] : [entry])
    return data
  }

  describe('notify.client', () => {
    it('queues a text in the client’s language on the chosen channel and notes it in the history', async () => {
      const { id, number } = await open.application({
        subject: 'Arhīva izziņa',
        serviceId: 'service-s-021',
        contactEmail: 'ilze@example.com',
        preferredChannel: 'email',
        language: 'lv',
      })

      const outcome = await open.run('notify.client', { template: 'app_received', applicationId: id })

      const notification = idIn(outcome, 'notification')
      const data = await open.dataOf('notification', notification)
      expect(data).to.include({
        event: 'app_received',
        channel: 'email',
        recipient: 'ilze@example.com',
        language: 'lv',
      })
      expect(data['subject']).to.equal(`Jūsu pieteikums ${number} ir saņemts`)
      expect(data['body']).to.contain('“Arhīva izziņa”').and.contain('Saņemts: 12.03.2026. plkst. 09:02.')
      expect(data['body']).to.contain('Pakalpojums: Arhīva izziņa.').and.contain('Parauga iestāde')
      expect(outcome.history).to.deep.equal([
        {
          type: 'notification-queued',
          data: { notificationId: notification, template: 'app_received', channel: 'email', language: 'lv' },
        },
      ])
    })

    it('writes English to who chose it or another language', async () => {
      const english = await open.application({ language: 'en', preferredChannel: 'post' })
      const other = await open.application({ language: 'other', preferredChannel: 'post' })

      expect((await notify({ template: 'app_received', applicationId: english.id }))['body']).to.contain(
        '12/03/2026 at 09:02',
      )
      expect((await notify({ template: 'app_received', applicationId: other.id }))['language']).to.equal('en')
    })

    it('leaves out paragraphs that speak of what is not there', async () => {
      const { id } = await open.application({ preferredChannel: 'post' })

      const { body } = await notify({ template: 'app_received', applicationId: id })

      expect(body).not.to.contain('Pakalpojums:').and.not.to.contain('{')
    })

    it('falls back to an address that there is, at last to the portal', async () => {
      const email = await open.application({ preferredChannel: 'sms', contactEmail: 'a@example.com' })
      const phone = await open.application({ preferredChannel: 'email', contactPhone: '+371 20000000' })
      const nothing = await open.application({ preferredChannel: 'email' })
      const address = { preferredChannel: 'e_address' }
      const client = await open.records().create('client', { kind: 'natural_person', name: 'Jānis', ...address })
      const viaClient = await open.application({ clientId: client.id })
      const ways = []
      for (const { id } of [email, phone, nothing, viaClient]) {
        const { channel, recipient } = await notify({ template: 'app_received', applicationId: id })
        ways.push([channel, recipient])
      }

      expect(ways).to.deep.equal([
        ['email', 'a@example.com'],
        ['phone', '+371 20000000'],
        ['portal', undefined],
        ['e_address', undefined],
      ])
    })

    it('calls nobody who cannot hear', async () => {
      const { id } = await open.application({
        preferredChannel: 'phone',
        contactPhone: '+371 20000000',
        accessibilityNeeds: ['sign_language'],
      })

      expect(await notify({ template: 'app_received', applicationId: id })).to.include({
        channel: 'sms',
        recipient: '+371 20000000',
      })
    })

    it('of a case whose bundle has no table for it lies in the portal', async () => {
      const { id } = await open.application({ preferredChannel: 'email', contactEmail: 'a@example.com' })
      const decide = (decisionId: string): never => {
        throw new DecisionFailed(decisionId, 'There is no such decision in the bundle.')
      }
      const environment = { now: NOW, functions: {}, globals: { settings: processData.defaultSettings }, decide }
      const call = {
        environment: { ...environment, messageKey: () => null, called: false, stepBudget: 1, multiInstanceLimit: 1 },
      }

      const outcome = await open.run('notify.client', { template: 'app_received', applicationId: id }, { call })

      expect(await open.dataOf('notification', idIn(outcome, 'notification'))).to.include({ channel: 'portal' })
    })

    it('goes the way that the diagram names before the one that the client prefers', async () => {
      const { id } = await open.application({ preferredChannel: 'post', contactEmail: 'a@example.com' })

      const notified = await notify({ template: 'app_result', applicationId: id, channel: 'email' })

      expect(notified).to.include({ channel: 'email', recipient: 'a@example.com' })
    })

    it('moves the application to the status that the client is told', async () => {
      const { id } = await open.application({ preferredChannel: 'post' })

      await notify({ template: 'app_escalated', applicationId: id, status: 'escalated_l2' })

      expect((await open.records().get('application', id))?.status).to.equal('escalated_l2')
    })

    it('names institutions and incidents instead of their ids', async () => {
      const { id } = await open.application({ preferredChannel: 'post', refusalReason: 'Nav mūsu kompetence' })
      const incident = await open
        .records()
        .create('incident', { title: 'Pieslēgšanās traucējumi', expectedRestoreAt: '2026-03-12T08:32:00.000Z' })

      const forwarded = await notify({
        template: 'app_forwarded',
        applicationId: id,
        data: { targetInstitution: 'institution-arhivs' },
      })
      const known = await notify({ template: 'incident_known', applicationId: id, data: { incidentId: incident.id } })

      expect(forwarded['body']).to.contain('Parauga valsts arhīvs')
      expect(known['body']).to.contain('Pieslēgšanās traucējumi').and.contain('12.03.2026. plkst. 10:32')
    })

    it('refuses an unknown template, and nobody to inform', async () => {
      const { id } = await open.application()

      expect(await refusal(open.run('notify.client', { template: 'none', applicationId: id }))).to.be.instanceOf(
        NotFound,
      )
      expect(await refusal(open.run('notify.client', { template: 'app_received' }))).to.be.instanceOf(NotFound)
    })
  })

  describe('notify.role', () => {
    it('queues one for each role, those of a service for its holders there', async () => {
      const outcome = await open.run('notify.role', {
        template: 'task_attention',
        roles: ['KAC', 'SM', 'KAC'],
        serviceId: 'service-s-014',
        record: 'IZM-2026-0007',
        data: { subject: 'Jauna versija', note: 'Sestdien pakalpojums nestrādās.' },
      })

      const ids = (outcome.variables as { notifications: { id: string }[] }).notifications.map(({ id }) => id)
      const told = await Promise.all(ids.map((id) => open.dataOf('notification', id)))
      expect(told.map(({ role }) => role)).to.deep.equal(['KAC', 'SM@service-s-014'])
      expect(told[0]).to.include({ record: 'IZM-2026-0007' })
      expect(told[1]?.['subject']).to.contain('IZM-2026-0007')
      expect(outcome.history).to.have.lengthOf(2)
      expect(idIn(outcome, 'notification')).to.equal(ids[0])
    })

    it('queues a text for whoever holds the role', async () => {
      const { id } = await open.application()

      const outcome = await open.run('notify.role', {
        template: 'task_attention',
        role: 'SM',
        applicationId: id,
        data: { note: 'Termiņš tuvojas.' },
      })

      const notified = await open.dataOf('notification', idIn(outcome, 'notification'))
      expect(notified).to.include({ role: 'SM', channel: 'portal', language: 'lv' })
      expect(notified['body']).to.contain('Termiņš tuvojas.')
      expect(outcome.history?.[0]?.type).to.equal('notification-queued')
    })

    it('writes to the one person who is meant, by e-mail where they have an address', async () => {
      const told = async (personId: string) => {
        const data = { note: 'Termiņš tuvojas.', subject: 'Atskaite' }
        const input = { template: 'task_attention', role: 'SM', record: 'E-2026-00001', personId, data }
        return open.dataOf('notification', idIn(await open.run('notify.role', input), 'notification'))
      }
      const { id: withAddress } = await open
        .records()
        .create('person', { name: 'Jānis Vietējais', userId: 'there', email: 'janis@example.org' })
      const { id: without } = await open.records().create('person', { name: 'Anna Bez', userId: 'anna' })

      const byMail = await told(withAddress)
      expect(byMail).to.include({ channel: 'email', recipient: 'janis@example.org', personId: withAddress })
      expect(byMail).not.to.have.property('role')
      expect(await told(without)).to.include({ channel: 'portal', recipient: 'anna', personId: without })
    })

    it('tells who is known by the log-in alone, and nobody where the register does not know it', async () => {
      const { id } = await open.records().create('person', { name: 'Anna', userId: 'anna-login' })
      const tell = async (userId: string) =>
        (await open.run('notify.role', { template: 'task_attention', role: 'SM', record: 'U-2026-001', userId }))
          .variables

      const notified = idIn({ variables: (await tell('anna-login')) ?? {} }, 'notification')
      expect(await open.dataOf('notification', notified)).to.include({ personId: id, recipient: 'anna-login' })
      expect(await tell('nobody')).to.deep.equal({ notification: null, notifications: [] })
    })
  })

  describe('document.generate', () => {
    it('keeps the result of a service as a document', async () => {
      const { id, number } = await open.application({ serviceId: 'service-s-001', clientName: 'Anna Bērziņa' })

      const { variables } = await open.run('document.generate', {
        template: 'service_result',
        applicationId: id,
        data: { resultSummary: 'Iestāde ir atvērta darbdienās.', qualityNotes: null },
      })

      const document = variables?.['document'] as { id: string; name: string }
      expect(document.name).to.equal(`Pakalpojuma rezultāts, pieteikums ${number}`)
      const record = await open.records().get('document', document.id)
      expect(record?.number).to.equal('D-2026-000001')
      expect(record?.data).to.include({ name: document.name, applicationId: id, mediaType: 'text/plain' })
      expect(record?.data['content'])
        .to.contain('Iestāde ir atvērta darbdienās.')
        .and.contain('Anna Bērziņa')
        .and.not.contain('Piezīmes')
    })
  })
})
