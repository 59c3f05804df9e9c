/** What one gets for an application: its number, its code, and what happens next. */
import { NotFound } from '../../../engine/model/errors.ts'
import type { SentForm } from '../../../api/tracking/index.ts'
import type { PageCall, PageReply } from '../shared/page.ts'
import { Button } from '../shared/parts/button.tsx'
import { FormToken } from '../shared/parts/form-token.tsx'
import { Notice } from '../shared/parts/notice.tsx'
import { APPLY_TEXTS } from './apply-texts.ts'
import { STEP_FIELD } from './check-page.tsx'
import type { Matter } from './public-matter.ts'
import { termWords } from './public-service.ts'

/**
 * The answer to the post itself and not a page of its own: the code stands nowhere else, neither in an address nor in a
 * cookie. To load it again sends the form again, which is the same application.
 */
export async function receiptPage(call: PageCall, matter: Matter, sent: SentForm, formKey: string): Promise<PageReply> {
  const { language, forgeryToken } = call
  const texts = APPLY_TEXTS[language]
  const number = await numberOf(call, sent.applicationId)
  const term = matter.service ? termWords(matter.service, language) : null
  return {
    page: {
      title: texts.sentTitle,
      body: (
        <>
          <h1 class="govuk-heading-l">{texts.sentTitle}</h1>
          <dl class="ritums-receipt">
            <div>
              <dt>{texts.number}</dt>
              <dd>{number ?? texts.numberSoon}</dd>
            </div>
            <div>
              <dt>{texts.code}</dt>
              <dd class="ritums-code-to-keep">{sent.code}</dd>
            </div>
          </dl>
          {number === null && (
            <form method="post" action={matter.action}>
              <FormToken token={forgeryToken} once={formKey} />
              <Button kind="secondary" name={STEP_FIELD} value="number">
                {texts.showNumber}
              </Button>
            </form>
          )}
          <Notice language={language} kind="warning">
            <h2 class="govuk-heading-m">{texts.codeWarning}</h2>
            <p class="govuk-body">{texts.codeText}</p>
          </Notice>
          <h2 class="govuk-heading-m">{texts.next}</h2>
          <ul class="govuk-list govuk-list--bullet">
            <li>{texts.nextLooked}</li>
            {term !== null && <li>{texts.nextTerm(term)}</li>}
            <li>{texts.nextTold}</li>
          </ul>
          <p class="govuk-body">
            <a class="govuk-link" href="/track">
              {texts.track}
            </a>
          </p>
          <p class="govuk-body">{texts.lost}</p>
        </>
      ),
    },
  }
}

/** The number is given a moment after the form was taken. */
async function numberOf({ ports, institutionId }: PageCall, id: string): Promise<string | null> {
  try {
    return (await ports.engine.getRecord({ institutionId, register: 'application', id })).number
  } catch (error) {
    if (error instanceof NotFound) return null
    throw error
  }
}

/** Nobody could take it yet: it is kept, and people see to it. */
export function receivedLaterPage({ language }: PageCall): PageReply {
  const texts = APPLY_TEXTS[language]
  return sentencePage(texts.laterTitle, texts.later, 200, null)
}

/** Back, something changed, and sent again: what was sent stays as it is. */
export function alreadySentPage({ language }: PageCall, matter: Matter): PageReply {
  const texts = APPLY_TEXTS[language]
  return sentencePage(texts.alreadyTitle, texts.already, 409, [
    { href: '/track', text: texts.track },
    { href: matter.action, text: texts.newOne },
  ])
}

function sentencePage(
  title: string,
  text: string,
  status: number,
  links: readonly { readonly href: string; readonly text: string }[] | null,
): PageReply {
  return {
    status,
    page: {
      title,
      body: (
        <>
          <h1 class="govuk-heading-l">{title}</h1>
          <p class="govuk-body">{text}</p>
          {links && (
            <ul class="govuk-list">
              {links.map((link) => (
                <li key={link.href}>
                  <a class="govuk-link" href={link.href}>
                    {link.text}
                  </a>
                </li>
              ))}
            </ul>
          )}
        </>
      ),
    },
  }
}
