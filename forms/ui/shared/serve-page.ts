/**
 * The way of one request through its page: language, policy, what was posted, whether it came from one of our forms, the
 * page itself, the frame. What is refused on the way becomes a page with a sentence that helps; typed text is kept.
 */
import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { HttpRefusal } from '../../../api/http-refusal.ts'
import { cookieName } from '../../../api/middleware/authenticate.ts'
import type { RequestContext, Step } from '../../../api/middleware/context.ts'
import { sessionCookie } from '../../../api/middleware/session-cookie.ts'
import { actorOf, type Caller } from '../../../api/policies/caller.ts'
import { EngineError } from '../../../engine/model/errors.ts'
import { documentOf } from './document.tsx'
import { forgeryTokenOf, isOurForm } from './forgery.ts'
import { keepLanguage, languageOf, withoutLanguage } from './language.ts'
import { ONCE_FIELD } from './once.ts'
import { ownAddress } from './own-address.ts'
import type { PageCall, PageContent, PageReply, PageRoute } from './page.ts'
import { NOTHING_POSTED, type Posted } from './posted.ts'
import type { UiHouse } from './ports.ts'
import { SHORTCUTS } from './preference-keeper.ts'
import { faultPage, formTooOldPage, problemPage } from './problem-page.tsx'
import { readPosted } from './read-posted.ts'
import { sendEvents } from './send-events.ts'
import { sessionEndedPage } from './session-ended-page.tsx'

/** Who opens a public page without being logged in; has no grant. */
const NOBODY: Omit<Caller, 'institutionId'> = {
  kind: 'person',
  // No login has a colon: nobody can be taken for a visitor.
  id: 'public:visitor',
  name: '',
  roles: [],
  groups: [],
  substitutes: [],
  grants: new Set(),
  language: null,
}

/** @returns the steps of a router for this page */
export function servePage(ports: UiHouse, route: PageRoute): Step {
  return async (context) => {
    context.state.operationId = `page ${route.path}`
    const person = context.state.caller?.kind === 'person' ? context.state.caller : null
    keepLanguage(context, ports.https)
    const gone = new AbortController()
    context.res.once('close', () => gone.abort())
    const call = callOf(ports, context, person, NOTHING_POSTED, gone.signal)
    let posted: Posted = NOTHING_POSTED
    try {
      if (route.may !== 'public' && person === null && route.method === 'GET') {
        return redirect(context, `/login?to=${encodeURIComponent(call.address)}`)
      }
      if (route.may !== 'public' && person !== null && !route.may(person)) {
        return await write(context, call, problemPage(call.language, 403, 'not-allowed'))
      }
      if (route.method === 'POST') {
        if (person === null && context.is('multipart/form-data')) await ports.visitorLimits.upload(context.ip)
        posted = await readPosted(context, ports, person?.id ?? null, route.fileKinds)
        // The session ended while the form was filled in: the reader logs in and goes on with what they typed.
        if (route.may !== 'public' && person === null) return await write(context, call, sessionEndedPage(call, posted))
        if (person !== null && !isOurForm(context.state.sessionToken, posted.fields.get('_token'))) {
          return await write(context, call, formTooOldPage(call, posted))
        }
      }
      const whole = callOf(ports, context, person, posted, gone.signal)
      await write(context, whole, await route.handle(whole))
    } catch (error) {
      await write(context, call, refusedPage(error, call, context))
    }
  }
}

function callOf(
  ports: UiHouse,
  context: RequestContext,
  person: Caller | null,
  posted: Posted,
  gone: AbortSignal,
): PageCall {
  const language = languageOf(context, person?.language ?? null)
  const caller = person ?? { ...NOBODY, institutionId: ports.institutionId }
  const actor = actorOf(caller, language)
  const once = posted.fields.get(ONCE_FIELD)
  const idempotency =
    once !== null && /^[\w-]{20,64}$/.test(once)
      ? { idempotency: { key: `page:${once}`, fingerprint: fingerprintOf(context.path, posted) } }
      : {}
  return {
    ports,
    caller,
    loggedIn: person !== null,
    actor,
    told: { by: actor, ...idempotency },
    change: { by: caller, ...idempotency },
    institutionId: caller.institutionId,
    language,
    params: { ...(context['params'] as Record<string, string> | undefined) },
    query: new URLSearchParams(context.querystring),
    posted,
    address: withoutLanguage(context.url),
    forgeryToken: person === null ? '' : forgeryTokenOf(context.state.sessionToken),
    remoteAddress: context.ip,
    sessionToken: context.state.sessionToken,
    trackingToken: context.cookies.get(trackingCookie(ports.https))?.slice(0, 200) ?? null,
    gone,
    aside: (work) => context.state.place?.aside(work) ?? work(),
  }
}

/** The same form sent twice is one command; the same key with other content is refused. */
function fingerprintOf(path: string, { fields, files }: Posted): string {
  const names = files.map(({ field, name, size }) => `${field} ${name} ${size}`)
  return createHash('sha256')
    .update(`${path}\n${fields}\n${names.join('\n')}`)
    .digest('hex')
}

function refusedPage(error: unknown, { language, ports }: PageCall, context: RequestContext): PageReply {
  if (error instanceof HttpRefusal) {
    const { status, code, headers = {} } = error.facts
    for (const [name, value] of Object.entries(headers)) if (name !== 'WWW-Authenticate') context.set(name, value)
    // Many at once are answered by the middleware, with a page that needs nothing.
    if (status === 503) throw error
    return problemPage(language, status, code)
  }
  if (error instanceof EngineError) {
    if (error.nature === 'busy') throw error
    const status = { 'not-found': 404, conflict: 409, invalid: 422, forbidden: 403 }[error.nature]
    // What is not there and what one may not know of read alike.
    const codes = error.nature === 'not-found' ? ['nothing-found'] : [error.code, error.nature]
    return problemPage(language, status, ...codes)
  }
  const { requestId } = context.state
  ports.log.error({ requestId, error: error instanceof Error ? error.stack : String(error) }, 'fault on a page')
  return faultPage(language, requestId)
}

async function write(context: RequestContext, call: PageCall, reply: PageReply): Promise<void> {
  const { https } = call.ports
  // What is on the pages is for who asks for it, not for search engines.
  context.set('X-Robots-Tag', 'noindex, nofollow')
  if ('session' in reply && reply.session !== undefined)
    context.append('Set-Cookie', sessionCookie(cookieName(https), reply.session, https))
  if ('tracking' in reply && reply.tracking !== undefined)
    context.append('Set-Cookie', sessionCookie(trackingCookie(https), reply.tracking, https))
  if ('redirect' in reply) return redirect(context, reply.redirect)
  if ('json' in reply) {
    context.type = 'application/json'
    context.body = JSON.stringify(reply.json)
    return
  }
  if ('download' in reply) {
    context.type = reply.mediaType
    for (const [name, value] of Object.entries(reply.headers ?? {})) context.set(name, value)
    const { download } = reply
    context.body =
      typeof download === 'string'
        ? download
        : download instanceof Uint8Array
          ? Buffer.from(download)
          : Readable.from(download)
    return
  }
  if ('events' in reply) return sendEvents(context, reply.events, call.gone)
  const { ports, caller, loggedIn } = call
  const unread = loggedIn ? await ports.unread.of(caller.institutionId, caller.id) : 0
  context.status = reply.status ?? 200
  context.type = 'text/html'
  context.body = documentOf(call, await withWantedScripts(call, reply.page), unread)
}

/** Keys do nothing for who has switched shortcuts off: the script that listens to them is not there. */
async function withWantedScripts(call: PageCall, page: PageContent): Promise<PageContent> {
  if (!page.scripts?.includes(SHORTCUTS) || !call.loggedIn) return page
  const owner = { institutionId: call.institutionId, login: call.caller.id }
  if (await call.ports.preferences.wantsShortcuts(owner)) return page
  return { ...page, scripts: page.scripts.filter((name) => name !== SHORTCUTS) }
}

function redirect(context: RequestContext, address: string): void {
  context.redirect(ownAddress(address))
  context.status = 303
}

/** Of applicants without an account; beside the session of who has one. */
function trackingCookie(https: boolean): string {
  return https ? '__Host-ritums_tracking' : 'ritums_tracking'
}
