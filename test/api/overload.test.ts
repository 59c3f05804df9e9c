/** More than can be done: the excess is told so at once, and what is inside is not disturbed. */
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { expect } from 'chai'
import { Admission, createHeapWatch } from '../../api/admission.ts'
import { HttpRefusal } from '../../api/http-refusal.ts'
import { listen } from '../../api/server.ts'
import { StoreUnavailable } from '../../engine/model/errors.ts'
import { openServer, PASSWORD, type Caller, type TestServer } from './support/open-api.ts'
import { send } from './support/send.ts'

const POLL = {
  workerId: 'w1',
  maxTasks: 1,
  asyncResponseTimeout: 20_000,
  topics: [{ topicName: 'shipping', lockDuration: 60_000 }],
}

describe('more requests than places', () => {
  let server: TestServer
  let kac: Caller
  let worker: Caller
  let cookie: string
  const held: Socket[] = []
  beforeEach(async () => {
    server = await openServer({ MAX_REQUESTS_IN_PROGRESS: '4', MAX_CONNECTIONS_PER_ADDRESS: '1000' })
    kac = await server.person('kac', ['KAC'])
    worker = await server.system('external-task.work')
    const login = await server.nobody.post('/api/session', { user: 'kac', password: PASSWORD })
    cookie = login.headers['set-cookie']?.[0]?.split(';')[0] ?? ''
  })
  afterEach(async () => {
    for (const socket of held.splice(0)) socket.destroy()
    await server.close()
  })

  /** A request that is inside: the server has said that it wants its body. */
  const enter = async (): Promise<Socket> => {
    const { port, hostname } = new URL(server.url)
    const socket = connect(Number(port), hostname)
    held.push(socket)
    socket.write(
      `POST /api/tasks/query HTTP/1.1\r\nHost: x\r\nCookie: ${cookie}\r\nContent-Type: application/json\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n`,
    )
    expect(String((await once(socket, 'data'))[0])).to.match(/^HTTP\/1\.1 100 /)
    return socket
  }

  const untilAdmitted = async (): Promise<number> => {
    for (let tries = 0; tries < 100; tries += 1) {
      const { status } = await kac.get('/api/tasks')
      if (status !== 503) return status
      await pause(10)
    }
    return 503
  }

  it('are refused with 503 and a time to come again, while those inside finish', async () => {
    const inside = [await enter(), await enter(), await enter(), await enter()]
    const refused = await kac.get('/api/tasks')
    const health = await server.nobody.get('/api/health')
    const answers = inside.map((socket) => once(socket, 'data'))
    for (const socket of inside) socket.write('{}')

    expect([refused.status, refused.headers['retry-after'], refused.json.code]).to.deep.equal([503, '1', 'busy'])
    expect(refused.json.detail).to.match(/^Expected at most 4 requests at a time, but there are more\./)
    expect(health.status).to.equal(200)
    for (const answer of answers) expect(String((await answer)[0])).to.match(/^HTTP\/1\.1 200 /)
    expect(await untilAdmitted()).to.equal(200)
  })

  it('are refused before anything is read or looked up for them', async () => {
    for (let index = 0; index < 4; index += 1) await enter()
    const { port, hostname } = new URL(server.url)
    const socket = connect(Number(port), hostname)
    held.push(socket)
    // An API key that does not work would be 401, a body that never comes would be waited for.
    socket.write(
      'POST /api/deployments HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer x\r\nContent-Type: application/json\r\nContent-Length: 9000000\r\n\r\n',
    )
    const ended = once(socket, 'end')
    const answer = String((await once(socket, 'data'))[0])
    await ended

    expect(answer).to.match(/^HTTP\/1\.1 503 [\s\S]*\r\nConnection: close\r\n/)
  })

  it('show a person a page in their language, which leads back to where they were', async () => {
    for (let index = 0; index < 4; index += 1) await enter()
    const latvian = await send(`${server.url}/setup?token=abc`)
    const english = await send(`${server.url}/setup?token=abc&lang=en`)

    expect([latvian.status, latvian.headers['retry-after']]).to.deep.equal([503, '1'])
    expect(latvian.headers['content-type']).to.match(/^text\/html/)
    expect(latvian.text).to.include('lang="lv"').and.include('Serverim šobrīd ir pārāk daudz darba.')
    expect(english.text).to.include('The server has too much to do just now.').and.include('href="/setup?token=abc"')
    // It runs no script, and what it looks like is there for it although there is no place left.
    expect(english.text).not.to.include('<script')
    const [, styles = ''] = /<link rel="stylesheet" href="([^"]+)"/.exec(english.text) ?? []
    expect((await send(`${server.url}${styles}`)).status).to.equal(200)
  })

  it('leave a line to alarm on, one for many', async () => {
    for (let index = 0; index < 4; index += 1) await enter()
    for (let index = 0; index < 20; index += 1) await kac.get('/api/tasks')

    expect(server.logged.filter(({ message }) => message === 'requests refused: too busy').length).to.equal(1)
  })

  it('get a place when a client goes away in the middle of its request, and that is no fault of ours', async () => {
    for (let index = 0; index < 4; index += 1) await enter()
    expect((await kac.get('/api/tasks')).status).to.equal(503)
    held.pop()?.destroy()

    expect(await untilAdmitted()).to.equal(200)
    expect(server.logged.filter(({ message }) => message === 'fault')).to.deep.equal([])
  })

  it('are not made by those who wait for an external task, of whom there is a limit, too', async () => {
    const polls = [1, 2, 3, 4].map(() => worker.post('/api/external-tasks/fetch-and-lock', POLL))
    await pause(150)
    const served = await kac.get('/api/tasks')
    const fifth = await worker.post('/api/external-tasks/fetch-and-lock', POLL)
    // Stopping sends those home who wait.
    await server.close()

    expect(served.status).to.equal(200)
    expect([fifth.status, fifth.headers['retry-after']]).to.deep.equal([503, '1'])
    expect((await Promise.all(polls)).map(({ status }) => status)).to.deep.equal([200, 200, 200, 200])
  })

  it('by many clients are refused quickly, and afterwards everything is as before', async () => {
    const answers = await Promise.all(
      Array.from({ length: 300 }, async () => {
        const begun = performance.now()
        // Logging in is slow by design, so that many are inside at the same time.
        const { status } = await server.nobody.post('/api/session', { user: 'kac', password: PASSWORD })
        return { status, ms: performance.now() - begun }
      }),
    )
    const statuses = new Set(answers.map(({ status }) => status))
    const slowest = Math.max(...answers.filter(({ status }) => status === 503).map(({ ms }) => ms))

    expect([...statuses].sort()).to.deep.equal([200, 503])
    expect(slowest).to.be.lessThan(10_000)
    for (let index = 0; index < 20; index += 1) expect((await kac.get('/api/tasks')).status).to.equal(200)
  })
})

describe('a database that cannot work just now', () => {
  let server: TestServer
  before(async () => {
    server = await openServer()
  })
  after(() => server.close())

  it('is answered 503 with a time to come again, by the API and by pages', async () => {
    const kac = await server.person('kac', ['KAC'])
    const unavailable = async (): Promise<never> => {
      throw new StoreUnavailable('Expected the database to store this, but it answered SQLITE_FULL.')
    }
    Object.assign(server.house.engine, { listTasks: unavailable })
    Object.assign(server.house.identity.setup, { isOpen: unavailable })
    const answer = await kac.get('/api/tasks')
    const page = await send(`${server.url}/setup?token=abc&lang=en`)

    expect([answer.status, answer.headers['retry-after'], answer.json.code]).to.deep.equal([
      503,
      '1',
      'store-unavailable',
    ])
    expect([page.status, page.headers['retry-after']]).to.deep.equal([503, '1'])
    expect(page.text).to.include('Nothing was changed.')
  })
})

describe('admission', () => {
  const status = (admission: Admission, bytes = 0): number => {
    try {
      admission.enter(bytes)
      return 200
    } catch (error) {
      return error instanceof HttpRefusal ? error.facts.status : 500
    }
  }

  it('counts a large body for as many requests as it could hold in memory', () => {
    const admission = new Admission(4, () => false)
    const large = admission.enter(3 * 1_048_576)

    expect(status(admission)).to.equal(503)
    large.leave()
    expect([1, 2, 3, 4, 5].map(() => status(admission))).to.deep.equal([200, 200, 200, 200, 503])
  })

  it('takes a body that is larger than all places when there is nothing else', () => {
    const admission = new Admission(2, () => false)
    expect([status(admission, 16 * 1_048_576), status(admission)]).to.deep.equal([200, 503])
  })

  it('refuses while memory is nearly used up, and looks again', async () => {
    let share = 0.95
    const admission = new Admission(
      10,
      createHeapWatch(() => share),
    )
    expect(status(admission)).to.equal(503)
    share = 0.5
    await pause(120)
    expect(status(admission)).to.equal(200)
  })
})

describe('a client that does not take its answer', () => {
  it('is let go, and one that takes it slowly is not', async () => {
    const answer = Buffer.alloc(32 * 1_048_576, 'x')
    const settings = { host: '127.0.0.1', port: 0, maxConnections: 9, maxConnectionsPerAddress: 9, trustProxyHops: 0 }
    const server = await listen((_request, response) => response.end(answer), settings, {
      answerStuckMs: 300,
      receiveMs: 30_000,
      receiveFilesMs: 30_000,
    })
    const ask = async (): Promise<Socket> => {
      const socket = connect(server.port, '127.0.0.1')
      await once(socket, 'connect')
      socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n')
      return socket
    }

    const deaf = await ask()
    deaf.pause()
    const slow = await ask()
    let taken = 0
    for await (const chunk of slow as AsyncIterable<Buffer>) {
      taken += chunk.length
      if (taken > answer.length) break
      // All of it takes a second, several times what one that takes nothing is given.
      await pause(2)
    }
    let heard = 0
    for await (const chunk of deaf as AsyncIterable<Buffer>) heard += chunk.length

    expect(taken).to.be.greaterThan(answer.length)
    expect(heard).to.be.lessThan(answer.length)
    await server.stop()
  })
})

describe('a client that takes long to send', () => {
  it('is let go, unless it brings files and something of them keeps coming', async () => {
    const settings = { host: '127.0.0.1', port: 0, maxConnections: 9, maxConnectionsPerAddress: 9, trustProxyHops: 0 }
    const server = await listen(
      (request, response) => request.resume().once('end', () => response.end('all of it')),
      settings,
      { answerStuckMs: 30_000, receiveMs: 200, receiveFilesMs: 30_000 },
    )
    const begin = async (type: string): Promise<Socket> => {
      const socket = connect(server.port, '127.0.0.1')
      await once(socket, 'connect')
      socket.write(`POST / HTTP/1.1\r\nHost: x\r\nContent-Type: ${type}\r\nContent-Length: 10\r\n\r\n`)
      return socket
    }
    const heard = async (socket: Socket): Promise<string> => {
      let text = ''
      for await (const chunk of socket as AsyncIterable<Buffer>) {
        text += chunk.toString()
        if (text.includes('all of it')) break
      }
      return text
    }

    const form = await begin('application/x-www-form-urlencoded')
    const stuck = await begin('multipart/form-data; boundary=b')
    const files = await begin('multipart/form-data; boundary=b')
    // Each piece comes long before the time is over; all of them take several times as long.
    const sending = (async () => {
      for (let piece = 0; piece < 10; piece += 1) {
        files.write('x')
        await pause(60)
      }
    })()

    const [ofForm, ofStuck, ofFiles] = await Promise.all([heard(form), heard(stuck), heard(files), sending])
    expect([ofForm, ofStuck].map((text) => text.split('\r\n')[0])).to.deep.equal(
      Array.from({ length: 2 }, () => 'HTTP/1.1 408 Request Timeout'),
    )
    expect(ofFiles).to.include('all of it')
    await server.stop()
  })
})
