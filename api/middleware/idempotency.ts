/** `Idempotency-Key`: the same key with the same request is answered once and the same; with another it is refused. */
import { createHash } from 'node:crypto'
import { HttpRefusal } from '../http-refusal.ts'
import type { RequestContext } from './context.ts'

/** Members of a body that are never in a fingerprint: a fast hash of a password must not lie in the database. */
const SECRETS = new Set(['password', 'newPassword'])

/** @returns the key with what it is used for, or nothing where the request has none. @throws {HttpRefusal} 400 */
export function idempotencyOf(
  context: RequestContext,
  body: unknown,
): { readonly key: string; readonly fingerprint: string } | undefined {
  const key = context.get('Idempotency-Key')
  if (key === '') return undefined
  if (!/^[\x21-\x7e]{1,200}$/.test(key)) {
    throw new HttpRefusal({
      status: 400,
      code: 'idempotency-key-unreadable',
      detail: 'Expected an Idempotency-Key of 1 to 200 visible ASCII characters, but it is something else.',
    })
  }
  const request = `${context.method} ${context.path}?${context.querystring}\n${canonical(withoutSecrets(body))}`
  return { key, fingerprint: createHash('sha256').update(request).digest('hex') }
}

function withoutSecrets(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body
  return Object.fromEntries(Object.entries(body).filter(([name]) => !SECRETS.has(name)))
}

/** JSON in one way only: members in the order of their names. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join(',')}}`
}
