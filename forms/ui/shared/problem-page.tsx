/** What could not be done, as a page: what is the matter, what to do, and where to go on. */
import type { Language } from '../../check/form-file.ts'
import type { PageCall, PageReply } from './page.ts'
import { Button } from './parts/button.tsx'
import { KeptFields } from './parts/kept-fields.tsx'
import { FormToken } from './parts/form-token.tsx'
import type { Posted } from './posted.ts'
import { problemText } from './problem-texts.ts'
import { FRAME_TEXTS } from './frame-texts.ts'

/** @param codes of the refusal, the most telling first */
export function problemPage(language: Language, status: number, ...codes: readonly string[]): PageReply {
  const { title, text } = problemText(language, ...codes)
  const { toStart } = FRAME_TEXTS[language]
  return {
    status,
    page: {
      title,
      failed: true,
      body: (
        <>
          <h1 class="govuk-heading-l">{title}</h1>
          <p class="govuk-body">{text}</p>
          <p class="govuk-body">
            <a class="govuk-link" href="/">
              {toStart}
            </a>
          </p>
        </>
      ),
    },
  }
}

/** Says nothing of itself but the request's id, under which the log has the rest. */
export function faultPage(language: Language, requestId: string): PageReply {
  const { title, text } = problemText(language, 'fault')
  return {
    status: 500,
    page: {
      title,
      failed: true,
      body: (
        <>
          <h1 class="govuk-heading-l">{title}</h1>
          <p class="govuk-body">
            {text} <code>{requestId}</code>
          </p>
        </>
      ),
    },
  }
}

/** The form is of an earlier session: what was typed is kept, and one press sends it again. */
export function formTooOldPage(call: PageCall, posted: Posted): PageReply {
  const { title, text } = problemText(call.language, 'form-too-old')
  const { sendAgain } = FRAME_TEXTS[call.language]
  return {
    status: 403,
    page: {
      title,
      failed: true,
      body: (
        <>
          <h1 class="govuk-heading-l">{title}</h1>
          <p class="govuk-body">{text}</p>
          <form method="post" action={call.address}>
            <FormToken token={call.forgeryToken} />
            <KeptFields fields={posted.fields} />
            <Button>{sendAgain}</Button>
          </form>
        </>
      ),
    },
  }
}
