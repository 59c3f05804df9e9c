export const VIEWS = ['now', 'timeline', 'diagram', 'records', 'messages', 'costs'] as const

/** What of a case a page shows. */
export type CaseViewName = (typeof VIEWS)[number]

/** @param query empty values are left out, and the view that is shown anyway */
export function caseAddress(rootInstanceId: string, query: Readonly<Record<string, string>> = {}): string {
  const written = new URLSearchParams()
  for (const [name, value] of Object.entries(query))
    if (value !== '' && !(name === 'view' && value === 'now') && !(name === 'order' && value === 'newest'))
      written.set(name, value)
  return written.size === 0 ? `/cases/${rootInstanceId}` : `/cases/${rootInstanceId}?${written}`
}
