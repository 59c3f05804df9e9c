import { expect } from 'chai'
import { openServer, PASSWORD, type Caller, type TestServer } from './support/open-api.ts'

describe('an Idempotency-Key', () => {
  let server: TestServer
  let admin: Caller
  let kac: Caller
  before(async () => {
    server = await openServer()
    admin = await server.person('admin', ['ADMIN'])
    kac = await server.person('kac', ['KAC'])
  })
  after(() => server.close())

  const start = (key: string, body: object = { businessKey: 'L-1' }) =>
    admin.post('/api/process-definitions/key/leave/start', body, { 'Idempotency-Key': key })

  it('gives the same answer again, marked, and starts one case', async () => {
    const first = await start('one')
    const again = await start('one')

    expect([first.status, again.status]).to.deep.equal([201, 201])
    expect(again.json).to.deep.equal(first.json)
    expect([first.headers['idempotency-replayed'], again.headers['idempotency-replayed']]).to.deep.equal([
      undefined,
      'true',
    ])
    expect((await admin.get('/api/process-instances?businessKey=L-1')).json.items.length).to.equal(1)
  })

  it('takes members in another order for the same request', async () => {
    const first = await start('order', { businessKey: 'L-2', variables: { a: 1, b: 2 } })
    const again = await start('order', { variables: { b: 2, a: 1 }, businessKey: 'L-2' })

    expect(again.json.id).to.equal(first.json.id)
  })

  it('with another body is refused', async () => {
    await start('two')
    const other = await start('two', { businessKey: 'L-3' })

    expect([other.status, other.json.code]).to.deep.equal([422, 'idempotency-key-reused'])
  })

  it('with another variable is refused, whatever the variable is called', async () => {
    await start('password', { variables: { password: 'a' } })
    const other = await start('password', { variables: { password: 'b' } })

    expect([other.status, other.json.code]).to.deep.equal([422, 'idempotency-key-reused'])
  })

  it('at another address is refused', async () => {
    const { json } = await start('three')
    const other = await admin.call('DELETE', `/api/process-instances/${json.id}?reason=x`, {
      headers: { 'Idempotency-Key': 'three' },
    })

    expect(other.json.code).to.equal('idempotency-key-reused')
  })

  it('is one’s own: another caller may use the same', async () => {
    const { items } = (await kac.get('/api/tasks')).json
    const first = await start('four', { businessKey: 'L-4' })
    const other = await kac.post(`/api/tasks/${items[0]?.id}/claim`, undefined, { 'Idempotency-Key': 'four' })

    expect([first.status, other.status]).to.deep.equal([201, 200])
  })

  it('repeats what identity answered, but never a secret', async () => {
    const body = { name: 'portal', grants: ['message.send'], expiresAt: '2027-01-01T00:00:00Z' }
    const first = await admin.post('/api/api-keys', body, { 'Idempotency-Key': 'key' })
    const again = await admin.post('/api/api-keys', body, { 'Idempotency-Key': 'key' })

    expect(first.json.apiKey).to.match(/^rt_[0-9a-f]{16}_[\w-]{43}$/)
    expect(again.json).to.deep.equal({ ...first.json, apiKey: null })
    expect(again.headers['idempotency-replayed']).to.equal('true')
    expect((await admin.get('/api/api-keys')).json.items.length).to.equal(1)
  })

  it('with another person to create is refused', async () => {
    const body = { login: 'anna', name: 'Anna', password: PASSWORD }
    await admin.post('/api/people', body, { 'Idempotency-Key': 'anna' })
    const other = await admin.post('/api/people', { ...body, name: 'Another Anna' }, { 'Idempotency-Key': 'anna' })

    expect(other.json.code).to.equal('idempotency-key-reused')
    expect((await admin.get('/api/people/anna')).json['name']).to.equal('Anna')
  })
})
