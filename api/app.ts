/**
 * The application: middleware in the order in which a request meets it.
 *
 * In comes anything; out goes the answer of exactly one route, a page, or a problem. Always true: nobody gets past a
 * route's policy, no handler sees what its schemas have not accepted, and no answer tells what went wrong inside.
 */
import Router from '@koa/router'
import Koa, { type Middleware } from 'koa'
import type { Log } from '../engine/ports.ts'
import { Admission } from './admission.ts'
import type { House } from './endpoint.ts'
import { HttpRefusal, nothingAt } from './http-refusal.ts'
import { authenticate } from './middleware/authenticate.ts'
import { admit } from './middleware/admit.ts'
import type { RequestContext, RequestState, Step } from './middleware/context.ts'
import { dispatch } from './middleware/dispatch.ts'
import { problems } from './middleware/problems.ts'
import { requestId } from './middleware/request-id.ts'
import { requestLog } from './middleware/request-log.ts'
import { requestRate } from './middleware/request-rate.ts'
import { sameSite } from './middleware/same-site.ts'
import { noStore, securityHeaders } from './middleware/security-headers.ts'
import { ROUTES } from './routes.ts'

/** Server-rendered pages; they answer what is not under `/api`. */
export interface Pages {
  /** What browsers load: public and from memory, so that nothing has to be admitted or logged in for it. */
  readonly assets: Middleware
  readonly routers: readonly Middleware[]
  /** What a person sees when the server has too much to do. */
  busy(context: RequestContext): string
}

export function createApp(house: House, log: Log, pages?: Pages): Koa<RequestState> {
  const { config, identity } = house
  const https = config.publicUrl.startsWith('https:')
  const app = new Koa<RequestState>({ proxy: config.trustProxyHops > 0, maxIpsCount: config.trustProxyHops })

  app.use(requestId())
  app.use(requestLog(log))
  app.use(problems(log, pages?.busy))
  app.use(securityHeaders(https))
  if (pages) app.use(pages.assets)
  app.use(noStore)
  const largestBody = Math.max(config.bodyLimitBytes, config.deploymentLimitBytes)
  app.use(admit(new Admission(config.maxRequestsInProgress), largestBody, log))
  app.use(requestRate(config.requestsPerMinute))
  app.use(sameSite(config.publicUrl))
  app.use(authenticate(identity, https))
  for (const page of pages?.routers ?? []) app.use(page)
  const router = apiRouter(house, https)
  app.use(router.routes() as Middleware)
  app.use(nothingHere(router))
  // Everything that a handler throws has become a problem; what is left is a connection that broke while answering.
  app.on('error', (error: unknown) => log.warn({ error: String(error) }, 'connection failed'))
  return app
}

function apiRouter(house: House, https: boolean): Router<RequestState> {
  const router = new Router<RequestState>({ sensitive: true, strict: true })
  for (const route of ROUTES)
    router.register(route.path, [route.method.toLowerCase()], dispatch(house, route, https) as Middleware)
  return router
}

/** @throws {HttpRefusal} 405 with the methods that there are, or 404 */
function nothingHere(router: Router<RequestState>): Step {
  return async (context) => {
    const methods = new Set(router.match(context.path, context.method).path.flatMap((layer) => layer.methods))
    if (methods.size === 0) throw nothingAt(context.path)
    const allowed = [...methods].sort().join(', ')
    throw new HttpRefusal({
      status: 405,
      code: 'method-not-allowed',
      detail: `Expected one of ${allowed} at this address, but it was ${context.method}.`,
      headers: { Allow: allowed },
    })
  }
}
