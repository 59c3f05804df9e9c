import { expect } from 'chai'
import { DataRejected, NotFound } from '../../../engine/model/errors.ts'
import { openCase, type OpenCase } from './open-case.ts'
import { refusal } from '../../support/refusal.ts'

describe('handlers of registers', () => {
  let open: OpenCase
  const letter = {
    channel: 'phone',
    receivedAt: '2026-03-12T07:00:00.000Z',
    subject: 'Jautājums par nodokli',
    clientName: null,
  }

  beforeEach(async () => {
    open = await openCase({ seeded: true })
  })
  afterEach(() => open.close())

  describe('register.create', () => {
    it('registers an application with its number', async () => {
      const input = { register: 'application', status: 'registered', data: letter }

      const { variables } = await open.run('register.create', input)

      const record = variables?.['record'] as { id: string }
      expect(record).to.deep.include({ number: 'P-2026-000001', status: 'registered', version: 1 })
      expect((await open.records().get('application', record.id))?.data['subject']).to.equal('Jautājums par nodokli')
    })

    it('takes the id that the diagram gives', async () => {
      const input = { register: 'application', id: 'instance-1', data: letter }

      const { variables } = await open.run('register.create', input)

      expect(variables?.['record']).to.include({ id: 'instance-1' })
    })

    it('refuses a service that is not in the catalogue', async () => {
      const input = { register: 'application', data: { ...letter, serviceId: 'service-unknown' } }

      expect(await refusal(open.run('register.create', input))).to.be.instanceOf(DataRejected)
    })
  })

  describe('register.update', () => {
    it('changes fields and status and removes what is null', async () => {
      const { id } = await open.application({ expectedAt: '2026-03-20T07:00:00.000Z' })
      const patch = { outcome: 'fulfilled', expectedAt: null }

      const { variables } = await open.run('register.update', {
        register: 'application',
        id,
        patch,
        status: 'resolved',
      })

      expect(variables?.['record']).to.include({ id, status: 'resolved', version: 2 })
      const data = await open.dataOf('application', id)
      expect(data).to.include({ outcome: 'fulfilled', subject: 'Jautājums par darba laiku' })
      expect(data).not.to.have.property('expectedAt')
    })
  })

  describe('service.resolve', () => {
    it('gives the service with its agreement', async () => {
      const { variables } = await open.run('service.resolve', { serviceId: 'service-s-021' })

      expect(variables?.['service']).to.deep.include({
        id: 'service-s-021',
        code: 'S-021',
        fee: 14.23,
        feeTiming: 'before',
        vital: false,
        slaId: 'sla-archive',
        deliveryProcessKey: 'delivery-generic',
        simpleProcessKey: null,
        serviceManagerId: 'person-dace-liepina',
      })
    })

    it('fills in what the catalogue does not say', async () => {
      const bare = await open.records().create('service', { code: 'S-099', name: { lv: 'Jauns' } })

      const { variables } = await open.run('service.resolve', { serviceId: bare.id })

      expect(variables?.['service']).to.include({
        deliveryProcessKey: 'delivery-generic',
        fee: 0,
        vital: false,
        slaId: null,
      })
    })

    it('knows only agreements in force', async () => {
      await open.records().update('sla', 'sla-archive', { validTo: '2026-03-11' })

      const { variables } = await open.run('service.resolve', { serviceId: 'service-s-021' })

      expect(variables?.['service']).to.include({ slaId: null })
      expect(await refusal(open.run('service.resolve', { serviceId: 'nowhere' }))).to.be.instanceOf(NotFound)
    })
  })
})
