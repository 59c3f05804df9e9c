import type { ComponentChildren } from 'preact'
import type { Language } from '../../../check/form-file.ts'
import { SHARED_TEXTS } from '../texts.ts'

export type NoticeKind = 'success' | 'info' | 'warning'

export interface NoticeProps {
  readonly language: Language
  readonly kind: NoticeKind
  readonly text?: string | undefined
  readonly link?: { readonly href: string; readonly text: string } | undefined
  /** The script of every page puts the focus here when the page opens, unless something is wrong on it. */
  readonly focus?: boolean | undefined
  /** More than a sentence. */
  readonly children?: ComponentChildren
}

/** What was done, what is good to know, what to be careful with. A success is read out by screen readers. */
export function Notice({ language, kind, text, link, focus, children }: NoticeProps) {
  return (
    <div
      class={`ritums-notice ritums-notice--${kind}`}
      {...(kind === 'success' ? { role: 'status' as const } : {})}
      {...(focus && kind === 'success' ? { tabindex: -1, 'data-focus-first': '' } : {})}
    >
      <p class="ritums-notice__kind">{SHARED_TEXTS[language].noticeKinds[kind]}</p>
      {text !== undefined && <p class="govuk-body">{text}</p>}
      {children}
      {link && (
        <p class="govuk-body">
          <a class="govuk-link" href={link.href}>
            {link.text}
          </a>
        </p>
      )}
    </div>
  )
}
