import { expect } from 'chai'
import { EMBEDDED } from '../../engine/index.ts'
import { PASSWORD_COST } from '../../api/identity/passwords.ts'
import { freshDatabase } from '../support/database.ts'
import { BUNDLE } from './support/bundle.ts'
import { INSTITUTION, openServer, PASSWORD, type TestServer } from './support/open-api.ts'

const cookieOf = (header: readonly string[] | undefined): string => header?.[0]?.split(';')[0] ?? ''

describe('logging in', () => {
  let server: TestServer
  beforeEach(async () => {
    server = await openServer()
    await server.person('kac', ['KAC'])
  })
  afterEach(() => server.close())

  it('gives a cookie that scripts cannot read and that knows who one is', async () => {
    const answer = await server.nobody.post('/api/session', { user: 'kac', password: PASSWORD })
    const [cookie] = answer.headers['set-cookie'] ?? []

    expect(cookie).to.match(/^ritums_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Expires=/)
    expect(answer.json).to.deep.include({
      id: 'kac',
      kind: 'person',
      institutionId: INSTITUTION,
      roles: ['KAC'],
      groups: ['KAC', 'KAC@*'],
    })
    const me = await server.nobody.get('/api/session', { Cookie: cookieOf(answer.headers['set-cookie']) })
    expect(me.json).to.deep.equal(answer.json)
  })

  it('over https gives a cookie that stays on this host and on https', async () => {
    const https = await openServer({ PUBLIC_URL: 'https://ritums.example.lv' })
    try {
      const by = { id: 'system', institutionId: INSTITUTION, grants: new Set(['*']) }
      await https.house.identity.people.create({ by, login: 'kac', name: 'K', password: PASSWORD })
      const answer = await https.nobody.post('/api/session', { user: 'kac', password: PASSWORD })

      expect(answer.headers['set-cookie']?.[0]).to.match(/^__Host-ritums_session=.*; Secure$/)
      expect(answer.headers['strict-transport-security']).to.match(/max-age/)
    } finally {
      await https.close()
    }
  })

  it('says the same of a wrong password and of nobody', async () => {
    const wrong = await server.nobody.post('/api/session', { user: 'kac', password: 'something else' })
    const nobody = await server.nobody.post('/api/session', { user: 'nobody', password: 'something else' })

    expect([wrong.status, nobody.status]).to.deep.equal([401, 401])
    expect(wrong.json.detail).to.equal(nobody.json.detail)
    expect(wrong.headers['set-cookie']).to.equal(undefined)
  })

  it('makes a new session each time and ends the one before', async () => {
    const first = cookieOf(
      (await server.nobody.post('/api/session', { user: 'kac', password: PASSWORD })).headers['set-cookie'],
    )
    const second = await server.nobody.post('/api/session', { user: 'kac', password: PASSWORD }, { Cookie: first })

    expect(cookieOf(second.headers['set-cookie'])).not.to.equal(first)
    expect((await server.nobody.get('/api/session', { Cookie: first })).status).to.equal(401)
  })

  it('is over after logging out', async () => {
    const kac = await server.person('kac', [])

    expect((await kac.call('DELETE', '/api/session')).headers['set-cookie']?.[0]).to.match(
      /^ritums_session=;.*Max-Age=0/,
    )
    expect((await kac.get('/api/session')).status).to.equal(401)
  })

  it('is over after an hour without use, and after twelve hours in any case', async () => {
    const idle = await server.person('kac', [])
    server.passTime(1)
    expect((await idle.get('/api/session')).status).to.equal(401)

    const busy = await server.person('kac', [])
    for (let hour = 0; hour < 12; hour += 0.75) {
      expect((await busy.get('/api/session')).status, `after ${hour} h`).to.equal(200)
      // The time of last use is written behind the answer: a command that comes after it has waited for it.
      await server.house.engine.throwSignal({ by: EMBEDDED, name: 'nobody listens', payload: {} })
      server.passTime(0.75)
    }
    expect((await busy.get('/api/session')).status).to.equal(401)
  })

  it('stops guessing: after five wrong passwords the right one has to wait, other people not', async () => {
    for (let attempt = 0; attempt < 5; attempt += 1) {
      expect(
        (await server.nobody.post('/api/session', { user: 'kac', password: `guess number ${attempt}` })).status,
      ).to.equal(401)
    }
    const right = await server.nobody.post('/api/session', { user: 'kac', password: PASSWORD })

    expect([right.status, right.json.code]).to.deep.equal([429, 'too-many-requests'])
    expect(Number(right.headers['retry-after'])).to.be.within(1, 900)
    expect((await (await server.person('exe', ['EXE'])).get('/api/session')).status).to.equal(200)
  })

  it('counts attempts of one moment before they are made', async () => {
    const usual = await openServer({}, BUNDLE, PASSWORD_COST)
    await usual.person('kac', ['KAC'])
    const guesses = await Promise.all(
      Array.from({ length: 12 }, () => usual.nobody.post('/api/session', { user: 'kac', password: 'the same guess' })),
    )
    await usual.close()

    expect(guesses.filter(({ status }) => status === 401).length).to.equal(5)
    expect(guesses.filter(({ status }) => status === 429).length).to.equal(7)
  })

  it('stops one address that guesses many names', async () => {
    const strict = await openServer({ LOGIN_ATTEMPTS_PER_ADDRESS: '3' })
    const statuses: number[] = []
    for (const user of ['a', 'b', 'c', 'd'])
      statuses.push((await strict.nobody.post('/api/session', { user, password: 'guess' })).status)

    expect(statuses).to.deep.equal([401, 401, 401, 429])
    await strict.close()
  })

  it('keeps the queue for password hashes short', async () => {
    // With passwords that cost next to nothing there would be no queue.
    const usual = await openServer({}, BUNDLE, PASSWORD_COST)
    const crowd = Array.from({ length: 30 }, (_, index) =>
      usual.nobody.post('/api/session', { user: `somebody${index}`, password: 'guess' }),
    )
    const statuses = (await Promise.all(crowd)).map(({ status }) => status)
    await usual.close()

    expect(statuses.filter((status) => status === 401).length).to.equal(22)
    expect(statuses.filter((status) => status === 429).length).to.equal(8)
  })

  it('takes a password that was stored at another cost', async () => {
    const database = await freshDatabase({ onDisk: true })
    const right = { user: 'kac', password: PASSWORD }
    const cheap = await openServer(database.environment)
    await cheap.person('kac', ['KAC'])
    await cheap.close()
    const usual = await openServer(database.environment, BUNDLE, PASSWORD_COST)

    expect((await usual.nobody.post('/api/session', right)).status).to.equal(200)
    expect((await usual.nobody.post('/api/session', { ...right, password: 'a guess' })).status).to.equal(401)
    await usual.close()
    await database.release()
  })

  it('never writes a password or token to the log', async () => {
    const answer = await server.nobody.post('/api/session', { user: 'kac', password: PASSWORD })
    const text = JSON.stringify(server.logged)

    expect(text).to.include('logged in')
    expect(text).not.to.include(PASSWORD)
    expect(text).not.to.include(cookieOf(answer.headers['set-cookie']).split('=')[1])
  })

  it('lets a person change their password, which ends their sessions', async () => {
    const kac = await server.person('kac', [])
    const other = await server.person('kac', [])
    const changed = await kac.call('PUT', '/api/session/password', {
      body: { password: PASSWORD, newPassword: 'another long password' },
    })

    expect(changed.status).to.equal(204)
    expect((await other.get('/api/session')).status).to.equal(401)
    expect(
      (await server.nobody.post('/api/session', { user: 'kac', password: 'another long password' })).status,
    ).to.equal(200)
  })

  it('does not change a password for who does not know it', async () => {
    const kac = await server.person('kac', [])
    const answer = await kac.call('PUT', '/api/session/password', {
      body: { password: 'a guess', newPassword: 'another long password' },
    })

    expect(answer.status).to.equal(403)
  })
})

describe('a request from another site', () => {
  let server: TestServer
  before(async () => {
    server = await openServer()
    await server.person('kac', ['KAC'])
  })
  after(() => server.close())

  const cases: readonly (readonly [string, Readonly<Record<string, string>>, number])[] = [
    ['a foreign Origin', { Origin: 'https://evil.example' }, 403],
    ['Origin null', { Origin: 'null' }, 403],
    ['Sec-Fetch-Site cross-site', { 'Sec-Fetch-Site': 'cross-site' }, 403],
    ['Sec-Fetch-Site same-site', { 'Sec-Fetch-Site': 'same-site' }, 403],
    ['our own site', { 'Sec-Fetch-Site': 'same-origin' }, 200],
    ['no browser', {}, 200],
  ]
  for (const [what, headers, status] of cases) {
    it(`with ${what} is answered ${status}`, async () => {
      const kac = await server.person('kac', [])
      expect((await kac.post('/api/tasks/query', {}, headers)).status).to.equal(status)
    })
  }

  it('is measured by our own host', async () => {
    const kac = await server.person('kac', [])
    expect((await kac.post('/api/tasks/query', {}, { Origin: server.url })).status).to.equal(200)
  })

  it('does not log anybody in', async () => {
    const answer = await server.nobody.post(
      '/api/session',
      { user: 'kac', password: PASSWORD },
      { Origin: 'https://evil.example' },
    )
    expect([answer.status, answer.headers['set-cookie']]).to.deep.equal([403, undefined])
  })

  it('may read nothing of ours in a frame or script', async () => {
    const { headers } = await server.nobody.get('/api/health')
    expect(headers['content-security-policy']).to.include("default-src 'none'").and.to.include("frame-ancestors 'none'")
    expect(headers['x-content-type-options']).to.equal('nosniff')
    expect(headers['cache-control']).to.equal('no-store')
    expect(headers['access-control-allow-origin']).to.equal(undefined)
  })
})
