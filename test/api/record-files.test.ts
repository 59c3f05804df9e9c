import { expect } from 'chai'
import { openServer, type Caller, type TestServer } from './support/open-api.ts'

interface Report {
  readonly created: number
  readonly updated: number
  readonly unchanged: number
  readonly problemCount: number
  readonly problems: readonly {
    readonly row: number | null
    readonly field: string | null
    readonly code: string
    readonly message: string
    readonly remedy: string
  }[]
}

const CSV = { 'Content-Type': 'text/csv' }

describe('registers as files over the API', () => {
  let server: TestServer
  let admin: Caller
  before(async () => {
    server = await openServer()
    admin = await server.person('admin', ['ADMIN'])
  })
  after(() => server.close())

  const bring = async (register: string, raw: string, mode = 'apply', headers: Record<string, string> = CSV) => {
    const path = `/api/registers/${register}/import?format=${headers['Content-Type'] === 'text/csv' ? 'csv' : 'json'}&mode=${mode}`
    return admin.call('POST', path, { raw, headers })
  }
  const report = async (...given: Parameters<typeof bring>) => {
    const { json } = await bring(...given)
    return (json['report'] ?? json) as unknown as Report
  }
  const places = ({ problems }: Report) => problems.map(({ row, field, code }) => [row, field, code])
  const list = async (register: string) => (await admin.get(`/api/registers/${register}/records?limit=200`)).json.items
  const file = async (register: string, format = 'csv', more = '') =>
    (await admin.get(`/api/registers/${register}/export?format=${format}${more}`)).text

  it('come in, a child before its parent, and go out as they came', async () => {
    const csv = [
      'id;code;name.lv;name.en;parentId;kinds',
      'child;K1.1;Apakškategorija;;parent;incident|problem',
      'parent;K1;"Kategorija ""viens"";";Category one;;',
    ].join('\r\n')

    const brought = await bring('category', csv)

    expect([brought.status, brought.json]).to.deep.equal([
      200,
      { mode: 'apply', created: 2, updated: 0, unchanged: 0, problemCount: 0, problems: [] },
    ])
    const child = (await admin.get('/api/registers/category/records/child')).json
    expect(child).to.include({ status: 'active', version: 1, createdBy: 'admin' })
    expect(child['data']).to.deep.equal({
      code: 'K1.1',
      name: { lv: 'Apakškategorija' },
      parentId: 'parent',
      kinds: ['incident', 'problem'],
    })
    for (const [format, headers] of [
      ['csv', CSV],
      ['json', { 'Content-Type': 'application/json' }],
    ] as const) {
      const written = await file('category', format)
      expect(await report('category', written, 'apply', headers), written).to.deep.include({
        created: 0,
        updated: 0,
        unchanged: 2,
      })
    }
  })

  it('change what they name, by id or by what is unique, and leave the rest as it is', async () => {
    await bring('category', 'id,code,name.lv,name.en\nu1,U1,Viens,One\nu2,U2,Divi,Two')

    const changed = await report('category', 'id,code,status\nu1,U1-jauns,\n,U2,retired')

    expect(changed).to.deep.include({ created: 0, updated: 2, unchanged: 0 })
    const records = await list('category')
    const one = records.find(({ id }) => id === 'u1')
    expect(one).to.deep.include({ version: 2, status: 'active' })
    expect(one?.['data']).to.deep.equal({ code: 'U1-jauns', name: { lv: 'Viens', en: 'One' } })
    expect(records.find(({ id }) => id === 'u2')).to.include({ version: 2, status: 'retired' })
  })

  it('change nothing when one row is wrong, and say all that is, with the place and the remedy', async () => {
    const before = await list('category')
    const csv = [
      'id,code,name.lv,name.en,parentId,status,number,version',
      'w1,W1,Labs,Good,,,,',
      'w2,,Bez koda,,,,,',
      'w3,W3,Bez vecāka,,nowhere,,,',
      'w4,W4,Statuss,,,gone,,',
      'w1,W5,Vēlreiz,,,,,',
      'w6,W1,Tas pats kods,,,,,',
      'w7,W7,Numurs,,,,N-1,',
      'u1,U1-vecs,Viens,,,,,1',
    ].join('\n')

    const { status, json } = await bring('category', csv)
    const said = json['report'] as Report

    expect([status, json.code]).to.deep.equal([422, 'import-rejected'])
    expect(json.detail).to.match(/row 3, code.*Nothing was changed\.$/)
    expect(places(said)).to.deep.equal([
      [3, 'code', 'required'],
      [4, 'parentId', 'reference'],
      [5, 'status', 'unknown-status'],
      [6, 'id', 'doubled-row'],
      [7, 'code', 'record-exists'],
      [8, 'number', 'number-not-yours'],
      [9, 'version', 'record-changed'],
    ])
    expect(said.problems.every(({ message, remedy }) => message !== '' && remedy !== '')).to.equal(true)
    expect(await list('category')).to.deep.equal(before)
  })

  it('tell it in the language of who asks', async () => {
    const asked = async (language: string) =>
      (await report('category', 'code,kods\na,b', 'check', { ...CSV, 'Accept-Language': language })).problems

    const [inLatvian] = (await report('category', 'code,kods\na,b', 'check')).problems
    expect(inLatvian?.message).to.equal('Reģistram nav kolonnas “kods”.')
    expect(inLatvian?.remedy).to.match(/^Izņemiet vai pārdēvējiet to\./)
    const [inEnglish] = await asked('en')
    expect(inEnglish?.message).to.equal('The register has no column “kods”.')
    expect(inEnglish?.remedy).to.match(/^Take it out or rename it\./)
  })

  it('are only checked where nothing else is asked for', async () => {
    const before = await list('category')

    const good = await report('category', 'code,name.lv,name.en\nC1,Viens,One', 'check')
    const bad = await bring('category', 'code,name.lv,name.en\nC1,,', 'check')

    expect(good).to.deep.include({ mode: 'check', created: 1, problemCount: 0 })
    expect([bad.status, places(bad.json as unknown as Report)]).to.deep.equal([200, [[2, 'name', 'required']]])
    expect(await list('category')).to.deep.equal(before)
    const silent = await admin.call('POST', '/api/registers/category/import?format=csv', {
      raw: 'code,name.lv,name.en\nC1,Viens,One',
      headers: CSV,
    })
    expect(silent.json).to.include({ mode: 'check', created: 1 })
    expect(await list('category')).to.deep.equal(before)
  })

  it('leave the status of casework to its process, and shared records to those who share them', async () => {
    const kac = await server.person('kac', ['KAC'])
    const made = await kac.post('/api/registers/incident/records', { data: { title: 'Nedarbojas' } })
    const own = await file('incident', 'json')

    expect(made.json).to.include({ status: 'registered' })
    const json = { 'Content-Type': 'application/json' }
    expect(await report('incident', own, 'apply', json)).to.include({ unchanged: 1 })
    const moved = own.replace('"status":"registered"', '"status":"closed"')
    expect(places(await report('incident', moved, 'apply', json))).to.deep.equal([[1, 'status', 'status-not-yours']])
    const changed = own.replace('Nedarbojas', 'Darbojas')
    expect(await report('incident', changed, 'apply', json)).to.include({ updated: 1 })

    const shared = { id: 'system', institutionId: '', groups: [], language: 'lv', mayManage: true } as const
    await server.house.engine.createRecord({
      by: shared,
      register: 'category',
      id: 'shared',
      data: { code: 'KOP', name: { lv: 'Kopīga' } },
    })
    const foreign = await report('category', 'id,code\nshared,MANA')
    expect(places(foreign)).to.deep.equal([[2, 'id', 'shared']])
    expect(await report('category', 'id,code\nshared,KOP')).to.include({ unchanged: 1 })
  })

  it('cannot be brought in a form that is no file, or by who may not write', async () => {
    const path = '/api/registers/category/import?format=csv&mode=apply'
    const kac = await server.person('kac', ['KAC'])
    const codes = [
      await admin.call('POST', path, { raw: 'x', headers: { 'Content-Type': 'text/plain' } }),
      await admin.call('POST', path, { headers: { ...CSV, 'Content-Length': '0' } }),
      await admin.call('POST', path.replace('csv', 'xlsx'), { raw: 'x', headers: CSV }),
      await kac.call('POST', path, { raw: 'code\nx', headers: CSV }),
      await kac.call('POST', path.replace('category', 'nothing'), { raw: 'code\nx', headers: CSV }),
      await kac.get('/api/registers/nothing/export?format=csv'),
    ].map(({ status, json }) => [status, json.code])

    expect(codes).to.deep.equal([
      [415, 'media-type-not-supported'],
      [400, 'body-missing'],
      [400, 'query-refused'],
      [403, 'not-allowed'],
      [404, 'not-found'],
      [404, 'not-found'],
    ])
  })

  it('are taken over once, however often the same request comes', async () => {
    const again = { ...CSV, 'Idempotency-Key': 'import-1' }
    const path = '/api/registers/category/import?format=csv&mode=apply'
    const csv = 'code,name.lv,name.en\nI1,Viens,One'

    const first = await admin.call('POST', path, { raw: csv, headers: again })
    const second = await admin.call('POST', path, { raw: csv, headers: again })
    const other = await admin.call('POST', path, { raw: `${csv}\nI2,Divi,Two`, headers: again })

    expect(second.json).to.deep.equal(first.json)
    expect(second.headers['idempotency-replayed']).to.equal('true')
    expect([other.status, other.json.code]).to.deep.equal([422, 'idempotency-key-reused'])
  })

  it('hold no more than was asked for, page after page', async () => {
    const rows = Array.from({ length: 450 }, (_, at) => `N${at},Nosaukums ${at},,${at % 2 ? 'incident' : ''}`)
    await bring('category', ['code,name.lv,name.en,kinds', ...rows].join('\n'))

    const all = await file('category', 'csv', `&text=nosaukums`)
    const { headers } = await admin.get('/api/registers/category/export?format=csv&status=retired')
    const some = await file('category', 'csv', `&where=${encodeURIComponent('{"code":"N7"}')}`)

    const codes = all.split('\r\n').map((line) => line.split(',')[4])
    expect(codes.length).to.equal(452)
    expect(new Set(codes).size).to.equal(452)
    expect(some.trim().split('\r\n')).to.have.length(2)
    expect(headers['content-type']).to.equal('text/csv; charset=utf-8')
    expect(headers['content-disposition']).to.equal('attachment; filename="category.csv"')
  })
})
