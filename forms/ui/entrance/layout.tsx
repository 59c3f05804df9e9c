/** The frame of every entrance page: language, title, a way past the header, a way to the other language. */
import type { ComponentChildren } from 'preact'
import { TEXTS, type Language } from './texts.ts'

export interface LayoutProps {
  readonly language: Language
  readonly title: string
  /** The address of this page without the language, e.g. `/setup?token=…`. */
  readonly address: string
  readonly children: ComponentChildren
}

export function Layout({ language, title, address, children }: LayoutProps) {
  const texts = TEXTS[language]
  const join = address.includes('?') ? '&' : '?'
  const languages: readonly Language[] = ['lv', 'en']
  return (
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title}</title>
        <link rel="stylesheet" href="/entrance.css" />
        <link rel="icon" href="data:," />
      </head>
      <body>
        <a class="skip" href="#content">
          {texts.skip}
        </a>
        <header>
          <a href={`/?lang=${language}`}>Ritums</a>
          <nav aria-label={texts.switchLanguage}>
            <ul>
              {languages.map((other) => (
                <li key={other}>
                  <a
                    href={`${address}${join}lang=${other}`}
                    lang={other}
                    hreflang={other}
                    {...(other === language ? { 'aria-current': 'true' as const } : {})}
                  >
                    {TEXTS[other].languageName}
                  </a>
                </li>
              ))}
            </ul>
          </nav>
        </header>
        <main id="content" tabindex={-1}>
          {children}
        </main>
      </body>
    </html>
  )
}
