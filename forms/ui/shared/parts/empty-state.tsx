import type { ComponentChildren } from 'preact'

export interface EmptyStateProps {
  /** That there is nothing, e.g. `Šobrīd uzdevumu nav`. */
  readonly title: string
  /** Why, or what to do. */
  readonly text?: string | undefined
  /** A button or link. */
  readonly children?: ComponentChildren
}

/** Stands where a list would. */
export function EmptyState({ title, text, children }: EmptyStateProps) {
  return (
    <div class="ritums-empty">
      <p class="govuk-body govuk-!-font-weight-bold">{title}</p>
      {text !== undefined && <p class="govuk-body">{text}</p>}
      {children}
    </div>
  )
}
