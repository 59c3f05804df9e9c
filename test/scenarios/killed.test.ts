/**
 * The main job as it happens: a portal and a clerk talk HTTP to the real process in demonstration mode, which is
 * killed without warning between every two of their requests.
 */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { expect } from 'chai'
import { type TestDatabase, freshDatabase } from '../support/database.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

interface TaskItem {
  readonly id: string
  readonly elementId: string
  readonly businessKey: string
}

class Server {
  private database: TestDatabase | null = null
  private process: ChildProcess | null = null
  private url = ''

  async start(): Promise<void> {
    this.database ??= await freshDatabase({ onDisk: true })
    const env = { ...process.env, RITUMS_MODE: 'demo', PORT: '0', ...this.database.environment }
    const child = spawn(process.execPath, ['--import', 'tsx', 'api/main.ts'], {
      cwd: root,
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    this.process = child
    for await (const line of createInterface({ input: child.stdout })) {
      const address = /running at (http:\S+)/.exec(line)?.[1]
      if (address === undefined) continue
      this.url = address
      child.stdout.resume()
      return
    }
    throw new Error('Expected the server to print its address, but it ended.')
  }

  /** As a power cut would end it, as far as a process can tell. */
  async kill(): Promise<void> {
    const child = this.process
    if (child?.exitCode !== null) return
    const gone = once(child, 'exit')
    child.kill('SIGKILL')
    await gone
  }

  async restart(): Promise<void> {
    await this.kill()
    await this.start()
  }

  async close(): Promise<void> {
    await this.kill()
    await this.database?.release()
  }

  async call<Body>(method: string, path: string, headers: Record<string, string>, body?: unknown): Promise<Body> {
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers: { 'Content-Type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const answer = (await response.json()) as Body
    if (!response.ok) throw new Error(`Expected ${method} ${path} to be taken, but: ${JSON.stringify(answer)}`)
    return answer
  }

  /** @returns the headers of a session of a person of the demonstration */
  async logIn(user: string): Promise<Record<string, string>> {
    const response = await fetch(`${this.url}/api/session`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ user, password: 'ritums-paraugs' }),
    })
    return { Cookie: response.headers.get('set-cookie')?.split(';')[0] ?? '' }
  }
}

describe('an application over HTTP, with the server killed between every two steps', function () {
  this.timeout(300_000)
  const server = new Server()
  before(() => server.start())
  after(() => server.close())

  it('goes from the portal to its closing, and nothing is lost or done twice', async () => {
    const admin = await server.logIn('admin')
    const kac = await server.logIn('kac')
    const { apiKey } = await server.call<{ apiKey: string }>('POST', '/api/api-keys', admin, {
      name: 'Portal',
      grants: ['message.send'],
      expiresAt: new Date(Date.now() + 86_400_000).toISOString(),
    })
    const portal = { Authorization: `Bearer ${apiKey}`, 'Idempotency-Key': 'letter-17' }
    await server.restart()

    const letter = {
      messageName: 'application.submitted',
      payload: {
        channel: 'portal',
        clientKind: 'natural_person',
        clientId: '161179-10005',
        clientName: 'Anna Bērziņa',
        contactEmail: 'anna@example.org',
        preferredChannel: 'email',
        subject: 'Kā deklarēt dzīvesvietu?',
        description: 'Vēlos uzzināt, kā deklarēt dzīvesvietu ārzemēs.',
      },
    }
    const sent = await server.call<{ processInstanceId: string }>('POST', '/api/messages', portal, letter)
    await server.restart()
    // The portal never saw the answer and sends again: it is the same case.
    const again = await server.call<{ processInstanceId: string }>('POST', '/api/messages', portal, letter)
    const id = sent.processInstanceId
    expect(again.processInstanceId).to.equal(id)

    const open = async (): Promise<TaskItem[]> => {
      const { items } = await server.call<{ items: TaskItem[] }>('GET', '/api/tasks?limit=200', kac)
      return items.filter(({ businessKey }) => businessKey === id)
    }
    /** The task appears after automatic steps, which the server may still have to do after its restart. */
    const waitFor = async (elementId: string): Promise<TaskItem> => {
      for (let tries = 0; tries < 200; tries++) {
        const [task, ...others] = await open()
        if (task?.elementId === elementId && others.length === 0) return task
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
      throw new Error(`Expected one open task "${elementId}", but there is ${JSON.stringify(await open())}.`)
    }
    const complete = async (elementId: string, variables: Record<string, unknown>): Promise<void> => {
      const { id: taskId } = await waitFor(elementId)
      await server.call('POST', `/api/tasks/${taskId}/claim`, kac)
      await server.restart()
      await server.call('POST', `/api/tasks/${taskId}/complete`, kac, { variables })
      await server.restart()
    }

    await complete('APP_U01', {
      kind: 'service_request',
      serviceId: 'service-s-001',
      category: 'category-information',
      impact: 'limited',
      urgency: 'low',
      admissibility: 'ok',
      l1Solvable: true,
      supportType: 'consultation',
    })
    await complete('APP_P01_U1', { answer: 'Lūdzu, izmantojiet e-pakalpojumu.', l1Solved: true, workMinutes: 12 })
    await complete('APP_U04', { resultSummary: 'Skaidrots.', deliveryChannel: 'email', confirmedOnSpot: true })
    await complete('APP_U08', { closureCode: 'answered', finalCategory: 'category-information' })

    const ended = await (async () => {
      for (let tries = 0; tries < 200; tries++) {
        const instance = await server.call<{ state: string; endState: string }>(
          'GET',
          `/api/process-instances/${id}`,
          admin,
        )
        if (instance.state !== 'active') return instance
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
      throw new Error('Expected the case to end, but it did not.')
    })()
    expect(ended).to.include({ state: 'completed', endState: 'closed' })
    const { items } = await server.call<{ items: { type: string; elementId: string }[] }>(
      'GET',
      `/api/process-instances/${id}/history?limit=200`,
      admin,
    )
    const completed = items.filter(({ type }) => type === 'task-completed').map(({ elementId }) => elementId)
    expect(completed).to.deep.equal(['APP_U01', 'APP_P01_U1', 'APP_U04', 'APP_U08'])
    expect(items.filter(({ type, elementId }) => type === 'job-completed' && elementId === 'APP_S01')).to.have.length(1)
  })
})
