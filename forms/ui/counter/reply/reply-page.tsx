/** A client who comes back about a case: how it is getting on, what it waits for, and what they may say. */
import { mayServeAtCounter } from '../../shared/may-serve-at-counter.ts'
import { maySeeInstancesOf } from '../../../../api/policies/instances.ts'
import type { ProcessInstanceDetails } from '../../../../engine/model/views.ts'
import type { Language } from '../../../check/form-file.ts'
import { codeLabel } from '../../shared/names.ts'
import { mayRead, readRecord } from '../read-record.ts'
import { moment } from '../../shared/format.ts'
import type { PageCall, PageRoute } from '../../shared/page.ts'
import { Moment } from '../../shared/parts/moment.tsx'
import { Notice } from '../../shared/parts/notice.tsx'
import { SummaryList } from '../../shared/parts/summary-list.tsx'
import { visibleCase } from '../../shared/visible-case.ts'
import { loadReceipt } from '../../start/receipt.ts'
import { START_TEXTS } from '../../start/start-texts.ts'
import { MESSAGE_TEXTS } from '../message-texts.ts'
import { NextClient } from '../next-client.tsx'
import { awaitedOf, type Awaited } from './awaited.ts'

export const showReply: PageRoute['handle'] = async (call) => {
  const { language, params, query, caller, forgeryToken } = call
  const texts = MESSAGE_TEXTS[language]
  const instance = await visibleCase(call, params['processInstanceId'] ?? '')
  const [awaited, { brief, steps, isEnded }] = await Promise.all([
    awaitedOf(call, instance),
    loadReceipt(call, instance.id),
  ])
  const done = query.get('done')
  const questions = awaited.filter(({ question }) => question !== '')
  const decisions = awaited.filter(({ question, isWaitedFor }) => question === '' && isWaitedFor)
  const others = awaited.filter(({ isWaitedFor }) => !isWaitedFor)
  const status = await statusOf(call, instance)
  const title = texts.title(brief.number)
  const { clientId } = instance.variables
  return {
    page: {
      title,
      room: 'counter',
      back: {
        href: typeof clientId === 'string' ? `/counter/clients/${clientId}` : '/counter',
        text: texts.back,
      },
      ...(done === null ? {} : { notice: { kind: 'success', text: texts.done[done] ?? texts.doneOther } }),
      body: (
        <>
          <h1 class="govuk-heading-l">{title}</h1>
          <SummaryList
            rows={[
              { key: texts.client, value: brief.client },
              { key: texts.subject, value: brief.subject },
              { key: texts.service, value: brief.service },
              { key: texts.status, value: status },
            ].filter(({ value }) => value !== '')}
          />
          <h2 class="govuk-heading-m">{texts.waits}</h2>
          {questions.length + decisions.length === 0 && <p class="govuk-body">{texts.nothing}</p>}
          {questions.map((one) => (
            <Notice key={one.key} language={language} kind="warning">
              <p class="govuk-body ritums-pre">{one.question}</p>
              {one.neededBy !== null && <p class="govuk-body">{texts.neededBy(moment(one.neededBy, language))}</p>}
              <p class="govuk-body">
                <a class="govuk-link" href={answerAddress(instance.id, one)}>
                  {one.name}
                </a>
              </p>
            </Notice>
          ))}
          <Sayings language={language} processInstanceId={instance.id} sayings={decisions} />
          <h2 class="govuk-heading-m">{texts.now}</h2>
          {steps.length === 0 ? (
            <p class="govuk-body">{isEnded ? START_TEXTS[language].nextEnded : START_TEXTS[language].nextWaits}</p>
          ) : (
            <>
              <p class="govuk-body">{texts.nowHint}</p>
              <ul class="govuk-list govuk-list--bullet">
                {steps.map(({ id, text, at, due }) => (
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
            </>
          )}
          {others.length > 0 && <h2 class="govuk-heading-m">{texts.other}</h2>}
          <Sayings language={language} processInstanceId={instance.id} sayings={others} />
          {maySeeInstancesOf(caller, instance.processKey) && (
            <p class="govuk-body">
              <a class="govuk-link" href={`/cases/${instance.rootInstanceId}`}>
                {texts.openCase}
              </a>
            </p>
          )}
          {mayServeAtCounter(caller) && <NextClient language={language} forgeryToken={forgeryToken} />}
        </>
      ),
    },
  }
}

interface SayingsProps {
  readonly language: Language
  readonly processInstanceId: string
  readonly sayings: readonly Awaited[]
}

/** What the client may say, each leading to its form. */
function Sayings({ language, processInstanceId, sayings }: SayingsProps) {
  const { hints } = MESSAGE_TEXTS[language]
  if (sayings.length === 0) return null
  return (
    <ul class="govuk-list ritums-choices">
      {sayings.map((one) => (
        <li key={`${one.message} ${one.key}`}>
          <a class="govuk-link" href={answerAddress(processInstanceId, one)}>
            {one.name}
          </a>
          {hints[one.message] !== undefined && <span class="ritums-secondary">{hints[one.message]}</span>}
        </li>
      ))}
    </ul>
  )
}

/** Of the application that the case is about; empty where the reader may not look it up. */
async function statusOf(call: PageCall, instance: ProcessInstanceDetails): Promise<string> {
  const { applicationId } = instance.variables
  if (typeof applicationId !== 'string' || !mayRead(call, 'application')) return ''
  const { status } = await readRecord(call, 'application', applicationId)
  return codeLabel(call.ports.data, 'applicationStatus', status ?? '', call.language)
}

function answerAddress(processInstanceId: string, { message, key }: Awaited): string {
  return `/counter/reply/${processInstanceId}/${encodeURIComponent(message)}?key=${encodeURIComponent(key)}`
}
