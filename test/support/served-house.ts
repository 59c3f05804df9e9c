/**
 * The demonstration as the world sees it: a real server on the real edition, people who log in, systems with keys, and a
 * clock that the test moves. Everything is asked over HTTP; unless `restarts` is false, the server is stopped and started
 * again on the same database between every two steps.
 */
import { expect } from 'chai'
import { readConfig } from '../../api/config.ts'
import { openHouse, type OpenHouse } from '../../api/main.ts'
import { readDemo } from '../../api/demo/seed-demo.ts'
import { projectRoot } from '../../api/project-root.ts'
import { readTypicalBundle } from '../../api/typical-bundle.ts'
import type { Variables } from '../../engine/model/json.ts'
import { callerAt, type Caller } from '../api/support/open-api.ts'
import type { AnswerBody } from '../api/support/send.ts'
import { freshDatabase, type Template, type TestDatabase } from './database.ts'
import { QUICK_PASSWORDS } from './quick-passwords.ts'
import { silentLog } from './silent-log.ts'

/** What a record, task or instance says beside its id. */
export type Facts = AnswerBody & Readonly<Record<string, unknown>>

/** Which tasks: those of an application, by its id, or by the filter of the API. */
export type Of = string | Readonly<Record<string, string>>

/** Read once: to read its files was a good part of each of the many starts. */
const bundle = readTypicalBundle(projectRoot())

/** Databases with everything deployed and seeded, by the moment of their first start. */
const templates = new Map<string, Template>()

export class ServedHouse {
  private running: OpenHouse | null = null
  private now: Date
  private readonly database: TestDatabase
  private readonly cookies = new Map<string, string>()

  private institutionId = ''

  private readonly restarts: boolean

  private constructor(database: TestDatabase, at: string, restarts: boolean) {
    this.database = database
    this.now = new Date(at)
    this.restarts = restarts
  }

  /** @param at when the institution starts to work, e.g. `2026-04-13T10:00:00+03:00` */
  static async open(at: string, { restarts = true } = {}): Promise<ServedHouse> {
    let template = templates.get(at)
    if (template === undefined) {
      const first = new ServedHouse(await freshDatabase({ onDisk: true }), at, restarts)
      await first.start()
      await first.stop()
      template = await first.database.keep()
      await first.database.release()
      templates.set(at, template)
    }
    const house = new ServedHouse(await freshDatabase({ like: template }), at, restarts)
    await house.start()
    return house
  }

  private async start(): Promise<void> {
    const config = readConfig({
      PORT: '0',
      WORKERS: 'off', // The test says when what is due is done.
      SESSION_HOURS: '168',
      SESSION_IDLE_MINUTES: '10080',
      ...this.database.environment,
    })
    this.institutionId = config.institutionId
    const clock = { now: () => new Date(this.now) }
    this.running = await openHouse({
      config,
      clock,
      log: silentLog,
      print: () => undefined,
      bundle,
      passwordCost: QUICK_PASSWORDS,
    })
  }

  private async stop(): Promise<void> {
    await this.running?.close()
    this.running = null
  }

  private get house(): OpenHouse {
    if (this.running === null) throw new Error('Expected a running server, but it is stopped.')
    return this.running
  }

  async close(): Promise<void> {
    await this.stop()
    await this.database.release()
  }

  /** The end of a step: everything that is due is done, and the server starts again. */
  async step(): Promise<void> {
    if (this.restarts) {
      await this.stop()
      await this.start()
    }
    await this.house.engine.settle()
  }

  /** Time passes until this moment; what falls due on the way is found late, as after a night of downtime. */
  async at(moment: string): Promise<void> {
    if (Date.parse(moment) < this.now.getTime()) throw new Error(`Expected time to go on, but ${moment} is past.`)
    this.now = new Date(moment)
    await this.step()
  }

  /** What has happened is told to the people whom it concerns. */
  async tell(): Promise<void> {
    await this.house.telling.run(this.institutionId)
  }

  get instant(): string {
    return this.now.toISOString()
  }

  /** Where it listens now; another port after each restart. */
  get address(): string {
    return this.house.address
  }

  readonly url = (): string => this.address

  /** A person of the demonstration, logged in. */
  async person(login: string): Promise<Caller> {
    let cookie = this.cookies.get(login)
    const known =
      cookie !== undefined && (await callerAt(this.url, { Cookie: cookie }).get('/api/session')).status === 200
    if (!known) {
      const body = { user: login, password: readDemo(projectRoot()).password }
      const answer = await callerAt(this.url, {}).post('/api/session', body)
      expect(answer.status, `${login} logs in`).to.equal(200)
      cookie = answer.headers['set-cookie']?.[0]?.split(';')[0] ?? ''
      this.cookies.set(login, cookie)
    }
    return callerAt(this.url, { Cookie: cookie ?? '' })
  }

  /** Another system with a key that the administrator made for it. */
  async system(name: string, ...grants: string[]): Promise<Caller> {
    const expiresAt = new Date(this.now.getTime() + 300 * 86_400_000).toISOString()
    const made = await (await this.person('admin')).post('/api/api-keys', { name, grants, expiresAt })
    expect(made.status, made.text).to.equal(201)
    return callerAt(this.url, { Authorization: `Bearer ${made.json.apiKey}` })
  }

  async get(login: string, path: string): Promise<Facts> {
    const answer = await (await this.person(login)).get(path)
    expect(answer.status, `${login} reads ${path}: ${answer.text}`).to.equal(200)
    return answer.json
  }

  /** Open tasks that a person sees. */
  async tasks(login: string, of: Of = {}): Promise<readonly Facts[]> {
    const filter = typeof of === 'string' ? { businessKey: of } : of
    const query = new URLSearchParams({ state: 'open', limit: '200', ...filter })
    return (await this.get(login, `/api/tasks?${query}`)).items
  }

  /** A person takes a task of the case, fills its form in and submits it. */
  async complete(login: string, elementId: string, of: Of, data: Variables): Promise<void> {
    const tasks = await this.tasks(login, of)
    const task = tasks.find((one) => one['elementId'] === elementId)
    const seen = tasks.map((one) => String(one['elementId'])).join(', ') || 'nothing'
    if (!task) throw new Error(`Expected ${login} to see the task "${elementId}", but they see ${seen}.`)
    const caller = await this.person(login)
    await caller.post(`/api/tasks/${task.id}/claim`)
    const answer = await caller.post(`/api/tasks/${task.id}/complete`, { data })
    expect(answer.status, `${login} completes ${elementId}: ${answer.text}`).to.equal(200)
    await this.step()
  }

  /** A person fills in the form with which a process begins. @returns the case */
  async begin(login: string, processKey: string, variables: Variables): Promise<string> {
    const answer = await (
      await this.person(login)
    ).post(`/api/process-definitions/key/${processKey}/start`, { variables })
    expect(answer.status, `${login} starts ${processKey}: ${answer.text}`).to.be.oneOf([200, 201])
    await this.step()
    return answer.json.id
  }

  instance(login: string, id: string): Promise<Facts> {
    return this.get(login, `/api/process-instances/${id}`)
  }

  /** When an element of a case was entered. */
  async entered(login: string, id: string, elementId: string): Promise<readonly unknown[]> {
    const at: unknown[] = []
    let after: string | null = null
    do {
      const query = new URLSearchParams({ limit: '200', ...(after === null ? {} : { after }) })
      const page: Facts = await this.get(login, `/api/process-instances/${id}/history?${query}`)
      at.push(...page.items.flatMap((one) => (isEntry(one, elementId) ? [one['at']] : [])))
      after = page.next
    } while (after !== null)
    return at
  }

  /** Another system tells something. @returns the case that it started or reached */
  async send(system: Caller, messageName: string, payload: Variables, correlationKey?: string): Promise<string | null> {
    const body = { messageName, payload, ...(correlationKey === undefined ? {} : { correlationKey }) }
    const answer = await system.post('/api/messages', body)
    expect(answer.status, `${messageName}: ${answer.text}`).to.be.oneOf([200, 201, 202])
    await this.step()
    return answer.json.processInstanceId
  }

  /** A record as a person reads it. */
  record(login: string, register: string, id: string): Promise<Facts> {
    return this.get(login, `/api/registers/${register}/records/${id}`)
  }

  /** Records of a register whose fields have these values. */
  async records(login: string, register: string, where: Variables): Promise<readonly Facts[]> {
    const query = new URLSearchParams({ where: JSON.stringify(where), order: 'oldest', limit: '200' })
    return (await this.get(login, `/api/registers/${register}/records?${query}`)).items
  }
}

function isEntry(event: Readonly<Record<string, unknown>>, elementId: string): boolean {
  return event['type'] === 'element-entered' && event['elementId'] === elementId
}
