/** What a person sees when the server has too much to do, or its database cannot work just now. */
import type { Context } from 'koa'
import { documentOf, languageOf } from './document.ts'
import { Layout } from './layout.tsx'
import { TEXTS } from './texts.ts'

export function busyPage(context: Pick<Context, 'path' | 'query' | 'get' | 'acceptsLanguages'>): string {
  const language = languageOf(context)
  const texts = TEXTS[language]
  const address = withoutLanguage(context)
  return documentOf(
    <Layout language={language} title={texts.busyTitle} address={address}>
      <h1>{texts.busyTitle}</h1>
      <p role="alert">{texts.busy}</p>
      <p>
        <a href={address}>{texts.tryAgain}</a>
      </p>
    </Layout>,
  )
}

/** The address that was asked for, so that a one-time link is not lost; the language is the layout's. */
function withoutLanguage({ path, query }: Pick<Context, 'path' | 'query'>): string {
  const others = Object.entries(query).filter(([name]) => name !== 'lang')
  const rest = new URLSearchParams(others.map(([name, value]) => [name, String(value ?? '')])).toString()
  // `//elsewhere` would be another host.
  return `/${path.replace(/^\/+/, '')}${rest === '' ? '' : `?${rest}`}`
}
