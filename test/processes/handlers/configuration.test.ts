import { expect } from 'chai'
import type { Variables } from '../../../engine/model/json.ts'
import { objects, texts } from '../../../processes/handlers/input.ts'
import { refusal } from '../../support/refusal.ts'
import { openCase, type OpenCase } from './open-case.ts'

const owner = 'person-valdis-kalejs'
const server = (changes: Variables = {}): Variables => ({
  type: 'equipment',
  name: 'Jauns serveris',
  owner,
  attributes: { location: 'Datu centrs A' },
  ...changes,
})

describe('handlers of configuration management', () => {
  let open: OpenCase
  beforeEach(async () => {
    open = await openCase({ seeded: true })
  })
  afterEach(() => open.close())
  const run = async (name: string, input: Variables, instance = 'instance-1'): Promise<Variables> =>
    (await open.run(name, input, { facts: { processInstanceId: instance } })).variables ?? {}
  const change = async (status: string, ciIds: readonly string[] = []) =>
    (await open.records().create('change', { title: 'Izmaiņas', ciIds }, { status })).id

  describe('ci.validate', () => {
    const codes = async (items: readonly Variables[], more: Variables = {}): Promise<readonly string[]> =>
      objects(await run('ci.validate', { items, source: 'discovery', ...more }), 'validation').map(
        ({ code, detail = null }) => (detail === null ? String(code) : `${String(code)} ${String(detail)}`),
      )

    it('finds nothing wrong with a complete update of a trusted source', async () => {
      const answer = await run('ci.validate', { items: [server()], source: 'discovery' })

      expect(answer).to.deep.include({ validation: [], autoApplicable: true, complete: true, identified: true })
      expect(objects(answer, 'items')[0]).to.deep.include({ action: 'create', ciId: null, name: 'Jauns serveris' })
    })

    it('holds items to the model in force: type, required attributes, relation types', async () => {
      expect(await codes([server({ attributes: {} })])).to.deep.equal(['missing_attribute location'])
      expect(await codes([server({ type: null })])).to.deep.equal(['unknown_type'])
      expect(await codes([server({ name: null })])).to.deep.equal(['missing_name'])
      expect(await codes([])).to.deep.equal(['no_items'])
      const types = ['uses']
      await open.records().update('cmdb-model', 'cmdb-model-1', { relationTypes: types })
      const relations = [{ type: 'monitors', to: 'SRV-0031' }]
      expect(await codes([server({ relations })])).to.deep.equal(['relation_type monitors'])
    })

    it('finds duplicates in the CMDB and within the update', async () => {
      const name = 'Lietojumprogrammu serveris'
      expect(await codes([server({ name })])).to.deep.equal(['duplicate SRV-0031'])
      expect(await codes([server(), server()])).to.deep.equal(['duplicate Jauns serveris', 'duplicate Jauns serveris'])
      await open.records().update('configuration-item', 'SRV-0031', {}, { status: 'retired' })
      expect(await codes([server({ name })])).to.deep.equal([])
    })

    it('finds references to what is not there', async () => {
      const relations = [
        { type: 'uses', to: 'SRV-9999' },
        { type: 'uses', to: 'Otrs serveris' },
      ]
      const items = [server({ relations, owner: 'nobody', serviceIds: ['nothing'] }), server({ name: 'Otrs serveris' })]
      expect(await codes(items)).to.deep.equal([
        'relation_target SRV-9999',
        'unknown_owner nobody',
        'unknown_service nothing',
      ])
      expect(await codes([{ ciId: 'SRV-9999' }], { action: 'update' })).to.deep.equal(['unknown_item SRV-9999'])
      expect(await codes([{ ciId: 'SRV-9999' }], { action: 'retire' })).to.deep.equal(['unknown_item SRV-9999'])
    })

    it('says what is known of an item that changes, so that only the change has to be given', async () => {
      expect(await codes([{ ciId: 'SRV-0031', status: 'maintenance' }])).to.deep.equal([])
    })

    it('takes an update as allowed by an approved change or a trusted asker only', async () => {
      const authorised = async (input: Variables) =>
        (await run('ci.validate', { items: [server()], ...input }))['authorised']

      expect(await authorised({ changeId: await change('implementing') })).to.equal(true)
      expect(await authorised({ changeId: await change('rejected') })).to.equal(false)
      expect(await authorised({ changeId: 'no such change' })).to.equal(false)
      expect(await authorised({ originProcess: 'incident' })).to.equal(true)
      expect(await authorised({})).to.equal(false)
      expect(await run('ci.validate', { items: [server()], changeId: 'none' })).to.include({ changeId: null })
    })

    it('lays the tables of forms onto the items that they name', async () => {
      const { items = [] } = await run('ci.validate', {
        items: [server({ attributes: {}, relations: [{ type: 'uses', to: 'DB-0012' }] }), server({ name: 'Otrs' })],
        attributes: [{ ciId: 'Jauns serveris', attribute: 'location', value: 'Pagrabs' }],
        relations: [{ from: 'Otrs', type: 'uses', to: 'DB-0012' }],
      })
      const [first, second] = objects({ items }, 'items')

      expect(first).to.deep.include({ attributes: { location: 'Pagrabs' }, relations: [] })
      expect(second?.['relations']).to.deep.equal([{ type: 'uses', to: 'DB-0012', validTo: null }])
    })
  })

  describe('ci.assignId', () => {
    it('numbers new items by the rule of the model and never gives a number twice', async () => {
      await open.records().create('configuration-item', { ciNumber: 'SRV-0002', type: 'equipment', name: 'Sens' })
      const idsOf = async (...items: Variables[]) =>
        objects(await run('ci.assignId', { items }), 'items').map(({ ciId }) => ciId)

      expect(await idsOf(server(), server({ name: 'Otrs' }))).to.deep.equal(['SRV-0001', 'SRV-0003'])
      expect(await idsOf(server(), { type: 'data', name: 'Dati' })).to.deep.equal(['SRV-0004', 'DB-0001'])
      expect(await idsOf({ ciId: 'SRV-0031' })).to.deep.equal(['SRV-0031'])
    })

    it('keeps what was asked for and lays out what is to be filled in', async () => {
      const requested = [server({ relations: [{ type: 'uses', to: 'DB-0012' }] })]
      const answer = await run('ci.assignId', {
        items: [{ type: 'equipment', name: 'Jauns serveris', owner }],
        requested,
      })

      expect(objects(answer, 'attributes')).to.deep.include({
        ciId: 'SRV-0001',
        attribute: 'location',
        value: 'Datu centrs A',
      })
      expect(objects(answer, 'attributes')).to.deep.include({ ciId: 'SRV-0001', attribute: 'warrantyTo', value: '' })
      expect(objects(answer, 'relations')).to.deep.equal([{ from: 'SRV-0001', type: 'uses', to: 'DB-0012' }])
    })
  })

  describe('ci.apply', () => {
    it('writes new items and relations among them, numbers them, and marks what nobody allowed', async () => {
      const items = [server({ relations: [{ type: 'depends_on', to: 'Krātuve' }] }), server({ name: 'Krātuve' })]

      const answer = await run('ci.apply', { items, authorised: false, source: 'discovery' })

      expect(answer).to.deep.equal({
        ciIds: ['SRV-0001', 'SRV-0002'],
        versions: { 'SRV-0001': 1, 'SRV-0002': 1 },
        unauthorisedCis: ['SRV-0001', 'SRV-0002'],
      })
      expect(await open.dataOf('configuration-item', 'SRV-0001')).to.deep.include({
        ownerPersonId: owner,
        location: 'Datu centrs A',
        unauthorised: true,
        source: 'discovery',
      })
      const key = { from: 'SRV-0001', type: 'depends_on', to: 'SRV-0002' }
      expect((await open.records().findBy('ci-relation', key))?.data).to.include({ validFrom: '2026-03-12' })
    })

    it('keeps the version before, and the mark until an authorised update', async () => {
      const update = { ciId: 'SRV-0031', attributes: { operatingSystem: 'Debian 14', unitCapacity: '12,5' } }
      await run('ci.apply', { items: [update], authorised: false })
      const changeId = await change('implementing')
      const { versions } = await run('ci.apply', {
        items: [{ ciId: 'SRV-0031', status: 'maintenance' }],
        authorised: true,
        changeId,
      })

      expect(versions).to.deep.equal({ 'SRV-0031': 3 })
      const record = await open.records().get('configuration-item', 'SRV-0031')
      expect(record?.status).to.equal('maintenance')
      expect(record?.data).to.deep.include({ unitCapacity: 12.5, changeId })
      expect(record?.data).not.to.have.property('unauthorised')
      const history = await open.records().history('SRV-0031')
      expect(history[0]).to.have.nested.property('data.attributes.operatingSystem', 'Debian 13')
    })

    it('ends relations, and lets one that ended hold again', async () => {
      const relation = (validTo: string | null) => ({
        items: [{ ciId: 'IS-0007', relations: [{ type: 'depends_on', to: 'DB-0012', validTo }] }],
      })
      const now = async () => open.dataOf('ci-relation', 'relation-is-0007-depends-on-db-0012')
      await run('ci.apply', relation('2026-03-20'))
      expect((await now())['validTo']).to.equal('2026-03-20')
      await run('ci.apply', relation(null))
      expect(await now())
        .to.include({ validFrom: '2026-03-12' })
        .and.not.to.have.property('validTo')

      await run('ci.apply', { items: [{ ciId: 'DB-0012', action: 'retire' }] })
      expect((await open.records().get('configuration-item', 'DB-0012'))?.status).to.equal('retired')
      expect((await now())['validTo']).to.equal('2026-03-12')
    })

    it('corrects attributes, one version per item, and refuses an item that is not there', async () => {
      const correction = (ciId: string, attribute: string, value: string) => ({ ciId, attribute, value })
      const corrections = [
        correction('SRV-0031', 'operatingSystem', 'Debian 14'),
        correction('SRV-0031', 'status', 'faulty'),
        correction('SRV-0031', 'owner', 'person-ilona-strazdina'),
      ]

      expect((await run('ci.apply', { corrections }))['versions']).to.deep.equal({ 'SRV-0031': 2 })
      const record = await open.records().get('configuration-item', 'SRV-0031')
      expect(record).to.include({ status: 'faulty' })
      expect(record?.data['ownerPersonId']).to.equal('person-ilona-strazdina')
      const unknown = await refusal(run('ci.apply', { corrections: [correction('SRV-9999', 'status', 'faulty')] }))
      expect(unknown).to.include({ errorCode: 'unknownItem' })
    })
  })

  describe('model.publish', () => {
    it('puts a new version in force and counts the items that no longer fit it', async () => {
      const before = await open.dataOf('cmdb-model', 'cmdb-model-1')
      const ciTypes = objects(before, 'ciTypes').map((row) =>
        row['prefix'] === 'SRV-' ? { ...row, required: 'owner, location, warrantyTo' } : row,
      )

      const answer = await run('model.publish', { ...before, ciTypes })

      expect(answer).to.deep.include({
        modelVersion: 2,
        misfits: 4,
        misfitServices: ['service-s-014', 'service-s-021'],
      })
      expect(texts(answer['misfitCis']).toSorted()).to.deep.equal(['SRV-0031', 'SRV-0032', 'SRV-0040', 'SRV-0044'])
      const statuses = (await open.records().list('cmdb-model')).map(({ status }) => status)
      expect(statuses.toSorted()).to.deep.equal(['in_force', 'superseded'])
    })

    it('finds nothing wrong with items that fit', async () => {
      expect(await run('model.publish', await open.dataOf('cmdb-model', 'cmdb-model-1'))).to.include({ misfits: 0 })
    })
  })

  describe('audit.sample', () => {
    const sample = async (input: Variables = {}, instance = 'instance-1') =>
      objects(await run('audit.sample', { title: 'Audits', ...input }, instance), 'auditItems')

    it('takes every critical item, those of one resource manager together, for their user', async () => {
      await open.records().update('person', owner, { userId: 'valdis' })

      const items = await sample()

      expect(items.map(({ ciId }) => ciId)).to.include.members(['IS-0007', 'IS-0008', 'SRV-0031', 'DB-0012'])
      const owners = items.map(({ ownerId }) => String(ownerId))
      expect(owners).to.deep.equal(owners.toSorted())
      expect(items.find(({ ciId }) => ciId === 'SRV-0031')).to.deep.include({
        assignee: 'valdis',
        ownerName: 'Valdis Kalējs',
      })
      expect(items.find(({ ciId }) => ciId === 'SRV-0031')?.['recorded']).to.deep.include({
        operatingSystem: 'Debian 13',
      })
      expect((await open.records().get('configuration-audit', 'instance-1'))?.status).to.equal('verifying')
    })

    it('draws the share of the others that the settings say, the same again for the same case', async () => {
      const drawn = async (auditSampleShare: number, ...instances: readonly string[]) => {
        const house = await openCase({ seeded: true, settings: { auditSampleShare, auditSampleMost: 9 } })
        const all: string[][] = []
        for (const processInstanceId of instances) {
          const { variables = {} } = await house.run('audit.sample', { title: 'A' }, { facts: { processInstanceId } })
          all.push(objects(variables, 'auditItems').map(({ ciId }) => String(ciId)))
        }
        await house.close()
        return all
      }
      const [one = [], two = []] = await drawn(1, 'one', 'two')

      expect(one).to.have.length(9)
      expect(two).not.to.deep.equal(one)
      expect(await drawn(1, 'one')).to.deep.equal([one])
      expect((await drawn(0, 'one'))[0]).to.have.length(4)
    })

    it('keeps to what the services of its scope rest on, and adds the items of the change that asked', async () => {
      const changeId = await change('implemented', ['LIG-0005'])

      const ids = (await sample({ scope: ['service-s-021'], changeId })).map(({ ciId }) => ciId)

      expect(ids).to.include.members(['IS-0008', 'SRV-0031', 'LIG-0005']).and.not.to.include('IS-0007')
    })
  })

  describe('audit.compare', () => {
    it('scores what matched, and tells changes that nobody allowed from those under way', async () => {
      await run('audit.sample', { title: 'Audits' })
      await change('implementing', ['DB-0012'])
      await change('rejected', ['SRV-0031'])
      const actual = [{ attribute: 'engine', value: 'PostgreSQL 18' }]
      const results: Variables[] = [
        { ciId: 'IS-0007', result: 'match' },
        { ciId: 'IS-0008', result: 'match', actual: [{ attribute: 'version', value: '2.9' }] },
        { ciId: 'DB-0012', result: 'match', actual },
        { ciId: 'SRV-0031', result: 'missing', note: 'Nav.' },
      ]

      const answer = await run('audit.compare', { auditId: 'instance-1', results })

      expect(answer).to.deep.include({
        auditScore: 0.5,
        discrepancies: 2,
        unauthorisedChanges: 1,
        unauthorisedCis: ['SRV-0031'],
      })
      expect(answer['unauthorisedServices']).to.deep.equal(['service-s-014', 'service-s-021'])
      const record = await open.records().get('configuration-audit', 'instance-1')
      expect(record?.status).to.equal('compared')
      expect(record?.data).to.include({ auditScore: 0.5, discrepancies: 2, unauthorisedChanges: 1 })
      expect(objects(record?.data ?? {}, 'results')[2]).to.deep.equal({
        ciId: 'DB-0012',
        result: 'mismatch',
        actual: 'engine: PostgreSQL 18',
      })
      expect(await open.dataOf('configuration-item', 'IS-0007')).to.include({ lastVerified: '2026-03-12' })
      expect(await open.dataOf('configuration-item', 'SRV-0031')).to.include({ lastVerified: '2026-01-15' })
    })

    it('is perfect where nothing was looked at', async () => {
      await run('audit.sample', { title: 'Audits' })

      expect(await run('audit.compare', { auditId: 'instance-1', results: [] })).to.include({
        auditScore: 1,
        discrepancies: 0,
      })
    })
  })
})
