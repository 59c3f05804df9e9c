/** The service went while its form was filled in: what was typed is shown, so that nothing has to be written again. */
import type { PageCall, PageReply } from '../shared/page.ts'
import { APPLY_TEXTS } from './apply-texts.ts'

/** Longer texts than names and codes are worth keeping. */
const WORTH_KEEPING = 10

export function vanishedPage({ language, posted }: PageCall): PageReply {
  const texts = APPLY_TEXTS[language]
  const typed = [...posted.fields]
    .filter(
      ([name, value]) => !name.startsWith('_') && !name.startsWith('attachments') && value.length >= WORTH_KEEPING,
    )
    .map(([, value]) => value)
  return {
    status: 409,
    page: {
      title: texts.goneTitle,
      failed: true,
      body: (
        <>
          <h1 class="govuk-heading-l">{texts.goneTitle}</h1>
          <p class="govuk-body">{texts.gone}</p>
          {typed.length > 0 && (
            <>
              <h2 class="govuk-heading-m">{texts.yourText}</h2>
              {typed.map((text, index) => (
                <p key={index} class="govuk-body ritums-pre">
                  {text}
                </p>
              ))}
            </>
          )}
          <p class="govuk-body">
            <a class="govuk-link" href="/report?kind=information">
              {texts.ask}
            </a>
          </p>
          <p class="govuk-body">
            <a class="govuk-link" href="/services">
              {texts.toServices}
            </a>
          </p>
        </>
      ),
    },
  }
}
