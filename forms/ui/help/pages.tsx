/** Help with the keyboard and the words, and the accessibility statement; the footer of every page leads here. */
import { GLOSSARY } from '../glossary/glossary-link.tsx'
import { GLOSSARY_TEXTS } from '../glossary/glossary-texts.ts'
import type { PageRoute } from '../shared/page.ts'
import { DataTable } from '../shared/parts/data-table.tsx'
import { SummaryList } from '../shared/parts/summary-list.tsx'
import { HELP_TEXTS } from './help-texts.ts'

const showHelp: PageRoute['handle'] = async ({ language, loggedIn }) => {
  const texts = HELP_TEXTS[language]
  return {
    page: {
      title: texts.helpTitle,
      body: (
        <>
          <h1 class="govuk-heading-l">{texts.helpTitle}</h1>
          <p class="govuk-body">{texts.helpIntro}</p>
          <h2 class="govuk-heading-m">{texts.shortcutsTitle}</h2>
          <p class="govuk-body">
            {texts.shortcutsWhen}{' '}
            {loggedIn && (
              <a class="govuk-link" href="/me">
                {texts.settingsLink}
              </a>
            )}
          </p>
          <DataTable
            caption={texts.shortcutsTitle}
            captionHidden
            rows={texts.shortcuts}
            keyOf={({ keys, does }) => `${keys} ${does}`}
            columns={[
              { key: 'keys', text: texts.keys, names: true, cell: ({ keys }) => <kbd>{keys}</kbd> },
              { key: 'does', text: texts.does, cell: ({ does }) => does },
            ]}
          />
          <h2 class="govuk-heading-m">{texts.words}</h2>
          <SummaryList rows={texts.terms.map(([key, value]) => ({ key, value }))} />
          <p class="govuk-body">
            {texts.moreWords}{' '}
            <a class="govuk-link" href={GLOSSARY}>
              {GLOSSARY_TEXTS[language].title}
            </a>
          </p>
        </>
      ),
    },
  }
}

const showStatement: PageRoute['handle'] = async ({ language, ports }) => {
  const texts = HELP_TEXTS[language]
  return {
    page: {
      title: texts.accessTitle,
      body: (
        <>
          <h1 class="govuk-heading-l">{texts.accessTitle}</h1>
          <p class="govuk-body">{texts.accessIntro(ports.institutionName)}</p>
          <h2 class="govuk-heading-m">{texts.accessState}</h2>
          <p class="govuk-body">{texts.accessStateText}</p>
          <h2 class="govuk-heading-m">{texts.accessLimits}</h2>
          <ul class="govuk-list govuk-list--bullet">
            {texts.accessLimitsList.map((limit) => (
              <li key={limit}>{limit}</li>
            ))}
          </ul>
          <h2 class="govuk-heading-m">{texts.accessContact}</h2>
          <p class="govuk-body">{texts.accessContactText}</p>
          <p class="govuk-body">{texts.accessDate}</p>
        </>
      ),
    },
  }
}

export const helpPages: readonly PageRoute[] = [
  { method: 'GET', path: '/help/shortcuts', may: 'public', handle: showHelp },
  { method: 'GET', path: '/accessibility', may: 'public', handle: showStatement },
]
