import type { SessionView } from '../../../api/identity/sessions.ts'
import { moment } from '../shared/format.ts'
import type { PageCall } from '../shared/page.ts'
import { Button } from '../shared/parts/button.tsx'
import { DataTable } from '../shared/parts/data-table.tsx'
import { FormToken } from '../shared/parts/form-token.tsx'
import { ME_TEXTS } from './me-texts.ts'

/** Where somebody is logged in, and the way out of all the other places. */
export function MySessions({ call, sessions }: { readonly call: PageCall; readonly sessions: readonly SessionView[] }) {
  const { language, forgeryToken } = call
  const texts = ME_TEXTS[language]
  const isElsewhere = sessions.some(({ isThis }) => !isThis)
  return (
    <section class="ritums-section" aria-labelledby="sessions-title">
      <h2 class="govuk-heading-m" id="sessions-title">
        {texts.sessions}
      </h2>
      <DataTable
        caption={texts.sessionsCaption}
        captionHidden
        rows={sessions.map((session, index) => ({ ...session, index }))}
        keyOf={({ index }) => String(index)}
        columns={[
          {
            key: 'place',
            text: texts.place,
            names: true,
            cell: ({ isThis }) => (isThis ? texts.here : texts.elsewhere),
          },
          { key: 'started', text: texts.started, cell: ({ startedAt }) => moment(startedAt, language) },
          { key: 'seen', text: texts.lastSeen, cell: ({ lastSeenAt }) => moment(lastSeenAt, language) },
          { key: 'expires', text: texts.expires, cell: ({ expiresAt }) => moment(expiresAt, language) },
        ]}
      />
      {isElsewhere ? (
        <form method="post" action="/me/sessions">
          <FormToken token={forgeryToken} />
          <p class="govuk-hint">{texts.sessionsHint}</p>
          <Button kind="secondary">{texts.logOutElsewhere}</Button>
        </form>
      ) : (
        <p class="govuk-body">{texts.onlyHere}</p>
      )}
    </section>
  )
}
