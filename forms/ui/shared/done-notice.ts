import type { PageNotice } from './page.ts'

/** @returns what was done a moment ago, as the address says it; to be spread into the page */
export function doneNotice(
  query: URLSearchParams,
  sentences: Readonly<Record<string, string>>,
): { readonly notice?: PageNotice } {
  const done = query.get('done') ?? ''
  const text = Object.hasOwn(sentences, done) ? sentences[done] : undefined
  return text === undefined ? {} : { notice: { kind: 'success', text } }
}
