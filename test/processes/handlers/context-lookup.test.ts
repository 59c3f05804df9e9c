import { expect } from 'chai'
import type { Variables } from '../../../engine/model/json.ts'
import { normaliseIdentifier } from '../../../processes/handlers/context-lookup.ts'
import { NOW, openCase, type OpenCase } from './open-case.ts'

describe('context.lookup', () => {
  let open: OpenCase

  beforeEach(async () => {
    open = await openCase({ seeded: true })
  })
  afterEach(() => open.close())

  const lookUp = async (input: Variables): Promise<Variables> =>
    (await open.run('context.lookup', input)).variables?.['context'] as Variables

  it('makes one client of one identifier, however it is written', async () => {
    const first = await lookUp({
      clientIdentifier: '32000100011',
      clientKind: 'natural_person',
      clientName: 'Anna Bērziņa',
    })
    const again = await lookUp({
      clientIdentifier: '320001-00011',
      clientKind: 'natural_person',
      clientName: 'A. Bērziņa',
    })
    const company = await lookUp({
      clientIdentifier: '32000100011',
      clientKind: 'legal_person',
      clientName: 'SIA "Paraugs"',
    })

    expect(again['clientId']).to.equal(first['clientId'])
    expect(company['clientId']).not.to.equal(first['clientId'])
    const client = await open.records().get('client', String(first['clientId']))
    expect(client?.data).to.deep.equal({ kind: 'natural_person', identifier: '320001-00011', name: 'Anna Bērziņa' })
  })

  it('fills gaps in what is known of a client and never replaces it', async () => {
    const person = { clientIdentifier: '320001-00011', clientKind: 'natural_person', clientName: 'Anna Bērziņa' }
    await lookUp({ ...person, contactEmail: 'anna@example.com' })

    const { clientId } = await lookUp({
      ...person,
      contactEmail: 'thief@example.com',
      contactPhone: '+371 20000000',
      language: 'en',
    })

    const client = await open.records().get('client', String(clientId))
    expect(client?.data).to.include({ contactEmail: 'anna@example.com', contactPhone: '+371 20000000', language: 'en' })
  })

  it('makes no client of somebody without an identifier', async () => {
    expect((await lookUp({ clientName: 'Anonīms', clientKind: 'natural_person' }))['clientId']).to.equal(null)
    expect(await open.records().list('client')).to.have.length(0)
  })

  it('puts the client onto the application', async () => {
    const { id } = await open.application()

    const { clientId } = await lookUp({
      applicationId: id,
      clientIdentifier: '320001-00011',
      clientName: 'Anna Bērziņa',
    })

    expect((await open.records().get('application', id))?.data['clientId']).to.equal(clientId)
  })

  it('tells what the process needs to know of the service', async () => {
    const context = await lookUp({ serviceId: 'service-s-014', subject: 'Adreses maiņa' })

    expect(context).to.deep.include({
      serviceId: 'service-s-014',
      serviceName: { lv: 'Dzīvesvietas deklarēšana', en: 'Declaration of residence' },
      vital: true,
      deliveryProcessKey: 'svc-residence-declaration',
      simpleProcessKey: 'svc-simple-information',
      serviceManager: 'person-maris-ozolins',
      suggestedKind: 'service_request',
    })
  })

  it('proposes the service that the words are about, and none when that is unclear', async () => {
    const clear = await lookUp({
      subject: 'Vēlos deklarēt dzīvesvietu',
      description: 'Esmu pārcēlies uz jaunu adresi.',
    })
    const unclear = await lookUp({ subject: 'Lūdzu palīdzību', description: 'Nezinu, kur vērsties.' })

    expect(clear['serviceId']).to.equal('service-s-014')
    expect(unclear['serviceId']).to.equal(null)
  })

  it('offers open applications of the same client that may be the same', async () => {
    const anna = { clientIdentifier: '320001-00011', clientKind: 'natural_person', clientName: 'Anna Bērziņa' }
    const { clientId } = await lookUp(anna)
    const id = String(clientId)
    const same = await open.application({ clientId: id, serviceId: 'service-s-014', subject: 'Deklarēšana' })
    const alike = await open.application({ clientId: id, subject: 'Nevaru atvērt dzīvesvietas deklarāciju' })
    await open.application({ clientId: id, subject: 'Pabalsts bērnam' })
    await open.application(
      { clientId: id, serviceId: 'service-s-014', subject: 'Vecs' },
      { now: '2026-01-12T07:02:00.000Z' },
    )
    await open.application({ clientId: id, serviceId: 'service-s-014', subject: 'Slēgts' }, { status: 'closed' })
    await open.application({ serviceId: 'service-s-014', subject: 'Cita klienta' })
    const mine = await open.application({ clientId: id, serviceId: 'service-s-014' })

    const subject = 'Nevar atvērt dzīvesvietas deklarāciju'
    const context = await lookUp({ ...anna, applicationId: mine.id, serviceId: 'service-s-014', subject })

    expect(context['duplicateCandidates']).to.have.deep.members([
      { id: same.id, number: same.number, subject: 'Deklarēšana' },
      { id: alike.id, number: alike.number, subject: 'Nevaru atvērt dzīvesvietas deklarāciju' },
    ])
  })

  it('shows incidents of the service that are still open, and known errors', async () => {
    const records = open.records()
    await records.create(
      'incident',
      { title: 'Tukša lapa', serviceId: 'service-s-042' },
      { id: 'open-one', status: 'accepted' },
    )
    await records.create('incident', { title: 'Sen novērsts', serviceId: 'service-s-042' }, { status: 'resolved' })
    await records.create('incident', { title: 'Cits pakalpojums', serviceId: 'service-s-021' }, { status: 'accepted' })

    const context = await lookUp({ serviceId: 'service-s-042', subject: 'x' })
    const residence = await lookUp({ serviceId: 'service-s-014', subject: 'x' })

    expect((context['openIncidents'] as Variables[]).map(({ id }) => id)).to.deep.equal(['open-one'])
    expect(context['knownErrors']).to.deep.equal([])
    expect((residence['knownErrors'] as Variables[]).map(({ id }) => id)).to.deep.equal(['known-error-old-browser'])
  })

  it('tells an incident how often the same happened, which problems may be behind it, and what the service needs', async () => {
    const about = { serviceId: 'service-s-014', category: 'category-e-service' }
    const past = (days: number) => new Date(Date.parse(NOW) - days * 86_400_000).toISOString()
    const happened = (days: number, fields: Variables, status = 'closed') =>
      open.records(past(days)).create('incident', { title: 'Nedarbojas', ...about, ...fields }, { status })
    const itself = await happened(0, {}, 'registered')
    const open2 = await happened(1, {}, 'accepted')
    await happened(80, {})
    await happened(100, {})
    await happened(2, { category: 'category-other' })
    await happened(3, {}, 'returned')
    await open.records().create('configuration-item', { ciNumber: 'S-1', type: 'equipment', name: 'S' }, { id: 's-1' })
    const problem = (fields: Variables, status = 'registered') =>
      open.records().create('problem', { title: 'Sertifikāti', serviceId: 'service-s-014', ...fields }, { status })
    const same = await problem({ category: 'category-e-service', workaround: 'Cita adrese' })
    const sameItem = await problem({ category: 'category-other', faultyCis: ['s-1'] })
    await problem({ category: 'category-e-service' }, 'solved')
    await problem({ category: 'category-other' })

    const context = await lookUp({ subject: 'x', ...about, ciIds: ['s-1'], incidentId: itself.id })

    expect(context).to.include({ recurrenceCount: 2, rtoMinutes: 480, vital: true })
    expect((context['openIncidents'] as Variables[]).map(({ id }) => id)).to.deep.equal([open2.id])
    expect(context['openProblems']).to.have.deep.members([
      { id: same.id, number: same.number, title: 'Sertifikāti', workaround: 'Cita adrese' },
      { id: sameItem.id, number: sameItem.number, title: 'Sertifikāti', workaround: null },
    ])
    expect(await lookUp({ subject: 'x' })).to.deep.include({ recurrenceCount: 0, openProblems: [] })
  })

  it('suggests a kind by the words of the setting', async () => {
    const kind = async (subject: string) => (await lookUp({ subject }))['suggestedKind']

    expect(await kind('E-pakalpojums nedarbojas')).to.equal('incident')
    expect(await kind('Parādās "Kļūda 500"')).to.equal('incident')
    expect(await kind('Sūdzība par apkalpošanu')).to.equal('complaint')
    expect(await kind('Ierosinu pagarināt darba laiku')).to.equal('suggestion')
    expect(await kind('Labdien')).to.equal('information')
  })

  it('writes identifiers in one way', () => {
    expect(normaliseIdentifier(' 320001 00011 ', 'natural_person')).to.equal('320001-00011')
    expect(normaliseIdentifier('40003-000000', 'legal_person')).to.equal('40003000000')
  })
})
