/** One page of a list, with the address of the next in `Link` (RFC 8288). */
import type { Page } from '../../engine/model/views.ts'
import type { Reply } from '../endpoint.ts'

export const DEFAULT_LIMIT = 50

/** @param url path and query of this page */
export function presentPage<T>(page: Page<T>, url: string): Reply {
  const body = { items: page.items, next: page.next }
  if (page.next === null) return { body }
  const address = new URL(url, 'http://localhost')
  address.searchParams.set('after', page.next)
  return { body, headers: { Link: `<${address.pathname}${address.search}>; rel="next"` } }
}

/** A list that is always whole. */
export function presentWhole(items: readonly unknown[]): Reply {
  return { body: { items, next: null } }
}
