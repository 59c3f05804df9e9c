/** What one may start by hand. */
import type { PageRoute } from '../shared/page.ts'
import { EmptyState } from '../shared/parts/empty-state.tsx'
import { startable } from './load-start.ts'
import { START_TEXTS } from './start-texts.ts'

export const showStartable: PageRoute['handle'] = async (call) => {
  const texts = START_TEXTS[call.language]
  const found = await startable(call)
  return {
    page: {
      title: texts.listTitle,
      room: 'counter',
      body: (
        <>
          <h1 class="govuk-heading-l">{texts.listTitle}</h1>
          {found.length === 0 ? (
            <EmptyState title={texts.nothing} text={texts.nothingHint} />
          ) : (
            <>
              <p class="govuk-body">{texts.listIntro}</p>
              <ul class="govuk-list ritums-choices">
                {found.map(({ key, name }) => (
                  <li key={key}>
                    <a class="govuk-link" href={`/start/${encodeURIComponent(key)}`}>
                      {name}
                    </a>
                  </li>
                ))}
              </ul>
            </>
          )}
        </>
      ),
    },
  }
}
