import { expect } from 'chai'
import { openServer, type Caller, type TestServer } from './support/open-api.ts'

describe('registers over the API', () => {
  let server: TestServer
  let admin: Caller
  let kac: Caller
  before(async () => {
    server = await openServer()
    admin = await server.person('admin', ['ADMIN'])
    kac = await server.person('kac', ['KAC'])
  })
  after(() => server.close())

  const category = (code: string) => ({
    data: { code, name: { lv: `Kategorija ${code}`, en: `Category ${code}` } },
    status: 'active',
  })

  it('are listed for those who may read them, with whether they may write', async () => {
    const mine = (await kac.get('/api/registers')).json.items
    const application = mine.find(({ register }) => register === 'application')

    expect(application).to.deep.include({ mayWrite: false })
    expect(application).not.to.have.property('access')
    expect((await (await server.person('sup', ['SUP'])).get('/api/registers')).json.items.length).to.be.lessThan(
      mine.length,
    )
  })

  it('take a record, change it by its version, and find it', async () => {
    const created = await admin.post('/api/registers/category/records', category('A1'))
    expect([created.status, created.headers.etag]).to.deep.equal([201, '"1"'])
    const path = `/api/registers/category/records/${created.json.id}`

    const changed = await admin.call('PATCH', path, {
      body: { data: { name: { lv: 'Jauna', en: 'New' } } },
      headers: { 'If-Match': '"1"' },
    })
    const stale = await admin.call('PATCH', path, { body: { data: { code: 'A2' }, expectedVersion: 1 } })

    expect([changed.status, changed.headers.etag]).to.deep.equal([200, '"2"'])
    expect(stale.status).to.equal(409)
    expect((await admin.get(path)).json['data']).to.deep.equal({ code: 'A1', name: { lv: 'Jauna', en: 'New' } })
  })

  it('change nothing under a condition that is not understood', async () => {
    const { id } = (await admin.post('/api/registers/category/records', category('M1'))).json
    const path = `/api/registers/category/records/${id}`
    const patch = (ifMatch: string) =>
      admin.call('PATCH', path, { body: { data: { code: 'M2' } }, headers: { 'If-Match': ifMatch } })

    for (const ifMatch of ['1', 'W/"1"', '"abc"', '"1", "2"']) {
      const answer = await patch(ifMatch)
      expect([answer.status, answer.json.code], ifMatch).to.deep.equal([400, 'if-match-unreadable'])
    }
    expect((await admin.get(path)).json['data']).to.deep.include({ code: 'M1' })
    expect((await patch('*')).status).to.equal(200)
  })

  it('refuse a record that their schema refuses, with pointers', async () => {
    const answer = await admin.post('/api/registers/category/records', { data: { code: 5 } })

    expect([answer.status, answer.json.code]).to.deep.equal([422, 'data-rejected'])
    expect(answer.json.errors.map(({ pointer }) => pointer)).to.include('/code')
  })

  it('leave the status of casework to its process', async () => {
    const answer = await admin.post('/api/registers/application/records', { data: {}, status: 'closed' })
    expect([answer.status, answer.json.code]).to.deep.equal([422, 'status-not-yours'])
  })

  it('are closed to who may only read, and unknown to who may not even that', async () => {
    const sup = await server.person('sup', ['SUP'])

    expect((await kac.post('/api/registers/category/records', category('B1'))).status).to.equal(403)
    expect((await sup.get('/api/registers/client/records')).status).to.equal(404)
    expect((await sup.post('/api/registers/client/records', { data: {} })).status).to.equal(404)
    expect((await sup.get('/api/registers/nothing/records')).json.detail).to.equal(
      'Expected register "nothing", but there is none.',
    )
  })

  it('open to a system by a grant on one register', async () => {
    const system = await server.system('record.read:category')

    expect((await system.get('/api/registers')).json.items.map(({ register }) => register)).to.deep.equal(['category'])
    expect((await system.get('/api/registers/category/records')).status).to.equal(200)
    expect((await system.get('/api/registers/client/records')).status).to.equal(404)
    expect((await system.post('/api/registers/category/records', category('C1'))).status).to.equal(403)
  })

  it('belong to one institution', async () => {
    const { id } = (await admin.post('/api/registers/category/records', category('D1'))).json
    const foreign = await server.person('boss', ['ADMIN'], 'other')

    expect((await foreign.get(`/api/registers/category/records/${id}`)).status).to.equal(404)
    expect(
      (await foreign.call('PATCH', `/api/registers/category/records/${id}`, { body: { data: {} } })).status,
    ).to.equal(404)
    expect((await foreign.get('/api/registers/category/records')).json.items).to.deep.equal([])
  })

  it('are paged', async () => {
    for (const code of ['P1', 'P2', 'P3']) await admin.post('/api/registers/category/records', category(code))
    const first = (await admin.get('/api/registers/category/records?limit=2')).json
    const second = (
      await admin.get(`/api/registers/category/records?limit=2&after=${encodeURIComponent(first.next ?? '')}`)
    ).json
    const ids = [...first.items, ...second.items].map(({ id }) => id)

    expect([ids.length, new Set(ids).size]).to.deep.equal([4, 4])
  })
})
