import type { PageCall } from '../../shared/page.ts'
import { Tabs } from '../../shared/parts/tabs.tsx'
import { EVERYTHING_MINE, inboxAddress, type InboxQuery } from './inbox-query.ts'
import { INBOX_TEXTS } from './inbox-texts.ts'

/** Whose work the list shows, and a way to that of one person where there are several. */
export function Away({ call, query }: { readonly call: PageCall; readonly query: InboxQuery }) {
  const { caller, language } = call
  const texts = INBOX_TEXTS[language]
  const { substitutes } = caller
  const to = (whose: string): string => inboxAddress({ ...EVERYTHING_MINE, list: 'for', whose })
  return (
    <>
      <p class="govuk-body">{texts.awayText(substitutes.map(({ name }) => name).join(', '))}</p>
      {substitutes.length > 1 && (
        <Tabs
          label={texts.awayLabel}
          tabs={[
            { href: to(''), text: texts.awayAll, current: query.whose === '' },
            ...substitutes.map(({ login, name }) => ({ href: to(login), text: name, current: query.whose === login })),
          ]}
        />
      )}
    </>
  )
}
