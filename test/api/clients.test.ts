import { expect } from 'chai'
import { once } from 'node:events'
import { connect } from 'node:net'
import { openServer, PASSWORD } from './support/open-api.ts'
import { send } from './support/send.ts'

describe('the server and its clients', () => {
  it('logs one line per request, without bodies', async () => {
    const server = await openServer()
    const kac = await server.person('kac', ['KAC'])
    await kac.post('/api/tasks/query', { businessKey: 'very private' })
    const line = server.logged.find(({ operation }) => operation === 'queryTasks')

    expect(line).to.include({ message: 'request', method: 'POST', path: '/api/tasks/query', status: 200, by: 'kac' })
    expect(line?.['requestId']).to.match(/^[0-9a-f-]{36}$/)
    expect(JSON.stringify(server.logged)).not.to.include('very private').and.not.to.include(PASSWORD)
    await server.close()
  })

  it('closes connections of one address beyond its share', async () => {
    const server = await openServer({ MAX_CONNECTIONS_PER_ADDRESS: '2' })
    const { port, hostname } = new URL(server.url)
    const held = [connect(Number(port), hostname), connect(Number(port), hostname)]
    await Promise.all(held.map((socket) => once(socket, 'connect')))
    const failed = await send(`${server.url}/api/health`).then(
      ({ status }) => String(status),
      (error: unknown) => String(error),
    )

    expect(failed).to.match(/socket hang up|ECONNRESET/)
    const gone = once(held[0] ?? connect(0), 'close')
    held[0]?.destroy()
    await gone
    await server.close()
    held[1]?.destroy()
  })

  it('refuses more requests of one address than a limit that is set', async () => {
    const server = await openServer({ REQUESTS_PER_MINUTE: '3' })
    const statuses: number[] = []
    for (let index = 0; index < 4; index += 1) statuses.push((await server.nobody.get('/api/health')).status)

    expect(statuses).to.deep.equal([200, 200, 200, 429])
    await server.close()
  })
})

describe('the address of a client', () => {
  const statuses = async (hops: string, forwarded: readonly string[]): Promise<number[]> => {
    const server = await openServer({ TRUST_PROXY_HOPS: hops, REQUESTS_PER_MINUTE: '1' })
    const seen: number[] = []
    for (const header of forwarded)
      seen.push((await server.nobody.get('/api/health', { 'X-Forwarded-For': header })).status)
    await server.close()
    return seen
  }

  it('is the one that the connection has, whatever a header says', async () => {
    expect(await statuses('0', ['192.0.2.1', '192.0.2.2'])).to.deep.equal([200, 429])
  })

  it('behind a proxy is what that one added, not what the client wrote before', async () => {
    expect(await statuses('1', ['192.0.2.1', '192.0.2.2'])).to.deep.equal([200, 200])
    expect(await statuses('1', ['192.0.2.7, 192.0.2.1', '192.0.2.8, 192.0.2.1'])).to.deep.equal([200, 429])
  })
})
