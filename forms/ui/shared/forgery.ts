/**
 * The token against forged posts: bound to the session, so that a page of another site cannot know it. Where nobody is
 * logged in a post speaks for nobody, and there is nothing to forge; `middleware/same-site.ts` looks at those as well.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'

/** Name of the hidden field. */
export const FORGERY_FIELD = '_token'

/** @returns empty where there is no session */
export function forgeryTokenOf(sessionToken: string | null): string {
  return sessionToken === null ? '' : createHmac('sha256', sessionToken).update('form').digest('base64url')
}

/** @returns whether the post came from a form that this session was given */
export function isOurForm(sessionToken: string | null, token: string | null): boolean {
  const expected = Buffer.from(forgeryTokenOf(sessionToken))
  const given = Buffer.from(token ?? '')
  return expected.length === given.length && timingSafeEqual(expected, given)
}
