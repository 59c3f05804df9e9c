import { expect } from 'chai'
import { openServer, PASSWORD, type Caller, type TestServer } from './support/open-api.ts'

describe('people', () => {
  let server: TestServer
  let admin: Caller
  before(async () => {
    server = await openServer()
    admin = await server.person('admin', ['ADMIN'])
  })
  after(() => server.close())

  it('are created, get a role, and can then log in and work', async () => {
    expect((await admin.post('/api/people', { login: 'berta', name: 'Bērta', password: PASSWORD })).status).to.equal(
      201,
    )
    const berta = await server.person('berta', [])
    expect((await berta.get('/api/tasks')).status).to.equal(403)

    await admin.post('/api/people/berta/roles', { role: 'KAC' })

    expect((await berta.get('/api/tasks')).status).to.equal(200)
  })

  it('have an e-mail address, or none', async () => {
    const made = await admin.post('/api/people', {
      login: 'eva',
      name: 'E',
      password: PASSWORD,
      email: 'eva@iestāde.lv',
    })
    const patch = async (email: unknown) => (await admin.call('PATCH', '/api/people/eva', { body: { email } })).json
    expect([made.status, made.json['email']]).to.deep.equal([201, 'eva@xn--iestde-6za.lv'])

    expect((await patch('Eva <eva@iestade.lv>')).errors[0]?.pointer).to.equal('/email')
    expect((await patch(' eva@iestade.lv '))['email']).to.equal('eva@iestade.lv')
    expect((await admin.call('PATCH', '/api/people/eva', { body: { name: 'Eva' } })).json['email']).to.equal(
      'eva@iestade.lv',
    )
    expect((await patch(null))['email']).to.equal(null)
  })

  it('hold a role from and to a moment that is written with any offset', async () => {
    await server.person('aina', [])
    const role = { role: 'KAC', validFrom: '2026-03-01T00:00:00+02:00', validTo: '2027-03-01T00:00:00+02:00' }
    const { json } = await admin.post('/api/people/aina/roles', role)

    const [held] = json['roles'] as readonly object[]
    expect(held).to.include({ validFrom: '2026-02-28T22:00:00.000Z', validTo: '2027-02-28T22:00:00.000Z' })
  })

  it('lose at once what a role gave when it is taken away', async () => {
    const carl = await server.person('carl', ['KAC'])
    const [role] = (await admin.get('/api/people/carl')).json.roles
    expect((await carl.get('/api/tasks')).status).to.equal(200)

    await admin.call('DELETE', `/api/people/carl/roles/${role?.id}`)

    expect((await carl.get('/api/tasks')).status).to.equal(403)
  })

  it('hold a role from its first to its last day', async () => {
    const dora = await server.person('dora', [])
    const role = { role: 'KAC', validFrom: '2026-03-02T14:00:00+02:00', validTo: '2026-03-03T08:00:00Z' }
    expect((await admin.post('/api/people/dora/roles', role)).status).to.equal(201)

    expect((await dora.get('/api/tasks')).status).to.equal(403)
    server.passTime(4.2)
    const later = await server.person('dora', [])
    expect((await later.get('/api/tasks')).status).to.equal(200)
    server.passTime(24)
    const tooLate = await server.person('dora', [])
    expect((await tooLate.get('/api/tasks')).status).to.equal(403)
    admin = await server.person('admin', [])
  })

  it('who hold a role for one service manage nothing that belongs to all', async () => {
    const emil = await server.person('emil', [])
    await admin.post('/api/people/emil/roles', { role: 'PM', scope: { kind: 'service', id: 'S-014' } })

    const me = (await emil.get('/api/session')).json
    expect(me['groups']).to.deep.equal(['PM', 'PM@S-014'])
    expect(me['grants']).to.include('task.work').and.not.include('deploy')
    expect(
      (await emil.post('/api/deployments', { name: 'x', resources: [{ name: 'x.bpmn', content: '' }] })).status,
    ).to.equal(403)
  })

  it('that are disabled are out at once, and back when enabled', async () => {
    const fred = await server.person('fred', ['KAC'])
    await admin.call('PATCH', '/api/people/fred', { body: { state: 'disabled' } })

    expect((await fred.get('/api/session')).status).to.equal(401)
    expect((await server.nobody.post('/api/session', { user: 'fred', password: PASSWORD })).status).to.equal(401)
    await admin.call('PATCH', '/api/people/fred', { body: { state: 'active' } })
    expect((await server.nobody.post('/api/session', { user: 'fred', password: PASSWORD })).status).to.equal(200)
  })

  it('always include an administrator', async () => {
    const [role] = (await admin.get('/api/people/admin')).json.roles
    const taken = await admin.call('DELETE', `/api/people/admin/roles/${role?.id}`)
    const disabled = await admin.call('PATCH', '/api/people/admin', { body: { state: 'disabled' } })

    expect([taken.json.code, disabled.json.code]).to.deep.equal(['last-administrator', 'last-administrator'])
    expect((await admin.get('/api/people')).status).to.equal(200)
  })

  it('cannot be made administrators, nor administrators touched, by who is none', async () => {
    const key = await server.system('identity.manage')
    await server.person('gita', ['KAC'])
    const raised = await key.post('/api/people/gita/roles', { role: 'ADMIN' })
    const reset = await key.call('PATCH', '/api/people/admin', { body: { password: 'a password of mine' } })

    expect([raised.status, reset.status]).to.deep.equal([403, 403])
    expect((await key.post('/api/people/gita/roles', { role: 'EXE' })).status).to.equal(201)
  })

  const refused: readonly (readonly [string, string, object, number, string])[] = [
    ['a login that is taken', '/api/people', { login: 'admin', name: 'A', password: PASSWORD }, 409, 'person-exists'],
    ['a login with capitals', '/api/people', { login: 'Anna', name: 'A', password: PASSWORD }, 422, 'body-refused'],
    ['the name of the engine', '/api/people', { login: 'system', name: 'A', password: PASSWORD }, 422, 'body-refused'],
    ['a short password', '/api/people', { login: 'h', name: 'H', password: 'short' }, 422, 'body-refused'],
    ['an unknown role', '/api/people/admin/roles', { role: 'KING' }, 422, 'data-rejected'],
    ['a role that is held', '/api/people/admin/roles', { role: 'ADMIN' }, 409, 'role-held'],
    [
      'a scope without its id',
      '/api/people/admin/roles',
      { role: 'SM', scope: { kind: 'service' } },
      422,
      'data-rejected',
    ],
    ['nobody', '/api/people/nobody/roles', { role: 'SM' }, 404, 'not-found'],
  ]
  for (const [what, path, body, status, code] of refused) {
    it(`with ${what} are refused`, async () => {
      const answer = await admin.post(path, body)
      expect([answer.status, answer.json.code]).to.deep.equal([status, code])
    })
  }

  it('are listed page by page', async () => {
    for (const login of ['p1', 'p2', 'p3']) await server.person(login, [])
    const seen: unknown[] = []
    let path: string | null = '/api/people?limit=2'
    while (path !== null) {
      const answer = await admin.get(path)
      seen.push(...answer.json.items.map((person) => person['login']))
      const [, next] = /^<(.*)>; rel="next"$/.exec(String(answer.headers.link ?? '')) ?? []
      expect(next === undefined).to.equal(answer.json.next === null)
      path = next ?? null
    }

    expect(seen.length).to.equal(new Set(seen).size)
    expect(seen).to.deep.equal([...seen].sort())
    expect(seen).to.include.members(['admin', 'p1', 'p2', 'p3'])
  })
})

describe('an API key', () => {
  let server: TestServer
  let admin: Caller
  before(async () => {
    server = await openServer()
    admin = await server.person('admin', ['ADMIN'])
  })
  after(() => server.close())

  it('does what its grants say, on the things that they name, and nothing else', async () => {
    const key = await server.system('message.send:order.placed')
    const placed = await key.post('/api/messages', { messageName: 'order.placed', payload: { orderId: 'O-1' } })
    const paid = await key.post('/api/messages', { messageName: 'order.paid', correlationKey: 'O-1' })

    expect([placed.status, paid.status]).to.deep.equal([200, 403])
    for (const path of [
      '/api/tasks',
      '/api/process-instances',
      '/api/people',
      '/api/incidents',
      '/api/process-definitions',
    ]) {
      expect((await key.get(path)).status, path).to.equal(403)
    }
    expect((await key.get('/api/session')).json).to.deep.include({
      kind: 'api-key',
      grants: ['message.send:order.placed'],
    })
  })

  it('stops when it expires', async () => {
    const { json } = await admin.post('/api/api-keys', {
      name: 'short',
      grants: ['process.read'],
      expiresAt: '2026-03-02T08:30:00Z',
    })
    const headers = { Authorization: `Bearer ${json.apiKey}` }
    expect((await server.nobody.get('/api/process-definitions', headers)).status).to.equal(200)

    server.passTime(0.6)

    expect((await server.nobody.get('/api/process-definitions', headers)).status).to.equal(401)
  })

  it('stops when it is revoked', async () => {
    const { json } = await admin.post('/api/api-keys', {
      name: 'gone',
      grants: ['process.read'],
      expiresAt: '2027-03-02T08:30:00Z',
    })
    const headers = { Authorization: `Bearer ${json.apiKey}` }
    expect((await server.nobody.get('/api/process-definitions', headers)).status).to.equal(200)

    expect((await admin.call('DELETE', `/api/api-keys/${json.id}`)).json['revokedAt']).to.be.a('string')

    expect((await server.nobody.get('/api/process-definitions', headers)).status).to.equal(401)
  })

  it('is shown once and kept as a hash', async () => {
    const { json } = await admin.post('/api/api-keys', {
      name: 'once',
      grants: ['process.read'],
      expiresAt: '2027-03-02T08:30:00Z',
    })
    const listed = await admin.get('/api/api-keys')

    expect(listed.json.items.map(({ id }) => id)).to.include(json.id)
    expect(listed.text).not.to.include(json.apiKey.slice(20))
  })

  for (const wrong of [
    'Bearer rt_0123456789abcdef_nothing',
    'Bearer x',
    'Basic YTpi',
    `Bearer rt_0123456789abcdef_${'a'.repeat(43)}`,
  ]) {
    it(`that is ${wrong.slice(0, 30)} is refused`, async () => {
      const answer = await server.nobody.get('/api/session', { Authorization: wrong })
      expect([answer.status, answer.headers['www-authenticate']]).to.deep.equal([401, 'Bearer realm="ritums"'])
    })
  }

  it('cannot have more than who makes it', async () => {
    const manager = await server.system('identity.manage', 'message.send:order.placed')
    const make = (grant: string) =>
      manager.post('/api/api-keys', { name: 'x', grants: [grant], expiresAt: '2027-03-02T08:30:00Z' })

    expect((await make('message.send:order.placed')).status).to.equal(201)
    for (const grant of ['*', 'deploy', 'message.send', 'message.send:order.paid'])
      expect((await make(grant)).status, grant).to.equal(403)
    for (const grant of ['fly', 'operate:x', 'message.send:']) expect((await make(grant)).status, grant).to.equal(422)
  })

  it('cannot be made for the past', async () => {
    const answer = await admin.post('/api/api-keys', {
      name: 'x',
      grants: ['deploy'],
      expiresAt: '2020-01-01T00:00:00Z',
    })
    expect(answer.json.code).to.equal('data-rejected')
  })

  it('changes nothing by a cookie’s rules: no Origin is asked of a system', async () => {
    const key = await server.system('task.work')
    expect((await key.post('/api/tasks/query', {}, { Origin: 'https://portal.example' })).status).to.equal(200)
  })
})
