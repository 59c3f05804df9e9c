/**
 * A whole server on a free port with a database of its own, and callers for it. Every answer that passes here is held
 * against the contract: an answer that the OpenAPI document does not describe fails the test that got it.
 */
import { openHouse, type OpenHouse } from '../../../api/main.ts'
import { readConfig } from '../../../api/config.ts'
import { checkBody } from '../../../api/contract/check.ts'
import { Problem } from '../../../api/contract/common.ts'
import type { PasswordCost } from '../../../api/identity/passwords.ts'
import { ROUTES } from '../../../api/routes.ts'
import type { ResourceFile } from '../../../engine/model/deployment.ts'
import type { Log } from '../../../engine/ports.ts'
import { freshDatabase } from '../../support/database.ts'
import { QUICK_PASSWORDS } from '../../support/quick-passwords.ts'
import { BUNDLE } from './bundle.ts'
import { send, type Answer, type Sent } from './send.ts'

export const PASSWORD = 'correct horse battery'
export const INSTITUTION = 'institution'

export interface Call {
  readonly headers?: Readonly<Record<string, string>>
  /** Sent as JSON; `raw` sends bytes as they are. */
  readonly body?: unknown
  readonly raw?: string | Buffer
}

export interface Caller {
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Answer>
  call(method: string, path: string, call?: Call): Promise<Answer>
  post(path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Answer>
}

export interface TestServer {
  readonly house: OpenHouse
  readonly url: string
  /** What was printed for the person who starts it. */
  readonly printed: readonly string[]
  /** Lines of the log, as objects. */
  readonly logged: readonly Readonly<Record<string, unknown>>[]
  /** Nobody in particular. */
  readonly nobody: Caller
  /** A person with these roles, created on first use and logged in. */
  person(login: string, roles: readonly string[], institutionId?: string): Promise<Caller>
  /** A system with these grants. */
  system(...grants: string[]): Promise<Caller>
  passTime(hours: number): void
  close(): Promise<void>
}

export async function openServer(
  environment: Readonly<Record<string, string>> = {},
  bundle: readonly ResourceFile[] | undefined = BUNDLE,
  passwordCost: PasswordCost = QUICK_PASSWORDS,
): Promise<TestServer> {
  const database = await freshDatabase()
  const config = readConfig({
    RITUMS_MODE: 'production',
    PORT: '0',
    ...database.environment,
    WORKERS: 'off',
    ...environment,
  })
  const printed: string[] = []
  const logged: Record<string, unknown>[] = []
  const keep = (facts: Record<string, unknown>, message: string): void => void logged.push({ ...facts, message })
  const log: Log = { info: keep, warn: keep, error: keep }
  let now = Date.parse('2026-03-02T08:00:00.000Z')
  const clock = { now: () => new Date((now += 1)) }
  const house = await openHouse({
    config,
    clock,
    log,
    print: (line) => printed.push(line),
    passwordCost,
    ...(bundle ? { bundle } : {}),
  })
  const { address: url, identity } = house

  const callerWith = (always: Readonly<Record<string, string>>): Caller => callerAt(() => url, always)
  const nobody = callerWith({})
  const by = (institutionId: string) => ({ id: 'system', institutionId, grants: new Set(['*']) })

  return {
    house,
    url,
    printed,
    logged,
    nobody,
    async person(login, roles, institutionId = INSTITUTION) {
      const { people } = identity
      const known = await people.get(institutionId, login).catch(() => null)
      if (!known) {
        await people.create({ by: by(institutionId), login, name: `Name of ${login}`, password: PASSWORD })
        for (const role of roles) await people.giveRole({ by: by(institutionId), login, role: { role } })
      }
      const answer = await nobody.post('/api/session', { user: login, password: PASSWORD, institutionId })
      const [cookie = ''] = answer.headers['set-cookie']?.[0]?.split(';') ?? []
      return callerWith({ Cookie: cookie })
    },
    async system(...grants) {
      const expiresAt = new Date(now + 30 * 86_400_000).toISOString()
      const { apiKey } = await identity.apiKeys.create({ by: by(INSTITUTION), name: 'a system', grants, expiresAt })
      return callerWith({ Authorization: `Bearer ${apiKey}` })
    },
    passTime(hours) {
      now += hours * 3_600_000
    },
    async close() {
      await house.close()
      await database.release()
    },
  }
}

/** Calls whatever server is there at the time, with these headers always; each answer is held against the contract. */
export function callerAt(url: () => string, always: Readonly<Record<string, string>>): Caller {
  const call = async (method: string, path: string, { headers = {}, body, raw }: Call = {}): Promise<Answer> => {
    const text = raw ?? (body === undefined ? undefined : JSON.stringify(body))
    const type: Record<string, string> = text === undefined ? {} : { 'Content-Type': 'application/json' }
    const chunked = 'Transfer-Encoding' in headers
    const length: Record<string, string> =
      text === undefined || chunked ? {} : { 'Content-Length': String(Buffer.byteLength(text)) }
    const sent: Sent = {
      method,
      headers: { ...always, ...type, ...length, ...headers },
      ...(text === undefined ? {} : { body: text }),
    }
    return heldAgainstContract(method, path, await send(`${url()}${path}`, sent))
  }
  return {
    call,
    get: (path, headers = {}) => call('GET', path, { headers }),
    post: (path, body, headers = {}) => call('POST', path, { body, headers }),
  }
}

const PATTERNS = ROUTES.map((route) => ({
  route,
  pattern: new RegExp(`^${route.path.replaceAll(/:[A-Za-z]+/g, '[^/]+')}$`),
}))

/** @throws Error when the contract does not describe the answer */
function heldAgainstContract(method: string, path: string, answer: Answer): Answer {
  const { status, headers, json } = answer
  if (!path.startsWith('/api/')) return answer
  if (status >= 400 && !(status === 503 && path === '/api/health')) {
    const wrong = checkBody(Problem, json)
    if (!headers['content-type']?.startsWith('application/problem+json') || wrong.length > 0) {
      throw new Error(
        `Expected a problem from ${method} ${path}, but got ${status} ${JSON.stringify(json)} (${JSON.stringify(wrong)}).`,
      )
    }
    return answer
  }
  const bare = path.split('?', 1)[0] ?? ''
  const found = PATTERNS.find(({ route, pattern }) => route.method === method && pattern.test(bare))
  if (!found)
    throw new Error(`Expected ${method} ${path} to be in the contract, but it is not, and it answered ${status}.`)
  const schema = found.route.endpoint.answers[status]
  if (schema === undefined)
    throw new Error(`Expected an answer that the contract has, but ${method} ${path} answered ${status}.`)
  const wrong = schema === null || typeof schema === 'string' ? [] : checkBody(schema, json)
  if (wrong.length > 0)
    throw new Error(
      `Expected the answer of the contract from ${method} ${path}, but ${JSON.stringify(wrong)} in ${answer.text}.`,
    )
  return answer
}
