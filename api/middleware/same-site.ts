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
  return async (context, next) => {
    if (!SAFE.has(context.method) && context.get('Authorization') === '') {
      const site = context.get('Sec-Fetch-Site')
      const origin = context.get('Origin')
      const foreignSite = site !== '' && site !== 'same-origin' && site !== 'none'
      const foreignOrigin =
        origin !== '' && origin !== publicOrigin && !(publicOrigin === '' && hostOf(origin) === context.get('Host'))
      if (foreignSite || foreignOrigin) {
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
