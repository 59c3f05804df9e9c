/** What every entrance page needs: its language, and its text. */
import type { Context } from 'koa'
import type { VNode } from 'preact'
import { renderToString } from 'preact-render-to-string'
import type { Language } from '../../check/form-file.ts'

/** `?lang=` first, then what the browser prefers, then Latvian. */
export function languageOf(context: Pick<Context, 'query' | 'get' | 'acceptsLanguages'>): Language {
  const { lang } = context.query
  if (lang === 'lv' || lang === 'en') return lang
  return context.get('Accept-Language') !== '' && context.acceptsLanguages('lv', 'en') === 'en' ? 'en' : 'lv'
}

export function documentOf(content: VNode): string {
  return `<!doctype html>${renderToString(content)}`
}
