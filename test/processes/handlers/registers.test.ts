import { expect } from 'chai'
import { DataRejected, NotFound } from '../../../engine/model/errors.ts'
import type { Variables } from '../../../engine/model/json.ts'
import { idIn, openCase, type OpenCase } from './open-case.ts'
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

    it('leaves out cells of a table that nobody filled in, here and in changes', async () => {
      const planMeasures = [{ measure: 'Apmācīt', owner: null, cost: null }]
      const data = { title: 'Rindas', proposal: 'Saīsināt', source: 'staff', planMeasures, serviceIds: [] }
      const outcome = await open.run('register.create', { register: 'improvement', id: 'u-1', data })
      expect(outcome.variables?.['record']).to.include({ id: 'u-1' })
      expect((await open.dataOf('improvement', 'u-1'))['planMeasures']).to.deep.equal([{ measure: 'Apmācīt' }])

      const patch = { planMeasures: [{ measure: 'Pārbūvēt', cost: 5, due: null }] }
      await open.run('register.update', { register: 'improvement', id: 'u-1', patch })
      expect((await open.dataOf('improvement', 'u-1'))['planMeasures']).to.deep.equal([
        { measure: 'Pārbūvēt', cost: 5 },
      ])
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

    it('makes the same change to several records, to each once', async () => {
      const one = await open.application()
      const other = await open.application()
      const untouched = await open.application()
      const ids = [one.id, other.id, one.id]

      const { variables } = await open.run('register.update', {
        register: 'application',
        ids,
        patch: { outcome: 'fulfilled' },
        status: 'resolved',
      })

      expect(variables?.['records']).to.deep.equal(
        [one, other].map(({ id, number }) => ({ id, number, status: 'resolved', version: 2 })),
      )
      expect(await open.dataOf('application', other.id)).to.include({ outcome: 'fulfilled' })
      expect(await open.dataOf('application', untouched.id)).not.to.have.property('outcome')
    })

    it('has nothing to do for an empty list', async () => {
      const input = { register: 'application', ids: [], patch: { outcome: 'fulfilled' } }

      expect((await open.run('register.update', input)).variables).to.deep.equal({ records: [] })
    })
  })

  describe('register.put', () => {
    it('makes the record where there is none, and changes it where there is one', async () => {
      const put = (name: string, more = {}) =>
        open.run('register.put', { register: 'person', key: { userId: 'zane' }, data: { name, ...more } })
      const first = await put('Zane', { email: 'zane@iestade.lv' })
      const second = await put('Zane Ozola', { email: null })

      expect(second.variables?.['record']).to.include({
        id: idIn(first, 'record'),
        version: 2,
      })
      const found = await open.records().list('person', { where: { userId: 'zane' } })
      expect(found.map(({ data }) => data)).to.deep.equal([{ name: 'Zane Ozola', userId: 'zane' }])
    })
  })

  describe('register.find', () => {
    const find = async (more: Variables) =>
      (await open.run('register.find', { register: 'application', ...more })).variables ?? {}
    const found = (variables: Variables, field = 'id') =>
      (variables['records'] as readonly Variables[]).map((record) => record[field])

    it('gives the records with these fields, their data beside id, number and status', async () => {
      const record = await open.application({ outcome: 'fulfilled' })
      await open.application()

      const variables = await find({ where: { outcome: 'fulfilled' } })

      expect(variables['count']).to.equal(1)
      expect((variables['records'] as readonly Variables[])[0]).to.deep.equal({
        ...record.data,
        id: record.id,
        number: 'P-2026-000001',
        status: 'registered',
        version: 1,
        createdAt: record.createdAt,
        updatedAt: record.updatedAt,
      })
    })

    it('looks for one status or several', async () => {
      const open1 = await open.application({}, { status: 'in_support' })
      const open2 = await open.application({}, { status: 'registered' })
      await open.application({}, { status: 'closed' })

      expect(found(await find({ status: 'in_support' }))).to.deep.equal([open1.id])
      expect(found(await find({ status: ['in_support', 'registered'] }))).to.have.members([open1.id, open2.id])
      expect(found(await find({ status: [] }))).to.deep.equal([])
      expect(found(await find({}))).to.have.length(3)
    })

    it('bounds when they were created: from the first instant until before the second', async () => {
      const days = ['2026-03-09', '2026-03-10', '2026-03-11']
      for (const day of days) await open.application({ subject: day }, { now: `${day}T07:00:00.000Z` })
      const since = '2026-03-10T09:00:00+02:00'

      expect(found(await find({ since }), 'subject')).to.deep.equal(['2026-03-11', '2026-03-10'])
      expect(found(await find({ until: '2026-03-11T07:00:00Z' }), 'subject')).to.deep.equal([
        '2026-03-10',
        '2026-03-09',
      ])
      expect(found(await find({ since, limit: 1 }), 'subject')).to.deep.equal(['2026-03-11'])
      expect(await refusal(find({ since: 'yesterday' }))).to.have.property(
        'message',
        'Expected the input "since" to be an instant, but it is "yesterday".',
      )
    })
  })

  describe('register.read', () => {
    it('gives a record with its data beside id, number and status', async () => {
      const { id, number, data } = await open.application({}, { status: 'classified' })

      const { variables } = await open.run('register.read', { register: 'application', id })

      expect(variables?.['record']).to.deep.include({ ...data, id, number, status: 'classified' })
    })

    it('gives nothing for no id and refuses one that is not there', async () => {
      const read = (input: Variables) => open.run('register.read', { register: 'application', ...input })

      expect((await read({ id: null })).variables).to.deep.equal({ record: null })
      expect(await refusal(read({ id: 'nowhere' }))).to.be.instanceOf(NotFound)
      expect(await refusal(read({}))).to.have.property(
        'message',
        'Expected the input "id" to be a text, but it is missing.',
      )
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
        deliveryProcessKey: 'svc-archive-statement',
        simpleProcessKey: null,
        serviceManagerId: 'person-dace-liepina',
      })
    })

    it('goes by the usual conditions where work belongs to no service', async () => {
      const { variables } = await open.run('service.resolve', { serviceId: null })

      expect(variables?.['service']).to.deep.include({
        id: null,
        deliveryProcessKey: 'delivery-generic',
        fee: 0,
        approvalRequired: false,
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
