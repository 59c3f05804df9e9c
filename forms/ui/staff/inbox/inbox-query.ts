/**
 * Everything that an inbox shows is in its address, so that Back, a bookmark and a saved view lead to the same list. This
 * file reads the address and writes it.
 */

export const LISTS = ['mine', 'groups', 'for', 'all', 'done'] as const
export type InboxList = (typeof LISTS)[number]

export const SORTS = ['due', 'newest', 'oldest', 'priority'] as const
export type InboxSort = (typeof SORTS)[number]

/** What a list is narrowed to. */
export interface InboxQuery {
  readonly list: InboxList
  /** In the list `for`: whose work, who is away; '' for everybody whose work the reader does. */
  readonly whose: string
  readonly text: string
  readonly process: string
  readonly service: string
  readonly priority: string
  readonly status: string
  readonly overdue: boolean
  /** Also tasks that wait for their follow-up date. */
  readonly waiting: boolean
  readonly sort: InboxSort
  /** Cursor of the page before; '' at the start. */
  readonly after: string
}

export const EVERYTHING_MINE: InboxQuery = {
  list: 'mine',
  whose: '',
  text: '',
  process: '',
  service: '',
  priority: '',
  status: '',
  overdue: false,
  waiting: false,
  sort: 'due',
  after: '',
}

/** Names in the address; Latvian and English readers share them. */
const NAMES = { text: 'q', process: 'process', service: 'service', priority: 'priority', status: 'status' } as const
const MOST_LETTERS = 200

/** What is unknown or too long is left out: an old bookmark still leads to a list. */
export function readInboxQuery(query: URLSearchParams): InboxQuery {
  const text = (name: string): string => (query.get(name) ?? '').trim().slice(0, MOST_LETTERS)
  return {
    list: LISTS.find((one) => one === query.get('list')) ?? 'mine',
    whose: text('whose'),
    text: text(NAMES.text),
    process: text(NAMES.process),
    service: text(NAMES.service),
    priority: text(NAMES.priority),
    status: text(NAMES.status),
    overdue: query.get('overdue') === '1',
    waiting: query.get('waiting') === '1',
    sort: SORTS.find((one) => one === query.get('sort')) ?? 'due',
    after: (query.get('after') ?? '').slice(0, 1000),
  }
}

/** @returns the address; what is as usual is left out */
export function inboxAddress(query: InboxQuery): string {
  const written = new URLSearchParams()
  if (query.list !== 'mine') written.set('list', query.list)
  if (query.whose !== '') written.set('whose', query.whose)
  for (const [key, name] of Object.entries(NAMES)) {
    const value = query[key as keyof typeof NAMES]
    if (value !== '') written.set(name, value)
  }
  if (query.overdue) written.set('overdue', '1')
  if (query.waiting) written.set('waiting', '1')
  if (query.sort !== 'due') written.set('sort', query.sort)
  if (query.after !== '') written.set('after', query.after)
  return written.size === 0 ? '/tasks' : `/tasks?${written}`
}

/** @returns whether anything narrows the list beyond its kind */
export function isNarrowed({ text, process, service, priority, status, overdue }: InboxQuery): boolean {
  return [text, process, service, priority, status].some((value) => value !== '') || overdue
}
