import type { ComponentChildren } from 'preact'

export interface SummaryRow {
  readonly key: string
  /** What helps to understand the value. */
  readonly hint?: string | undefined
  readonly value: ComponentChildren
  /** `about` is read out behind the text, because "Change" alone says not what. */
  readonly action?: { readonly href: string; readonly text: string; readonly about: string } | undefined
}

/** Facts of one thing, one below the other. */
export function SummaryList({ rows }: { readonly rows: readonly SummaryRow[] }) {
  const someAct = rows.some(({ action }) => action !== undefined)
  return (
    <dl class="govuk-summary-list">
      {rows.map(({ key, hint, value, action }) => (
        <div
          key={key}
          class={`govuk-summary-list__row${someAct && !action ? ' govuk-summary-list__row--no-actions' : ''}`}
        >
          <dt class="govuk-summary-list__key">
            {key}
            {hint !== undefined && <span class="ritums-secondary">{hint}</span>}
          </dt>
          <dd class="govuk-summary-list__value">{value}</dd>
          {action && (
            <dd class="govuk-summary-list__actions">
              <a class="govuk-link" href={action.href}>
                {action.text}
                <span class="govuk-visually-hidden"> {action.about}</span>
              </a>
            </dd>
          )}
        </div>
      ))}
    </dl>
  )
}
