import type { Language } from '../../../check/form-file.ts'
import { SHARED_TEXTS } from '../texts.ts'

export interface PaginationProps {
  readonly language: Language
  /** The beginning of the list; null on it. */
  readonly first: string | null
  /** What comes after this page; null when nothing does. */
  readonly next: string | null
}

/**
 * Through a list that is read from a mark onwards (keyset): further, or again from the beginning. The way back is the
 * browser's, because what was before the mark may have changed.
 */
export function Pagination({ language, first, next }: PaginationProps) {
  const texts = SHARED_TEXTS[language]
  if (first === null && next === null) return null
  return (
    <nav class="govuk-pagination" aria-label={texts.pages}>
      {first !== null && (
        <div class="govuk-pagination__prev">
          <a class="govuk-link govuk-pagination__link" href={first}>
            <Arrow class="govuk-pagination__icon govuk-pagination__icon--prev" path={BACK} />
            <span class="govuk-pagination__link-title">{texts.firstPage}</span>
          </a>
        </div>
      )}
      {next !== null && (
        <div class="govuk-pagination__next">
          <a class="govuk-link govuk-pagination__link" href={next} rel="next">
            <span class="govuk-pagination__link-title">{texts.nextPage}</span>
            <Arrow class="govuk-pagination__icon govuk-pagination__icon--next" path={ON} />
          </a>
        </div>
      )}
    </nav>
  )
}

const BACK = 'M14 6.5H3.5M8 2 3.5 6.5 8 11M1 1v11'
const ON = 'M1 6.5h12M8.5 2 13 6.5 8.5 11'

function Arrow(props: { readonly class: string; readonly path: string }) {
  return (
    <svg class={props.class} viewBox="0 0 15 13" width="15" height="13" aria-hidden="true" focusable="false">
      <path d={props.path} fill="none" stroke="currentColor" stroke-width="2" />
    </svg>
  )
}
