import type { ComponentChildren } from 'preact'
import type { Language } from '../../../check/form-file.ts'
import { SHARED_TEXTS } from '../texts.ts'
import { Button } from './button.tsx'

export interface FilterProps {
  readonly language: Language
  /** What is filtered. */
  readonly label: string
  /** Path of the page. */
  readonly action: string
  /** The page without a filter; null when none is set. */
  readonly clear: string | null
  /** What else the address must keep, e.g. the order. */
  readonly kept?: Readonly<Record<string, string>> | undefined
  /** The fields. */
  readonly children: ComponentChildren
}

/** Fields that choose what a list shows. They are sent by GET, so that the address can be kept and shared. */
export function Filter({ language, label, action, clear, kept = {}, children }: FilterProps) {
  const texts = SHARED_TEXTS[language]
  return (
    <form class="ritums-filter" method="get" action={action} role="search" aria-label={label}>
      {Object.entries(kept).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <div class="ritums-filter__fields">{children}</div>
      <div class="ritums-filter__actions">
        <Button kind="secondary">{texts.filter}</Button>
        {clear !== null && (
          <a class="govuk-link" href={clear}>
            {texts.clearFilter}
          </a>
        )}
      </div>
    </form>
  )
}
