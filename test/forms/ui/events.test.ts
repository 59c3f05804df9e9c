import { once } from 'node:events'
import { get, type IncomingMessage } from 'node:http'
import { expect } from 'chai'
import { INSTITUTION, openServer, PASSWORD, type TestServer } from '../../api/support/open-api.ts'

describe('events for pages', () => {
  let server: TestServer
  let cookie = ''
  beforeEach(async () => {
    server = await openServer()
    await server.person('kac', ['KAC'])
    const body = { user: 'kac', password: PASSWORD }
    cookie = (await server.nobody.post('/api/session', body)).headers['set-cookie']?.[0]?.split(';')[0] ?? ''
  })
  afterEach(() => server.close())

  const listen = async (): Promise<{ answer: IncomingMessage; close: () => Promise<unknown> }> => {
    const request = get(`${server.url}/events`, { headers: { Cookie: cookie, Accept: 'text/event-stream' } })
    const [answer] = (await once(request, 'response')) as [IncomingMessage]
    return {
      answer,
      close: async () => {
        answer.on('error', () => undefined)
        if (!request.destroyed) request.destroy()
        if (!request.closed) await once(request, 'close')
      },
    }
  }

  it('begin at once and end when the page is left, without a word in the log', async () => {
    const warnings: string[] = []
    const note = (warning: Error) => warnings.push(warning.name)
    process.on('warning', note)
    for (let page = 0; page < 3; page += 1) {
      const { answer, close } = await listen()
      expect(answer.headers['content-type']).to.equal('text/event-stream; charset=utf-8')
      const [first] = (await once(answer, 'data')) as [Buffer]
      expect(String(first)).to.match(/^retry: \d+\n\n/)
      await close()
    }
    // The server has heard of the last closing by the time it answers the next request.
    await server.nobody.get('/api/health')
    process.off('warning', note)

    expect(warnings).to.deep.equal([])
    expect(server.logged.filter(({ message }) => message === 'connection failed')).to.deep.equal([])
  })

  it('tell how many notices are unread', async () => {
    const owner = { institutionId: INSTITUTION, login: 'kac' }
    await server.house.workplace.notices.add({ ...owner, kind: 'assigned', eventKey: 'one' })
    const { answer, close } = await listen()
    let heard = ''
    for await (const piece of answer) {
      heard += String(piece)
      if (heard.includes('event: notices')) break
    }
    await close().catch(() => undefined)
    expect(heard).to.match(/event: notices\ndata: \{"count":1\}\n\n/)
  })

  it('are for who works here', async () => {
    const answer = await server.nobody.get('/events', { Accept: 'text/event-stream' })
    expect([answer.status, answer.headers.location]).to.deep.equal([303, '/login?to=%2Fevents'])
  })
})
