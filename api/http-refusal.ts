/** Refusals that only HTTP knows: who are you, too fast, too large, in a language we do not read. */
import type { FieldError } from '../engine/model/errors.ts'

/** Seconds after which a busy server may be asked again. */
export const RETRY_AFTER_SECONDS = '1'

export interface HttpRefusalFacts {
  readonly status: number
  /** Stable, kebab-case; the last part of the problem's `type`. */
  readonly code: string
  readonly detail: string
  readonly headers?: Readonly<Record<string, string>>
  readonly errors?: readonly FieldError[]
}

export class HttpRefusal extends Error {
  readonly facts: HttpRefusalFacts
  constructor(facts: HttpRefusalFacts) {
    super(facts.detail)
    this.name = 'HttpRefusal'
    this.facts = facts
  }
}

/** Nobody is logged in, the session ended, or the key is unknown, expired or revoked. */
export function notLoggedIn(detail: string): HttpRefusal {
  return new HttpRefusal({
    status: 401,
    code: 'not-logged-in',
    detail,
    headers: { 'WWW-Authenticate': 'Bearer realm="ritums"' },
  })
}

/** The caller may know of the thing, but no grant of theirs allows this. */
export function notAllowed(detail: string): HttpRefusal {
  return new HttpRefusal({ status: 403, code: 'not-allowed', detail })
}

/** @param seconds how long to wait before trying again */
export function tooManyRequests(detail: string, seconds: number): HttpRefusal {
  return new HttpRefusal({
    status: 429,
    code: 'too-many-requests',
    detail,
    headers: { 'Retry-After': String(Math.max(1, Math.ceil(seconds))) },
  })
}

/** Too much is going on; nothing of the request was done. */
export function busy(detail: string): HttpRefusal {
  return new HttpRefusal({ status: 503, code: 'busy', detail, headers: { 'Retry-After': RETRY_AFTER_SECONDS } })
}

/** The address names nothing. What an address names and the caller may not know of is the engine's `NotFound`, word for word. */
export function nothingAt(path: string): HttpRefusal {
  return new HttpRefusal({
    status: 404,
    code: 'not-found',
    detail: `Expected a resource at "${path}", but there is none.`,
  })
}
