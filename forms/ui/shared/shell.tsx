/**
 * The frame of every page: a way past it, whose page this is, the rooms of the person, languages, the person, the content,
 * and at the end help and the accessibility statement, in the same place everywhere.
 */
import type { ComponentChildren } from 'preact'
import type { Language } from '../../check/form-file.ts'
import { assetUrl, hasAsset } from './assets.ts'
import { Footer } from './frame/footer.tsx'
import { Header } from './frame/header.tsx'
import { RoomNavigation, type RoomLink } from './frame/room-navigation.tsx'
import { Notice, type NoticeProps } from './parts/notice.tsx'
import { SHARED_TEXTS } from './texts.ts'

export interface ShellProps {
  readonly language: Language
  /** What the page is about, as in its heading; `room – Ritums` is added. */
  readonly title: string
  /** Path and query of this page; the links to the other language keep it. */
  readonly address: string
  readonly institutionName: string
  readonly demo: boolean
  /** Null: nobody has logged in. */
  readonly who: { readonly name: string; readonly unread?: number | undefined } | null
  /** What this person may go to. */
  readonly rooms: readonly RoomLink[]
  /** Of the form that logs out. */
  readonly forgeryToken: string
  /** What was done a moment ago, or holds for the whole page. */
  readonly notice?: Omit<NoticeProps, 'language' | 'focus'> | undefined
  /** Where one came from. */
  readonly back?: { readonly href: string; readonly text: string } | undefined
  /** As wide as the window, for tables; otherwise as wide as is good to read. */
  readonly wide?: boolean | undefined
  /** Something was entered wrongly: the title says so first. */
  readonly failed?: boolean | undefined
  /** Islands beside that of every page, e.g. `inbox`. */
  readonly scripts?: readonly string[] | undefined
  readonly children: ComponentChildren
}

/** @returns the whole document, without its `<!doctype html>` */
export function Shell(props: ShellProps) {
  const { language, address, institutionName, demo, who, rooms, forgeryToken, notice, back, wide, children } = props
  const islands = ['page', ...(who?.unread === undefined ? [] : ['notices']), ...(props.scripts ?? [])]
  const styles = ['ritums.css', ...islands.map((name) => `${name}.css`).filter(hasAsset)]
  return (
    <html lang={language} class={`govuk-template ritums-template${wide ? ' ritums-template--wide' : ''}`}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{titleOf(props)}</title>
        {styles.map((name) => (
          <link key={name} rel="stylesheet" href={assetUrl(name)} />
        ))}
        <link rel="icon" type="image/svg+xml" href={assetUrl('mark.svg')} />
        {islands.map((name) => (
          <script key={name} type="module" src={assetUrl(`${name}.js`)} />
        ))}
      </head>
      <body class="govuk-template__body">
        <a class="govuk-skip-link" href="#content" data-module="govuk-skip-link">
          {SHARED_TEXTS[language].skip}
        </a>
        <header>
          <Header {...{ language, address, institutionName, demo, who, forgeryToken }} />
          {rooms.length > 0 && <RoomNavigation language={language} rooms={rooms} />}
        </header>
        <div class="ritums-container ritums-main">
          <main id="content" tabindex={-1}>
            {back && (
              <a class="govuk-back-link" href={back.href}>
                {back.text}
              </a>
            )}
            {notice && <Notice language={language} {...notice} focus />}
            {children}
          </main>
        </div>
        <Footer language={language} />
      </body>
    </html>
  )
}

/** The most particular first, because tabs show the beginning: `Kļūda: Pieteikums – Uzdevumi – Ritums`. */
function titleOf({ language, title, rooms, failed }: ShellProps): string {
  const room = rooms.find(({ current }) => current)?.text
  const parts = [
    title,
    ...(room === undefined || room === title ? [] : [room]),
    ...(title === 'Ritums' ? [] : ['Ritums']),
  ]
  return `${failed ? `${SHARED_TEXTS[language].errorPrefix}: ` : ''}${parts.join(' – ')}`
}
