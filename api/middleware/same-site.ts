/**
 * Cross-site request forgery: what changes something and does not carry an API key must come from our own pages. Browsers
 * say where a request comes from (`Sec-Fetch-Site`, `Origin`) and pages cannot change that; programs say nothing and have
 * no cookies of others to abuse.
 */
import { notAllowed } from '../http-refusal.ts'
import type { Step } from './context.ts'

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

/** @param publicOrigin e.g. `https://ritums.example.lv`; '' where the request's own Host tells it */
export function sameSite(publicOrigin: string): Step {
  const isOurs = (origin: string, host: string): boolean =>
    publicOrigin === '' ? hostOf(origin) === host : origin === publicOrigin
  return async (context, next) => {
    if (!SAFE.has(context.method) && context.get('Authorization') === '') {
      const site = context.get('Sec-Fetch-Site')
      const origin = context.get('Origin')
      // Where the browser names the site, that says all; older ones, and all of them over plain http, name the origin.
      const ours =
        site === '' ? origin === '' || isOurs(origin, context.get('Host')) : site === 'same-origin' || site === 'none'
      if (!ours) {
        throw notAllowed('Expected a request from our own pages, but the browser says that another site sent it.')
      }
    }
    await next()
  }
}

function hostOf(origin: string): string | null {
  try {
    return new URL(origin).host
  } catch {
    return null
  }
}
