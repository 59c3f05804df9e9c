import type { PageCall, PageReply } from '../shared/page.ts'
import { ButtonLink } from '../shared/parts/button.tsx'
import { Notice } from '../shared/parts/notice.tsx'
import { SummaryList } from '../shared/parts/summary-list.tsx'
import { PEOPLE_TEXTS } from './people-texts.ts'

/**
 * The only page that shows a password. It answers the post itself: an address that could be opened again would have to keep
 * the password somewhere.
 *
 * @param password null where the form was sent before
 */
export function passwordShown(
  { language }: PageCall,
  person: { readonly login: string; readonly name: string },
  password: string | null,
): PageReply {
  const texts = PEOPLE_TEXTS[language]
  const title = texts.passwordShownTitle(person.name)
  return {
    page: {
      title,
      room: 'people',
      body: (
        <>
          <h1 class="govuk-heading-l">{title}</h1>
          <Notice
            language={language}
            kind="warning"
            text={password === null ? texts.passwordOnce : texts.passwordShown}
          />
          {password !== null && (
            <SummaryList
              rows={[
                { key: texts.login, value: person.login },
                { key: texts.password, value: <code class="ritums-secret">{password}</code> },
              ]}
            />
          )}
          <ButtonLink kind="secondary" href={`/people/${person.login}`}>
            {texts.toPerson}
          </ButtonLink>
        </>
      ),
    },
  }
}
