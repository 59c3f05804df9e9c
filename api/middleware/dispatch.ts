/**
 * The way of one request through its route: policy, body, schemas, handler, answer. The policy comes before the body, so
 * that strangers cannot make us read what they send.
 */
import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import type { TSchema } from 'typebox'
import type { Json } from '../../engine/model/json.ts'
import type { Call, House, Reply, RequestFacts, Route } from '../endpoint.ts'
import { checkBody, checkTexts } from '../contract/check.ts'
import { HttpRefusal, notAllowed, nothingAt, notLoggedIn } from '../http-refusal.ts'
import { actorOf, type Caller } from '../policies/caller.ts'
import { cookieName } from './authenticate.ts'
import type { RequestContext, Step } from './context.ts'
import { idempotencyOf } from './idempotency.ts'
import { hasBody, mediaNotSupported, readBytes } from './read-bytes.ts'
import { readUpload } from './read-upload.ts'
import { sessionCookie } from './session-cookie.ts'
import { parseSafeJson } from '../safe-json.ts'

/** Who calls a public route without being logged in; has no grant, and no command ever sees it. */
const NOBODY: Caller = {
  kind: 'person',
  id: '',
  name: '',
  institutionId: '',
  roles: [],
  groups: [],
  grants: new Set(),
  language: null,
  substitutes: [],
}

export function dispatch(house: House, route: Route, https: boolean): Step {
  const { endpoint, may } = route
  return async (context) => {
    context.state.operationId = endpoint.operationId
    const caller = context.state.caller ?? NOBODY
    if (may !== 'public') {
      if (caller === NOBODY)
        throw notLoggedIn('Expected somebody who is logged in, or an API key, but there is neither.')
      if (!may(caller)) throw notAllowed(`Expected somebody who ${words(may.name)}, but "${caller.id}" may not.`)
    }
    const params = checkedParams(endpoint.params, context)
    const query = checkedQuery(endpoint.query, context)
    const file = endpoint.file.length > 0 ? await readFile(context, endpoint.file, house) : Buffer.alloc(0)
    if (endpoint.intake !== '' && !context.is(endpoint.intake)) throw mediaNotSupported(endpoint.intake)
    const isRead = endpoint.file.length > 0 || endpoint.intake !== ''
    const body = isRead ? undefined : await readBody(context, route, house)
    const idempotency = route.method === 'GET' ? undefined : idempotencyOf(context, body ?? hashOf(file))
    const language =
      caller.language ?? (context.get('Accept-Language') === '' ? 'lv' : context.acceptsLanguages('lv', 'en') || 'lv')
    const actor = actorOf(caller, language === 'en' ? 'en' : 'lv')
    const once = idempotency === undefined ? {} : { idempotency }
    const call: Call<unknown, unknown, unknown> = {
      house,
      engine: house.engine,
      caller,
      actor,
      told: { by: actor, ...once },
      change: { by: caller, ...once },
      institutionId: caller.institutionId,
      language: actor.language,
      params,
      query,
      body,
      request: factsOf(context, file),
    }
    write(context, await endpoint.handle(call), https)
  }
}

/** `mayDeploy` → `may deploy`. */
function words(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
}

/** A path that cannot name anything names nothing. */
function checkedParams(schema: TSchema | undefined, context: RequestContext): unknown {
  const params: Record<string, unknown> = { ...(context['params'] as Record<string, string>) }
  if (schema && checkTexts(schema, params).length > 0) throw nothingAt(context.path)
  return params
}

function checkedQuery(schema: TSchema | undefined, context: RequestContext): unknown {
  const query: Record<string, unknown> = { ...context.query }
  const unknown = Object.keys(query).map((name) => ({
    pointer: `/${name}`,
    code: 'unknown',
    message: `Expected no query, but "${name}" is there.`,
  }))
  const errors = schema ? checkTexts(schema, query) : unknown
  if (errors.length > 0)
    throw new HttpRefusal({
      status: 400,
      code: 'query-refused',
      detail: 'Expected a query that this address knows, but it is another.',
      errors,
    })
  return query
}

async function readBody(context: RequestContext, { endpoint, method }: Route, { config }: House): Promise<unknown> {
  if (method === 'GET') return undefined
  const { body: schema, upload, bodyOptional } = endpoint
  if (!hasBody(context)) {
    if (!schema) return undefined
    if (!bodyOptional)
      throw new HttpRefusal({ status: 400, code: 'body-missing', detail: 'Expected a JSON body, but there is none.' })
    return accepted(schema, {})
  }
  if (!schema) {
    // Clients that always send `{}` are welcome; what is in it would be ignored, so it has to be nothing.
    const bytes = await readBytes(context, config.bodyLimitBytes)
    const isNothing = bytes.length === 0 || (context.is('application/json') && isEmpty(parseSafeJson(bytes)))
    if (!isNothing) {
      throw new HttpRefusal({ status: 422, code: 'body-refused', detail: 'Expected no body here, but there is one.' })
    }
    return undefined
  }
  const limit = upload ? config.deploymentLimitBytes : config.bodyLimitBytes
  if (upload && context.is('multipart/form-data')) return accepted(schema, await readUpload(context, limit))
  // A chunked body is known to be empty only when it has been read.
  if (bodyOptional && context.get('Content-Type') === '') {
    const bytes = await readBytes(context, limit)
    if (bytes.length > 0) throw mediaNotSupported('application/json')
    return accepted(schema, {})
  }
  if (!/^application\/json\s*(;\s*charset="?utf-8"?\s*)?$/i.test(context.get('Content-Type'))) {
    throw mediaNotSupported(upload ? 'application/json, multipart/form-data' : 'application/json')
  }
  return accepted(schema, parseSafeJson(await readBytes(context, limit)))
}

/** @throws {HttpRefusal} 400, 413, 415 */
async function readFile(context: RequestContext, types: readonly string[], { config }: House): Promise<Buffer> {
  if (!context.is(...types)) throw mediaNotSupported(types.join(', '))
  if (!hasBody(context))
    throw new HttpRefusal({
      status: 400,
      code: 'body-missing',
      detail: 'Expected a file as the body, but it is empty.',
    })
  return readBytes(context, config.deploymentLimitBytes)
}

/** What stands for a file in the fingerprint of a request; nothing where there is none. */
function hashOf(file: Buffer): string | undefined {
  return file.length === 0 ? undefined : createHash('sha256').update(file).digest('hex')
}

function isEmpty(value: Json): boolean {
  return value === null || (typeof value === 'object' && Object.keys(value).length === 0)
}

/** @throws {HttpRefusal} 422 */
function accepted(schema: TSchema, value: unknown): unknown {
  const errors = checkBody(schema, value)
  if (errors.length > 0)
    throw new HttpRefusal({
      status: 422,
      code: 'body-refused',
      detail: 'Expected a body as the contract describes it, but it is another.',
      errors,
    })
  return value
}

function factsOf(context: RequestContext, file: Uint8Array): RequestFacts {
  const gone = new AbortController()
  context.res.once('close', () => gone.abort())
  return {
    address: context.ip,
    sessionToken: context.state.sessionToken,
    ifMatch: context.get('If-Match'),
    gone: gone.signal,
    aside: (wait) => (context.state.place ? context.state.place.aside(wait) : wait()),
    url: context.url,
    file,
    body: context,
  }
}

function write(context: RequestContext, reply: Reply, https: boolean): void {
  const { body, pieces, headers = {}, session, replayed } = reply
  for (const [name, value] of Object.entries(headers)) context.set(name, value)
  if (replayed) context.set('Idempotency-Replayed', 'true')
  if (session !== undefined) context.set('Set-Cookie', sessionCookie(cookieName(https), session, https))
  context.status = reply.status ?? (body === undefined && pieces === undefined ? 204 : 200)
  if (pieces !== undefined) context.body = Readable.from(pieces)
  if (body === undefined) return
  if (typeof body === 'string') context.body = body
  else {
    context.type = 'application/json'
    context.body = JSON.stringify(body)
  }
}
