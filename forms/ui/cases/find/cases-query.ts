/** What the list of cases shows is in its address. This file reads the address and writes it. */

export const STATES = ['running', 'ended'] as const

export interface CasesQuery {
  readonly text: string
  readonly process: string
  readonly service: string
  readonly priority: string
  readonly status: string
  /** '' for both. */
  readonly state: '' | (typeof STATES)[number]
  /** Cursor of the page before; '' at the start. */
  readonly after: string
}

/** Names in the address; Latvian and English readers share them. */
const NAMES = {
  text: 'q',
  process: 'process',
  service: 'service',
  priority: 'priority',
  status: 'status',
} as const
const MOST_LETTERS = 200

/** What is unknown or too long is left out: an old bookmark still leads to a list. */
export function readCasesQuery(query: URLSearchParams): CasesQuery {
  const text = (name: string): string => (query.get(name) ?? '').trim().slice(0, MOST_LETTERS)
  return {
    text: text(NAMES.text),
    process: text(NAMES.process),
    service: text(NAMES.service),
    priority: text(NAMES.priority),
    status: text(NAMES.status),
    state: STATES.find((one) => one === query.get('state')) ?? '',
    after: (query.get('after') ?? '').slice(0, 1000),
  }
}

/** @returns the address; what is as usual is left out */
export function casesAddress(query: CasesQuery): string {
  const written = new URLSearchParams()
  for (const [key, name] of Object.entries(NAMES)) {
    const value = query[key as keyof typeof NAMES]
    if (value !== '') written.set(name, value)
  }
  if (query.state !== '') written.set('state', query.state)
  if (query.after !== '') written.set('after', query.after)
  return written.size === 0 ? '/cases' : `/cases?${written}`
}

/** @returns whether anything narrows the list */
export function isNarrowed({ text, process, service, priority, status, state }: CasesQuery): boolean {
  return [text, process, service, priority, status, state].some((value) => value !== '')
}
