/** Refusals that only HTTP knows: who are you, too fast, too large, in a language we do not read. */
import type { FieldError } from '../engine/model/errors.ts'

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

/** Nothing is there, or the caller may not know of it: the same answer, word for word. */
export function notFound(what: string, id: string): HttpRefusal {
  return new HttpRefusal({ status: 404, code: 'not-found', detail: `Expected ${what} "${id}", but there is none.` })
}
