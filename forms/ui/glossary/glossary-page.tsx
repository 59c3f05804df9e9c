/** The terms of the method in the reader's language, with the other one beside them; each has an address of its own. */
import { foldedWords } from '../../../engine/records/fold.ts'
import type { Glossary, GlossaryTerm } from '../../../processes/glossary.ts'
import type { Language } from '../../check/form-file.ts'
import type { PageRoute } from '../shared/page.ts'
import { EmptyState } from '../shared/parts/empty-state.tsx'
import { Filter } from '../shared/parts/filter.tsx'
import { TextInput } from '../shared/parts/text-input.tsx'
import { GLOSSARY } from './glossary-link.tsx'
import { GLOSSARY_TEXTS } from './glossary-texts.ts'

const MOST_WORDS = 10
const MOST_CHARACTERS = 200

const showGlossary: PageRoute['handle'] = async ({ language, query, ports }) => {
  const texts = GLOSSARY_TEXTS[language]
  const { glossary } = ports.data
  const asked = (query.get('q') ?? '').slice(0, MOST_CHARACTERS)
  const terms = termsWith(glossary, asked).toSorted((one, other) =>
    one.term[language].localeCompare(other.term[language], language),
  )
  return {
    page: {
      title: texts.title,
      body: (
        <>
          <h1 class="govuk-heading-l">{texts.title}</h1>
          <p class="govuk-body">{texts.intro}</p>
          <Filter language={language} label={texts.title} action={GLOSSARY} clear={asked === '' ? null : GLOSSARY}>
            <TextInput
              {...{ language, id: 'q', label: texts.search, type: 'search', maxlength: MOST_CHARACTERS }}
              value={asked}
            />
          </Filter>
          {terms.length === 0 ? (
            <EmptyState title={texts.none} text={texts.noneText} />
          ) : (
            <>
              <p class="govuk-body">{texts.count(terms.length)}</p>
              <dl class="govuk-summary-list">
                {terms.map((term) => (
                  <Term key={term.id} language={language} term={term} />
                ))}
              </dl>
              <Sources language={language} glossary={glossary} />
            </>
          )}
        </>
      ),
    },
  }
}

export const glossaryPages: readonly PageRoute[] = [
  { method: 'GET', path: GLOSSARY, may: 'public', handle: showGlossary },
]

/** Those in which every word is found, in either language, as it is or at the beginning of another. */
function termsWith({ terms }: Glossary, asked: string): readonly GlossaryTerm[] {
  const wanted = foldedWords(asked, MOST_WORDS)
  return terms.filter(({ term, definition }) => {
    const said = foldedWords([term.lv, term.en, definition.lv, definition.en].join(' '), Infinity)
    return wanted.every((word) => said.some((one) => one.startsWith(word)))
  })
}

function Term({ language, term: { id, term, definition, sources } }: { language: Language; term: GlossaryTerm }) {
  const texts = GLOSSARY_TEXTS[language]
  const other = language === 'lv' ? 'en' : 'lv'
  return (
    <div class="govuk-summary-list__row" id={id}>
      <dt class="govuk-summary-list__key">
        <a class="govuk-link govuk-link--no-visited-state" href={`#${id}`}>
          {term[language]}
        </a>
        <span class="ritums-secondary" lang={other}>
          {term[other]}
        </span>
      </dt>
      <dd class="govuk-summary-list__value">
        {definition[language]}
        <span class="ritums-secondary">
          {texts.source}: {sources.join('; ')}
        </span>
      </dd>
    </div>
  )
}

function Sources({ language, glossary }: { readonly language: Language; readonly glossary: Glossary }) {
  return (
    <>
      <h2 class="govuk-heading-m">{GLOSSARY_TEXTS[language].sources}</h2>
      <ul class="govuk-list">
        {glossary.sources.map(({ id, name }) => (
          <li key={id}>
            {id} – {name[language]}
          </li>
        ))}
      </ul>
    </>
  )
}
