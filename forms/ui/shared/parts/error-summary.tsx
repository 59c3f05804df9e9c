import type { Language } from '../../../check/form-file.ts'
import { SHARED_TEXTS } from '../texts.ts'

export interface SummaryError {
  readonly text: string
  /** Id of the control that it is about; without one it is about the whole form. */
  readonly id?: string | undefined
}

export interface ErrorSummaryProps {
  readonly language: Language
  readonly errors: readonly SummaryError[]
}

/** Everything that is wrong, above the form, each with a way to where it is mended. Takes the focus when the page opens. */
export function ErrorSummary({ language, errors }: ErrorSummaryProps) {
  if (errors.length === 0) return null
  return (
    <div class="govuk-error-summary" data-module="govuk-error-summary" tabindex={-1}>
      {/* Inside, so that what is read out is not lost to the focus that goes to the box. */}
      <div role="alert">
        <h2 class="govuk-error-summary__title">{SHARED_TEXTS[language].errorsTitle}</h2>
        <div class="govuk-error-summary__body">
          <ul class="govuk-list govuk-error-summary__list">
            {errors.map(({ text, id }) => (
              <li key={`${id} ${text}`}>{id === undefined ? text : <a href={`#${id}`}>{text}</a>}</li>
            ))}
          </ul>
        </div>
      </div>
    </div>
  )
}
