/** In which language a page speaks: what its address says, then the reader's last choice, then their own, then the browser's. */
import type { Context } from 'koa'
import type { Language } from '../../check/form-file.ts'

const COOKIE = 'ritums_language'
const YEAR_SECONDS = 31_536_000

type LanguageSource = Pick<Context, 'query' | 'get' | 'acceptsLanguages' | 'cookies'>

/** @param own the person's own choice, if somebody is logged in */
export function languageOf(context: LanguageSource, own: Language | null): Language {
  const asked = context.query['lang']
  const kept = context.cookies.get(COOKIE)
  for (const language of [asked, kept, own]) if (language === 'lv' || language === 'en') return language
  return context.get('Accept-Language') !== '' && context.acceptsLanguages('lv', 'en') === 'en' ? 'en' : 'lv'
}

/** Keeps what the address asks for, so that the pages after this one speak the same language. */
export function keepLanguage(context: Pick<Context, 'query' | 'append'>, https: boolean): void {
  const asked = context.query['lang']
  if (asked !== 'lv' && asked !== 'en') return
  const secure = https ? '; Secure' : ''
  context.append('Set-Cookie', `${COOKIE}=${asked}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${YEAR_SECONDS}${secure}`)
}

/** @returns path and query without the language */
export function withoutLanguage(url: string): string {
  const [path = '/', search = ''] = url.split('?', 2)
  const query = new URLSearchParams(search)
  query.delete('lang')
  return query.size === 0 ? path : `${path}?${query}`
}
