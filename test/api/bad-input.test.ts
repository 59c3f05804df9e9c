import { expect } from 'chai'
import { connect } from 'node:net'
import { send } from './support/send.ts'
import { openServer, type Caller, type TestServer } from './support/open-api.ts'

/** What a body may not be, each with the status and code of its refusal. */
const BAD_BODIES: readonly (readonly [string, string, number, string])[] = [
  ['no JSON', '{"messageName":', 400, 'json-unreadable'],
  ['a __proto__ key', '{"messageName":"order.placed","payload":{"__proto__":{"approved":true}}}', 422, 'json-refused'],
  ['a constructor key', '{"messageName":"order.placed","payload":{"constructor":1}}', 422, 'json-refused'],
  ['a NUL character', '{"messageName":"order.placed","payload":{"a":"x\\u0000y"}}', 422, 'json-refused'],
  ['half a surrogate pair', '{"messageName":"order.placed","payload":{"a":"\\ud800"}}', 422, 'json-refused'],
  ['a number without a value', '{"messageName":"order.placed","payload":{"a":1e999}}', 422, 'json-refused'],
  [
    'nesting without end',
    `{"messageName":"order.placed","payload":${'['.repeat(20_000)}${']'.repeat(20_000)}}`,
    422,
    'json-refused',
  ],
  [
    '33 levels',
    `{"messageName":"order.placed","payload":{"a":${'['.repeat(31)}${']'.repeat(31)}}}`,
    422,
    'json-refused',
  ],
  ['unknown members', '{"messageName":"order.placed","owner":"me"}', 422, 'body-refused'],
  ['a missing member', '{"payload":{}}', 422, 'body-refused'],
  ['a list where an object belongs', '[]', 422, 'body-refused'],
  ['an unknown message', '{"messageName":"order.eaten"}', 422, 'unknown-message'],
  ['a message of our own', '{"messageName":"inner.news"}', 422, 'unknown-message'],
]

describe('bad input', () => {
  let server: TestServer
  let admin: Caller
  before(async () => {
    server = await openServer({ BODY_LIMIT_BYTES: '65536' })
    admin = await server.person('admin', ['ADMIN'])
  })
  after(() => server.close())

  const instances = async (): Promise<number> => (await admin.get('/api/process-instances')).json.items.length

  for (const [what, raw, status, code] of BAD_BODIES) {
    it(`with ${what} is refused and changes nothing`, async () => {
      const answer = await admin.call('POST', '/api/messages', { raw })

      expect([answer.status, answer.json.code]).to.deep.equal([status, code])
      expect(await instances()).to.equal(0)
    })
  }

  it('takes 32 levels', async () => {
    const raw = `{"messageName":"order.eaten","payload":{"a":${'['.repeat(30)}${']'.repeat(30)}}}`

    expect((await admin.call('POST', '/api/messages', { raw })).json.code).to.equal('unknown-message')
  })

  it('points at each field that is wrong', async () => {
    const { json } = await admin.post('/api/messages', { messageName: '', extra: 1 })

    expect(json.errors.map(({ pointer, code }) => [pointer, code])).to.have.deep.members([
      ['/messageName', 'minLength'],
      ['/extra', 'unknown'],
    ])
  })

  it('that is no UTF-8 is refused', async () => {
    const answer = await admin.call('POST', '/api/messages', { raw: Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d]) })

    expect([answer.status, answer.json.code]).to.deep.equal([400, 'json-unreadable'])
  })

  it('that is too large is refused, announced or not', async () => {
    const raw = `{"messageName":"${'x'.repeat(65_536)}"}`
    const announced = await admin.call('POST', '/api/messages', { raw })
    const streamed = await admin.call('POST', '/api/messages', { raw, headers: { 'Transfer-Encoding': 'chunked' } })

    expect([announced.status, streamed.status]).to.deep.equal([413, 413])
    expect(streamed.json.code).to.equal('body-too-large')
  })

  it('that is one byte within the limit is read', async () => {
    const frame = '{"messageName":""}'
    const raw = `{"messageName":"${'x'.repeat(65_536 - frame.length)}"}`

    expect(Buffer.byteLength(raw)).to.equal(65_536)
    expect((await admin.call('POST', '/api/messages', { raw })).json.code).to.equal('body-refused')
  })

  for (const encoding of ['br', 'gzip', 'deflate', 'identity, br']) {
    it(`in Content-Encoding ${encoding} is not decoded but refused`, async () => {
      const answer = await admin.call('POST', '/api/messages', { body: {}, headers: { 'Content-Encoding': encoding } })

      expect([answer.status, answer.json.code]).to.deep.equal([415, 'encoding-not-supported'])
    })
  }

  for (const type of [
    'text/plain',
    'application/x-www-form-urlencoded',
    'application/jsonp',
    'application/json; charset=utf-16',
  ]) {
    it(`as ${type} is refused`, async () => {
      const answer = await admin.call('POST', '/api/messages', { body: {}, headers: { 'Content-Type': type } })

      expect([answer.status, answer.json.code]).to.deep.equal([415, 'media-type-not-supported'])
    })
  }

  it('without a body where one belongs is refused', async () => {
    expect((await admin.post('/api/messages')).json.code).to.equal('body-missing')
  })

  it('with a body where none belongs is refused', async () => {
    const answer = await admin.post('/api/tasks/none/claim', { assignee: 'somebody else' })

    expect([answer.status, answer.json.code]).to.deep.equal([422, 'body-refused'])
  })

  for (const [what, raw, headers, status] of [
    ['as text', '{"assignee":"somebody else"}', { 'Content-Type': 'text/plain' }, 422],
    ['compressed', 'x', { 'Content-Type': 'text/plain', 'Content-Encoding': 'br' }, 415],
  ] as const) {
    it(`with a body ${what} where none belongs is refused`, async () => {
      expect((await admin.call('POST', '/api/outbox/none/retry', { raw, headers })).status).to.equal(status)
    })
  }

  it('without a body, but chunked, where none belongs is no bad input', async () => {
    const headers = { 'Transfer-Encoding': 'chunked' }
    for (const path of ['/api/outbox/none/retry', '/api/tasks/none/claim'])
      expect((await admin.call('POST', path, { headers })).status, path).to.equal(404)
  })

  for (const expiresAt of ['2026-06-30T23:59:60Z', '9999-12-31T23:59:59-01:00', '2026-06-30T23:59:59']) {
    it(`with ${expiresAt} for a moment is refused`, async () => {
      const answer = await admin.post('/api/api-keys', { name: 'x', grants: ['deploy'], expiresAt })

      expect([answer.status, answer.json.code]).to.deep.equal([422, 'body-refused'])
    })
  }

  for (const query of ['limit=0', 'limit=201', 'limit=ten', 'limit=5&limit=6', 'colour=red', 'state=sleeping']) {
    it(`with ?${query} is refused`, async () => {
      const answer = await admin.get(`/api/tasks?${query}`)

      expect([answer.status, answer.json.code]).to.deep.equal([400, 'query-refused'])
    })
  }

  for (const path of [
    '/api/tasks/%00',
    '/api/tasks/%E0%A4%A',
    '/api/tasks/none',
    '/api/process-instances/..%2f..',
    '/api/nothing',
    '/api/tasks/',
  ]) {
    it(`at ${path} finds nothing`, async () => {
      expect((await admin.get(path)).status).to.equal(404)
    })
  }

  it('by a method that the address does not have is told which it has', async () => {
    const answer = await admin.call('PUT', '/api/tasks')

    expect([answer.status, answer.json.code, answer.headers['allow']]).to.deep.equal([
      405,
      'method-not-allowed',
      'GET, HEAD',
    ])
  })

  it('in an Idempotency-Key is refused', async () => {
    const answer = await admin.post('/api/messages', { messageName: 'order.paid' }, { 'Idempotency-Key': 'two words' })

    expect([answer.status, answer.json.code]).to.deep.equal([400, 'idempotency-key-unreadable'])
  })

  it('that never ends does not hold the server', async () => {
    const { port, hostname } = new URL(server.url)
    const slow = connect(Number(port), hostname)
    slow.write('POST /api/messages HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n')

    expect((await server.nobody.get('/api/health')).status).to.equal(200)
    slow.destroy()
  })

  it('never makes an answer that tells of the inside', async () => {
    const answer = await send(`${server.url}/api/tasks/none/complete`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: '{',
    })

    expect(answer.status).to.equal(401)
    expect(answer.text).not.to.match(/node_modules|\.ts|at Object/)
  })
})
