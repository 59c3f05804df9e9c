/** The first page of the counter: who is it? What is searched for is personal, so it is posted and stands in no address. */
import type { PageCall, PageReply, PageRoute } from '../shared/page.ts'
import { Button } from '../shared/parts/button.tsx'
import { ErrorSummary } from '../shared/parts/error-summary.tsx'
import { Field, fieldProps } from '../shared/parts/field.tsx'
import { FormToken } from '../shared/parts/form-token.tsx'
import { Notice } from '../shared/parts/notice.tsx'
import { COUNTER_TEXTS } from './counter-texts.ts'
import { findClients, SHORTEST_WORDS, type Found } from './find-clients.ts'
import { FoundClients } from './found-clients.tsx'
import { mayReportDisruption } from './may-serve.ts'
import { NewClient } from './new-client.tsx'
import { mayRead } from './read-record.ts'

export const showFind: PageRoute['handle'] = async (call) => findPage(call, { words: '', found: null, wrong: null })

export const postFind: PageRoute['handle'] = async (call) => {
  const words = (call.posted.fields.get('words') ?? '').trim().slice(0, 200)
  if (words.length < SHORTEST_WORDS)
    return findPage(call, { words, found: null, wrong: COUNTER_TEXTS[call.language].wordsMissing })
  const found = await findClients(call, words)
  if (found.exact) return { redirect: `/counter/clients/${found.exact.id}` }
  return findPage(call, { words, found, wrong: null })
}

interface Asked {
  readonly words: string
  /** Null where nothing was looked for yet. */
  readonly found: Found | null
  readonly wrong: string | null
}

const WORDS = 'words'

function findPage(call: PageCall, { words, found, wrong }: Asked): PageReply {
  const { language, caller, query, forgeryToken } = call
  const texts = COUNTER_TEXTS[language]
  const error = wrong ?? undefined
  const hint = texts.wordsHint
  return {
    status: wrong === null ? 200 : 422,
    page: {
      title: texts.title,
      room: 'counter',
      failed: wrong !== null,
      ...(query.get('done') === 'cleared' ? { notice: { kind: 'success', text: texts.cleared } } : {}),
      body: (
        <>
          {wrong !== null && <ErrorSummary language={language} errors={[{ text: wrong, id: WORDS }]} />}
          <h1 class="govuk-heading-l">{texts.title}</h1>
          {mayRead(call, 'client') ? (
            <form method="post" action="/counter" role="search" novalidate autocomplete="off">
              <FormToken token={forgeryToken} />
              <Field language={language} id={WORDS} label={texts.words} hint={hint} error={error}>
                <input
                  class={`govuk-input${wrong === null ? '' : ' govuk-input--error'}`}
                  type="search"
                  name={WORDS}
                  value={words}
                  spellcheck={false}
                  autocomplete="off"
                  {...(found === null ? { autofocus: true } : {})}
                  {...fieldProps(WORDS, { hint, error })}
                />
              </Field>
              <Button>{texts.find}</Button>
            </form>
          ) : (
            <Notice language={language} kind="info" text={texts.noRight} />
          )}
          {found && <FoundClients call={call} found={found} />}
          <NewClient language={language} forgeryToken={forgeryToken} words={words} />
          <ul class="govuk-list">
            {mayReportDisruption(caller) && (
              <li>
                <a class="govuk-link" href="/counter/disruption">
                  {texts.reportDisruption}
                </a>
              </li>
            )}
            <li>
              <a class="govuk-link" href="/start">
                {texts.otherStarts}
              </a>
            </li>
          </ul>
        </>
      ),
    },
  }
}
