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

  it('tell what they hold, and which statuses there are', async () => {
    const { json } = await kac.get('/api/registers/incident')
    const { i18n } = json as unknown as { i18n: Record<string, { fields: Record<string, { label: string }> }> }
    expect(i18n['lv']?.fields['symptoms']?.label).to.equal('Pazīmes')
    expect(i18n['en']?.fields['symptoms']?.label).to.equal('Symptoms')

    expect(json).to.deep.include({ register: 'incident', number: 'N-{YYYY}-{00000}', mayWrite: true })
    expect(json['status']).to.deep.include({ codeList: 'incidentStatus', changedBy: 'process' })
    expect(json).not.to.have.property('access')
    expect((await (await server.person('sup', ['SUP'])).get('/api/registers/client')).status).to.equal(404)
  })

  it('move to another status where people change it, and to no other than there are', async () => {
    const { id } = (await admin.post('/api/registers/category/records', category('S1'))).json
    const path = `/api/registers/category/records/${id}`
    const incident = (await kac.post('/api/registers/incident/records', { data: { title: 'Nedarbojas' } })).json

    const moved = await admin.call('PATCH', path, { body: { status: 'retired' } })
    const unknown = await admin.call('PATCH', path, { body: { status: 'gone' } })
    const foreign = await kac.call('PATCH', `/api/registers/incident/records/${incident.id}`, {
      body: { status: 'closed' },
    })

    expect(moved.json).to.deep.include({ status: 'retired', version: 2 })
    expect([unknown.status, unknown.json.errors[0]?.pointer]).to.deep.equal([422, '/status'])
    expect([foreign.status, foreign.json.code]).to.deep.equal([422, 'status-not-yours'])
    expect(foreign.json.detail).to.contain('Complete the task of the process that changes it.')
  })

  it('are found by fields, status, words and time, in either order', async () => {
    for (const code of ['F1', 'F2', 'F3']) {
      await admin.post('/api/registers/category/records', {
        data: { code, name: { lv: 'Meklējama', en: 'Sought' }, kinds: ['incident'] },
        status: code === 'F2' ? 'draft' : 'active',
      })
    }
    const found = async (query: string) =>
      (await admin.get(`/api/registers/category/records?text=mekl%C4%93jama&${query}`)).json.items.map(
        ({ data }) => (data as { code: string }).code,
      )
    const [newest] = (await admin.get('/api/registers/category/records?limit=1')).json.items
    const at = String(newest?.['createdAt'])

    expect(await found('')).to.deep.equal(['F3', 'F2', 'F1'])
    expect(await found('order=oldest')).to.deep.equal(['F1', 'F2', 'F3'])
    expect(await found('status=draft,retired')).to.deep.equal(['F2'])
    expect(await found(`where=${encodeURIComponent('{"code":"F1"}')}`)).to.deep.equal(['F1'])
    expect(await found(`since=${at}`)).to.deep.equal(['F3'])
    expect(await found(`until=${at}&order=oldest&limit=1`)).to.deep.equal(['F1'])
    const refused = ['where=[1]', 'where={', 'where={"x":1}', 'where={"__proto__":1}', 'order=sideways'].map(
      async (query) => (await admin.get(`/api/registers/category/records?${encodeURI(query)}`)).json.code,
    )
    expect(await Promise.all(refused)).to.deep.equal([
      'query-refused',
      'json-unreadable',
      'data-rejected',
      'json-refused',
      'query-refused',
    ])
  })

  it('show a record as it was, with every version', async () => {
    const { id } = (await admin.post('/api/registers/category/records', category('V1'))).json
    const path = `/api/registers/category/records/${id}`
    await kac.call('PATCH', path, { body: { data: { code: 'nobody' } } })
    await admin.call('PATCH', path, { body: { data: { code: 'V2', name: { lv: 'Divi' } } } })

    const then = await admin.get(`${path}?version=1`)
    const versions = (await admin.get(`${path}/history`)).json.items

    expect(then.headers.etag).to.equal('"1"')
    expect(then.json['data']).to.deep.equal(category('V1').data)
    expect(versions.map(({ version, by }) => [version, by])).to.deep.equal([
      [2, 'admin'],
      [1, 'admin'],
    ])
    expect((await admin.get(`${path}/history?limit=1`)).json.items.map(({ version }) => version)).to.deep.equal([2])
    expect((await admin.get(`${path}?version=7`)).status).to.equal(404)
  })

  it('let reference data go when nothing names it, keep its history, and never let casework go', async () => {
    const parent = (await admin.post('/api/registers/category/records', category('R1'))).json
    const child = (
      await admin.post('/api/registers/category/records', {
        data: { ...category('R1.1').data, parentId: parent.id },
      })
    ).json
    const path = `/api/registers/category/records/${parent.id}`

    const used = await admin.call('DELETE', path)
    const users = (await admin.get(`${path}/references`)).json.items
    const stale = await admin.call('DELETE', `/api/registers/category/records/${child.id}`, {
      headers: { 'If-Match': '"4"' },
    })
    expect([used.status, used.json.code]).to.deep.equal([409, 'record-in-use'])
    expect(used.json.detail).to.match(/named by category ".+" \(parentId\)\. Change these first\.$/)
    expect(users).to.deep.equal([
      { register: 'category', id: child.id, number: null, status: 'active', field: 'parentId' },
    ])
    expect(stale.status).to.equal(409)

    expect((await kac.call('DELETE', path)).status).to.equal(403)
    expect((await admin.call('DELETE', `/api/registers/category/records/${child.id}`)).status).to.equal(200)
    expect((await admin.call('DELETE', path)).json).to.deep.equal({ id: parent.id, version: 2 })
    expect((await admin.get(path)).status).to.equal(404)
    expect((await admin.get(`${path}/history`)).json.items.map(({ data }) => data)).to.deep.equal([
      null,
      category('R1').data,
    ])
    expect((await admin.get(path.replace('category', 'service'))).status).to.equal(404)
    expect((await admin.get(`${path.replace('category', 'service')}/history`)).status).to.equal(404)

    const incident = (await kac.post('/api/registers/incident/records', { data: { title: 'Nedarbojas' } })).json
    const stays = await kac.call('DELETE', `/api/registers/incident/records/${incident.id}`)
    expect([stays.status, stays.json.code]).to.deep.equal([409, 'record-stays'])
  })

  it('name only those who refer to a record that the caller may know of', async () => {
    const service = (
      await admin.post('/api/registers/service/records', { data: { code: 'S-1', name: { lv: 'Pakalpojums' } } })
    ).json
    await admin.post('/api/registers/need/records', { data: { name: { lv: 'Vajadzība' }, serviceIds: [service.id] } })
    await kac.post('/api/registers/incident/records', { data: { title: 'Nedarbojas', serviceId: service.id } })
    const sup = await server.person('sup', ['SUP'])
    const seen = async (caller: Caller) =>
      (await caller.get(`/api/registers/service/records/${service.id}/references`)).json.items.map(
        ({ register }) => register,
      )

    expect(await seen(kac)).to.deep.equal(['incident', 'need'])
    expect(await seen(sup)).to.deep.equal(['need'])
  })

  it('write down who reads personal data, and why', async () => {
    const client = (name: string) => ({ data: { kind: 'legal_person', name } })
    const { id } = (await kac.post('/api/registers/client/records', client('SIA “Viens”'))).json
    const other = (await kac.post('/api/registers/client/records', client('SIA “Divi”'))).json
    const path = '/api/registers/client/records'
    await kac.get(`${path}?limit=1`)
    await kac.get(`${path}/${id}?purpose=${encodeURIComponent('Zvans P-2026-000001')}`)
    await kac.get(`${path}/${id}/history`)
    await admin.get('/api/registers/client/export?format=csv&purpose=revision')
    await kac.get('/api/registers/category/records')
    await kac.get(`${path}?text=nobody`)
    await kac.get(`${path}/nowhere`)

    const reads = (await admin.get('/api/record-reads')).json.items
    const shown = reads.map(({ by, register, operation, recordIds, purpose }) => [
      by,
      register,
      operation,
      (recordIds as string[]).toSorted(),
      purpose,
    ])
    const both = [id, other.id].toSorted()
    expect(shown).to.deep.equal([
      ['admin', 'client', 'export', both, 'revision'],
      ['kac', 'client', 'history', [id], null],
      ['kac', 'client', 'get', [id], 'Zvans P-2026-000001'],
      ['kac', 'client', 'list', [other.id], null],
    ])
    const count = async (query: string) => (await admin.get(`/api/record-reads?${query}`)).json.items.length
    expect(await count(`recordId=${other.id}`)).to.equal(2)
    expect(await count('by=kac&limit=200')).to.equal(3)
    expect(await count(`register=category`)).to.equal(0)
    expect(await count(`until=${String(reads[3]?.['at'])}`)).to.equal(0)
    expect(await count(`since=${String(reads[1]?.['at'])}`)).to.equal(2)
    expect((await kac.get('/api/record-reads')).status).to.equal(403)
    const foreign = await server.person('boss', ['ADMIN'], 'other')
    expect((await foreign.get('/api/record-reads')).json.items).to.deep.equal([])
    const first = (await admin.get('/api/record-reads?limit=3')).json
    expect((await admin.get(`/api/record-reads?limit=3&after=${first.next}`)).json.items).to.have.length(1)
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
