import type { Language } from '../../check/form-file.ts'

/**
 * @param address path and query of a page, with or without `lang`, e.g. `/tasks?sort=due#top`
 * @returns the same page in this language
 */
export function withLanguage(address: string, language: Language): string {
  const [, path = '/', query = '', fragment = ''] = /^([^?#]*)(?:\?([^#]*))?(#.*)?$/s.exec(address) ?? []
  const parameters = new URLSearchParams(query)
  parameters.delete('lang')
  parameters.append('lang', language)
  return `${path}?${parameters}${fragment}`
}
