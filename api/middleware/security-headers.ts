/** Headers that keep a browser from doing more with our answers than it has to. No script, no frame, no guessing. */
import helmet from 'koa-helmet'
import type { Middleware } from 'koa'

/** @param https whether people reach the server by https, so that browsers may be told to insist on it */
export function securityHeaders(https: boolean): Middleware {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
      },
    },
    // Without any referrer a browser would call the origin of our own forms `null`.
    referrerPolicy: { policy: 'same-origin' },
    strictTransportSecurity: https ? { maxAge: 15_552_000 } : false,
    frameguard: { action: 'deny' },
  })
}

/** What is answered is for this caller at this moment. */
export const noStore: Middleware = async (context, next) => {
  context.set('Cache-Control', 'no-store')
  await next()
}
