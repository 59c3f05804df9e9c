/** What a list of records shows is all in its address. */
import type { Register } from '../../../engine/records/register.ts'

export const ORDERS = ['newest', 'oldest'] as const

export interface ListQuery {
  readonly text: string
  /** Any where it is ''. */
  readonly status: string
  readonly order: (typeof ORDERS)[number]
  /** Cursor of the page before; '' at the start. */
  readonly after: string
  /** Why personal data are read, as the API takes it; '' where nobody says. */
  readonly purpose: string
}

export const EVERYTHING: ListQuery = { text: '', status: '', order: 'newest', after: '', purpose: '' }

/** What is unknown is left out: an old bookmark still leads to a list. */
export function readListQuery(query: URLSearchParams, { status }: Register): ListQuery {
  const text = (name: string, most: number): string => (query.get(name) ?? '').trim().slice(0, most)
  const asked = text('status', 100)
  return {
    text: text('q', 200),
    status: status?.codes.includes(asked) ? asked : '',
    order: ORDERS.find((one) => one === query.get('order')) ?? 'newest',
    after: text('after', 1000),
    purpose: text('purpose', 300),
  }
}

/** @returns the address of the list; what is as usual is left out */
export function listAddress(register: string, query: ListQuery): string {
  const written = new URLSearchParams()
  if (query.text !== '') written.set('q', query.text)
  if (query.status !== '') written.set('status', query.status)
  if (query.order !== 'newest') written.set('order', query.order)
  if (query.after !== '') written.set('after', query.after)
  if (query.purpose !== '') written.set('purpose', query.purpose)
  return written.size === 0 ? `/registers/${register}` : `/registers/${register}?${written}`
}

/** @returns the address of the API that writes what is listed as a file */
export function exportAddress(register: string, format: 'csv' | 'json', query: ListQuery): string {
  const written = new URLSearchParams({ format })
  if (query.text !== '') written.set('text', query.text)
  if (query.status !== '') written.set('status', query.status)
  if (query.purpose !== '') written.set('purpose', query.purpose)
  return `/api/registers/${register}/export?${written}`
}
