/**
 * What a person sees when the server has too much to do, or its database cannot work just now. It asks for nothing more but
 * the stylesheet, which most browsers have already, and reads well without it.
 */
import type { Context } from 'koa'
import { LANGUAGES } from '../../check/form-file.ts'
import { assetUrl } from '../shared/assets.ts'
import { SHARED_TEXTS } from '../shared/texts.ts'
import { withLanguage } from '../shared/with-language.ts'
import { documentOf, languageOf } from './document.ts'
import { TEXTS } from './texts.ts'

export function busyPage(context: Pick<Context, 'path' | 'query' | 'get' | 'acceptsLanguages'>): string {
  const language = languageOf(context)
  const texts = TEXTS[language]
  const address = withoutLanguage(context)
  return documentOf(
    <html lang={language} class="govuk-template ritums-template">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{texts.busyTitle} – Ritums</title>
        <link rel="stylesheet" href={assetUrl('ritums.css')} />
        <link rel="icon" href="data:," />
      </head>
      <body class="govuk-template__body">
        <div class="ritums-container ritums-main">
          <main id="content">
            <h1 class="govuk-heading-l">{texts.busyTitle}</h1>
            <p class="govuk-body" role="alert">
              {texts.busy}
            </p>
            <p class="govuk-body">
              <a class="govuk-link" href={address}>
                {texts.tryAgain}
              </a>
            </p>
          </main>
          <nav aria-label={SHARED_TEXTS[language].switchLanguage}>
            <ul class="ritums-header__list">
              {LANGUAGES.filter((other) => other !== language).map((other) => (
                <li key={other}>
                  <a class="ritums-header__link" href={withLanguage(address, other)} lang={other} hreflang={other}>
                    {SHARED_TEXTS[other].languageName}
                  </a>
                </li>
              ))}
            </ul>
          </nav>
        </div>
      </body>
    </html>,
  )
}

/** The address that was asked for, so that a one-time link is not lost; the language is the layout's. */
function withoutLanguage({ path, query }: Pick<Context, 'path' | 'query'>): string {
  const others = Object.entries(query).filter(([name]) => name !== 'lang')
  const rest = new URLSearchParams(others.map(([name, value]) => [name, String(value ?? '')])).toString()
  // `//elsewhere` would be another host.
  return `/${path.replace(/^\/+/, '')}${rest === '' ? '' : `?${rest}`}`
}
