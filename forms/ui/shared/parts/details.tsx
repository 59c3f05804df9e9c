import type { ComponentChildren } from 'preact'

export interface DetailsProps {
  readonly summary: string
  readonly open?: boolean | undefined
  readonly children: ComponentChildren
}

/** What only some need to read. */
export function Details({ summary, open, children }: DetailsProps) {
  return (
    <details class="govuk-details" {...(open ? { open: true } : {})}>
      <summary class="govuk-details__summary">
        <span class="govuk-details__summary-text">{summary}</span>
      </summary>
      <div class="govuk-details__text">{children}</div>
    </details>
  )
}
