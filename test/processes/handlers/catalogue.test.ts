import { expect } from 'chai'
import { NotFound } from '../../../engine/model/errors.ts'
import type { Variables } from '../../../engine/model/json.ts'
import { checksumOf } from '../../../processes/handlers/catalogue/description.ts'
import { describeSending } from '../../../processes/describe-sending.ts'
import { refusal } from '../../support/refusal.ts'
import { NOW, openCase, type OpenCase } from './open-case.ts'

const SERVICE = 'service-s-021'
const STATE = 'Latvija.gov.lv'
const HOUSE = 'Iestādes pakalpojumu katalogs'

describe('handlers of catalogues', () => {
  let open: OpenCase
  beforeEach(async () => {
    open = await openCase({ seeded: true })
    await open.records().update('service', SERVICE, { recipientGroups: ['residents'] })
  })
  afterEach(() => open.close())

  const entry = (name: string) => open.records().findBy('catalogue-entry', { serviceId: SERVICE, name })
  const connected = { call: { connectors: new Set(['virsis']) } }
  const publish = (input: Variables = {}, options = {}) =>
    open.run('catalogue.publish', { serviceId: SERVICE, ...input }, options)

  it('catalogue.describe gives the published part, what is missing, and the catalogues of the recipients', async () => {
    const { variables } = await open.run('catalogue.describe', { serviceId: SERVICE })
    expect(variables).to.deep.include({
      complete: false,
      catalogues: [
        { name: HOUSE, mandatory: true },
        { name: STATE, mandatory: true },
      ],
    })
    expect(variables?.['missing']).to.include.members(['plainLanguage'])
    expect(variables?.['content']).to.include({ code: 'S-021' })
    expect(variables?.['content']).to.not.have.any.keys(['serviceManagerId', 'ciIds', 'deliveryProcessKey'])
    expect(await refusal(open.run('catalogue.describe', { serviceId: 'nav' }))).to.be.instanceOf(NotFound)
  })

  it('makes the same checksum of the same content in any order, and another of other content', () => {
    expect(checksumOf({ a: [1, { b: 2, c: 3 }], d: null })).to.equal(checksumOf({ d: null, a: [1, { c: 3, b: 2 }] }))
    expect(checksumOf({ a: 1 })).to.not.equal(checksumOf({ a: 2 }))
  })

  it('catalogue.publish shows it in the house at once, and sends it to others once for each content', async () => {
    const first = await publish({ agreementVersion: 2 }, connected)
    expect((await entry(HOUSE))?.status).to.equal('published')
    expect((await entry(HOUSE))?.data).to.include({ lastSync: NOW, agreementVersion: 2 })
    expect((await entry(STATE))?.status).to.equal('pending')
    const [delivery] = await open.records().list('catalogue-delivery')
    expect(first.outbox).to.deep.equal([
      { connector: 'virsis', register: 'catalogue-delivery', recordId: delivery?.id ?? '' },
    ])
    expect(delivery).to.include({ status: 'queued' })

    expect((await publish({}, connected)).outbox).to.deep.equal([])
    await open.records().update('service', SERVICE, { fee: 99 })
    expect((await publish({}, connected)).outbox).to.have.length(1)
    // What failed goes again.
    const again = await open.records().list('catalogue-delivery')
    await open.records().update('catalogue-delivery', again[0]?.id ?? '', {}, { status: 'failed' })
    expect((await publish({ catalogue: STATE }, connected)).outbox).to.have.length(1)
    expect((await open.dataOf('service', SERVICE))['catalogueStatus']).to.have.length(2)
  })

  it('catalogue.publish withdraws what is there, and nothing else', async () => {
    expect((await publish({ withdraw: true, catalogue: STATE })).outbox).to.deep.equal([])
    await publish()
    const { outbox } = await publish({ withdraw: true, catalogue: STATE })
    expect(outbox).to.have.length(1)
    expect((await entry(STATE))?.status).to.equal('withdrawn')
    expect((await entry(HOUSE))?.status).to.equal('published')
    expect((await publish({ withdraw: true, catalogue: STATE })).outbox).to.deep.equal([])
  })

  it('catalogue.publish refuses what is not registered as in force', async () => {
    await open.records().update('service', SERVICE, {}, { status: 'draft' })
    expect(String(await refusal(publish()))).to.match(/to be in force before it is published, but it is draft/)
    expect(await refusal(open.run('catalogue.publish', { serviceId: 'nav' }))).to.be.instanceOf(NotFound)
    expect(await entry(HOUSE)).to.equal(null)
  })

  it('gives an address only where all it needs is known', async () => {
    const url = 'https://katalogs.example/{virsisId}/{code}'
    const catalogues = [{ name: HOUSE, groups: [], mandatory: true, connector: null, url }]
    const other = await openCase({ seeded: true, settings: { catalogues } })
    await other.records().update('service', SERVICE, { virsisId: null })
    const urls = async () =>
      (await other.run('catalogue.publish', { serviceId: SERVICE })).variables?.['urls'] as readonly Variables[]
    expect((await urls())[0]?.['url']).to.equal(null)
    await other.records().update('service', SERVICE, { virsisId: 'PAK/1' })
    expect((await urls())[0]?.['url']).to.equal('https://katalogs.example/PAK%2F1/S-021')
    await other.close()
  })

  it('catalogue.probe compares every service with its catalogues', async () => {
    for (const { id } of await open.records().list('service'))
      if (id !== SERVICE) await open.records().update('service', id, {}, { status: 'retired' })
    const findings = async (input: Variables = {}) => {
      const { variables = {} } = await open.run('catalogue.probe', input)
      return (variables['findings'] as readonly Variables[]).map(({ catalogue, finding }) => [catalogue, finding])
    }
    expect(await findings()).to.deep.equal([
      [HOUSE, 'missing'],
      [STATE, 'missing'],
    ])
    expect(await findings({ limit: 1 })).to.have.length(1)
    await publish({}, connected)
    expect(await findings()).to.deep.equal([[STATE, 'not_delivered']])
    const [delivery] = await open.records().list('catalogue-delivery')
    const sent = { state: 'sent', attempts: 1, sentAt: NOW, reference: 'v-1' } as const
    const told = describeSending('catalogue-delivery', sent)
    await open
      .records()
      .update('catalogue-delivery', delivery?.id ?? '', told?.patch ?? {}, { status: told?.status ?? '' })
    expect(await findings({ serviceId: SERVICE })).to.deep.equal([])
    expect(await entry(STATE)).to.include({ status: 'published' })
    await open.records().update('service', SERVICE, { fee: 99 })
    expect(await findings()).to.deep.equal([
      [HOUSE, 'outdated'],
      [STATE, 'outdated'],
    ])
    await open.records().update('service', SERVICE, {}, { status: 'retired' })
    expect((await findings()).map(([, finding]) => finding)).to.deep.equal(['not_registered', 'not_registered'])
  })

  it('catalogue.probe believes the last measurement that is not too old', async () => {
    await publish({}, connected)
    const outages = async (at: string) => {
      const { variables } = await open.run('catalogue.probe', {}, { now: at })
      return variables?.['outages']
    }
    const measured = (ok: boolean, at: string) =>
      open.records(at).create('measurement', { probe: 'latvija.gov.lv', measuredAt: at, ok })
    await measured(true, '2026-03-12T08:00:00.000Z')
    await measured(false, '2026-03-12T09:00:00.000Z')
    expect(await outages('2026-03-12T10:00:00.000Z')).to.deep.equal([
      { catalogue: STATE, since: '2026-03-12T09:00:00.000Z', note: null, entries: 1, serviceId: SERVICE },
    ])
    expect((await entry(STATE))?.data).to.include({ available: false })
    expect(await outages('2026-03-14T10:00:00.000Z')).to.deep.equal([])
    await measured(true, '2026-03-12T11:00:00.000Z')
    expect(await outages('2026-03-12T12:00:00.000Z')).to.deep.equal([])
    expect((await entry(STATE))?.data).to.include({ available: true })
  })

  it('says of a delivery how its sending stands', () => {
    const told = (standing: Parameters<typeof describeSending>[1]) => describeSending('catalogue-delivery', standing)
    expect(told({ state: 'due', attempts: 2, nextTryAt: NOW, error: 'Noildze' })).to.deep.equal({
      status: 'queued',
      patch: { attempts: 2, nextTryAt: NOW, failure: 'Noildze' },
    })
    expect(told({ state: 'failed', attempts: 7, error: 'Atteikts' })?.status).to.equal('failed')
    expect(told({ state: 'kept' })).to.deep.equal({
      status: 'kept',
      patch: { attempts: null, nextTryAt: null, failure: null },
    })
    expect(describeSending('service', { state: 'kept' })).to.equal(null)
  })
})
