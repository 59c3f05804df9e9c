/**
 * Who is calling: an API key in `Authorization: Bearer`, or a session cookie. A key that does not work is refused at
 * once; a cookie that does not work is nobody, because browsers keep sending old ones.
 */
import { notLoggedIn } from '../http-refusal.ts'
import type { Identity } from '../identity/index.ts'
import type { Step } from './context.ts'

/** The `__Host-` prefix makes browsers insist on Secure, on this host and on the whole path; it needs https. */
export function cookieName(https: boolean): string {
  return https ? '__Host-ritums_session' : 'ritums_session'
}

export function authenticate(identity: Identity, https: boolean): Step {
  const name = cookieName(https)
  return async (context, next) => {
    const authorization = context.get('Authorization')
    if (authorization !== '') {
      const [, apiKey] = /^Bearer ([\x21-\x7e]{1,200})$/i.exec(authorization) ?? []
      context.state.caller = apiKey === undefined ? null : await identity.recognise({ apiKey })
      if (!context.state.caller)
        throw notLoggedIn('Expected an API key that works, but this one is unknown, expired or revoked.')
    } else {
      const session = context.cookies.get(name)
      if (session !== undefined && session.length <= 200) {
        context.state.sessionToken = session
        context.state.caller = await identity.recognise({ session })
      }
    }
    await next()
  }
}
