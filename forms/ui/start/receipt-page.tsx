/** After a case has begun: its number, what happens next and by when, to be read out, printed, or gone on with. */
import { mayStartProcess } from '../../../api/policies/definitions.ts'
import { CASE_TEXTS } from '../cases/case-texts.ts'
import { moment } from '../shared/format.ts'
import { mayServeAtCounter } from '../shared/may-serve-at-counter.ts'
import type { PageRoute } from '../shared/page.ts'
import { Button, ButtonLink } from '../shared/parts/button.tsx'
import { FormToken } from '../shared/parts/form-token.tsx'
import { Moment } from '../shared/parts/moment.tsx'
import { SummaryList, type SummaryRow } from '../shared/parts/summary-list.tsx'
import { NextClient } from '../counter/next-client.tsx'
import { loadReceipt, type Receipt } from './receipt.ts'
import { START_TEXTS, type StartTexts } from './start-texts.ts'

export const showStarted: PageRoute['handle'] = async (call) => {
  const { language, caller, params, forgeryToken } = call
  const texts = START_TEXTS[language]
  const receipt = await loadReceipt(call, params['processInstanceId'] ?? '')
  const { brief, mine } = receipt
  const serves = mayServeAtCounter(caller) && receipt.processKey === 'application'
  return {
    page: {
      title: texts.startedTitle,
      room: 'counter',
      scripts: ['print'],
      body: (
        <>
          <div class="ritums-started" role="status" tabindex={-1} data-focus-first="">
            <h1 class="govuk-heading-l">{texts.startedTitle}</h1>
            {brief.number === '' ? (
              <p class="govuk-body">
                {texts.numberComing}{' '}
                <a class="govuk-link" href={call.address}>
                  {texts.refresh}
                </a>
              </p>
            ) : (
              <>
                <p class="govuk-body ritums-started__label">{texts.startedNumber}</p>
                <p class="ritums-started__number">{brief.number}</p>
              </>
            )}
          </div>
          {serves && <p class="govuk-body ritums-no-print">{texts.keepNumber}</p>}
          <SummaryList rows={rowsOf(receipt, language, texts)} />
          <h2 class="govuk-heading-m">{texts.next}</h2>
          {receipt.steps.length === 0 ? (
            <p class="govuk-body">{receipt.isEnded ? texts.nextEnded : texts.nextWaits}</p>
          ) : (
            <ul class="govuk-list govuk-list--bullet">
              {receipt.steps.map(({ id, text, at, due }) => (
                <li key={id}>
                  {text}
                  {at !== null && (
                    <>
                      , <Moment at={at}>{due.moment}</Moment>
                    </>
                  )}
                </li>
              ))}
            </ul>
          )}
          {receipt.serviceTerm !== '' && <p class="govuk-body">{texts.serviceTerm(receipt.serviceTerm)}</p>}
          {mine && !mine.isHeld && (
            <form method="post" action={`/tasks/${mine.id}/claim`} class="ritums-no-print">
              <FormToken token={forgeryToken} />
              <p class="govuk-body">{texts.takeNowHint(mine.name)}</p>
              <Button>{texts.takeNow}</Button>
            </form>
          )}
          {mine?.isHeld && <ButtonLink href={`/tasks/${mine.id}`}>{texts.openTask}</ButtonLink>}
          <div class="govuk-button-group ritums-no-print">
            <button type="button" class="govuk-button govuk-button--secondary" data-print hidden>
              {texts.print}
            </button>
            {receipt.mayOpenCase && (
              <a class="govuk-link" href={`/cases/${brief.rootInstanceId}`}>
                {texts.toCase}
              </a>
            )}
            {!serves && mayStartProcess(caller, receipt.processKey) && (
              <a class="govuk-link" href={`/start/${encodeURIComponent(receipt.processKey)}`}>
                {texts.again}
              </a>
            )}
          </div>
          {serves && <NextClient language={language} forgeryToken={forgeryToken} />}
        </>
      ),
    },
  }
}

function rowsOf(receipt: Receipt, language: keyof typeof CASE_TEXTS, texts: StartTexts): readonly SummaryRow[] {
  const { brief } = receipt
  return [
    { key: texts.subject, value: brief.subject },
    { key: texts.service, value: brief.service },
    { key: texts.client, value: brief.client },
    { key: texts.contact, value: brief.contact },
    { key: texts.startedAt, value: moment(receipt.startedAt, language) },
    { key: texts.startedBy, value: receipt.startedBy },
  ].filter(({ value }) => value !== '')
}
