/** How far an application is, what it waits for, and what was written to its applicant. */
import type { TrackingView } from '../../../../api/tracking/index.ts'
import { clock, day, moment } from '../../shared/format.ts'
import type { PageCall, PageReply, PageRoute } from '../../shared/page.ts'
import { Button, ButtonLink } from '../../shared/parts/button.tsx'
import { FormToken } from '../../shared/parts/form-token.tsx'
import { Notice } from '../../shared/parts/notice.tsx'
import { isOffered, TRACK_ACTIONS, type ActionKey } from './actions.ts'
import { Letters } from './letters.tsx'
import { loadTracked, viewOf, type Tracked } from './load-tracked.ts'
import { loginPage } from './track-login.tsx'
import { TRACK_TEXTS } from './track-texts.ts'
import { TrackingToken } from './tracking-token.tsx'
import { Way } from './way.tsx'

export const showTrack: PageRoute['handle'] = async (call) => {
  const view = await viewOf(call)
  return view ? trackPage(call, view, await loadTracked(call, view)) : loginPage(call)
}

/** "Beigt": nobody who comes to this computer afterwards sees the application. */
export const endTrack: PageRoute['handle'] = async ({ ports, trackingToken }) => {
  if (trackingToken !== null) await ports.tracking.end(trackingToken)
  return { redirect: '/track?done=ended', tracking: null }
}

function trackPage(call: PageCall, view: TrackingView, tracked: Tracked): PageReply {
  const { language, query, forgeryToken, trackingToken } = call
  const texts = TRACK_TEXTS[language]
  const done = texts.done[query.get('done') ?? '']
  const current = tracked.way.find(({ state }) => state === 'current')
  const offered = (key: ActionKey) => TRACK_ACTIONS.some((one) => one.key === key && isOffered(one, tracked))
  const others = (['inquire', 'withdraw'] as const).filter(offered)
  return {
    page: {
      title: `${texts.title} ${tracked.number}`,
      ...(done === undefined ? {} : { notice: { kind: 'success', text: done } }),
      body: (
        <>
          <h1 class="govuk-heading-l">
            <span class="govuk-caption-l">{tracked.number}</span>
            {tracked.subject}
          </h1>
          {tracked.question && (
            <Notice language={language} kind="warning">
              <h2 class="govuk-heading-m">{texts.askedTitle}</h2>
              <p class="govuk-body ritums-pre">{tracked.question.text}</p>
              {tracked.question.neededBy !== null && (
                <p class="govuk-body">{texts.neededBy(moment(tracked.question.neededBy, language))}</p>
              )}
              <div class="ritums-notice__action">
                <ButtonLink href="/track/reply">{texts.reply}</ButtonLink>
              </div>
            </Notice>
          )}
          {current && (
            <>
              <h2 class="govuk-heading-m">{texts.state}</h2>
              <p class="govuk-body">
                <strong>{current.milestone.name[language]}.</strong> {current.milestone.next[language]}{' '}
                {tracked.by !== null && texts.by(moment(tracked.by, language))}
              </p>
            </>
          )}
          {(tracked.result !== '' || offered('confirm')) && (
            <>
              <h2 class="govuk-heading-m">{texts.resultTitle}</h2>
              <p class="govuk-body ritums-pre">{tracked.result}</p>
            </>
          )}
          {offered('confirm') && (
            <>
              <p class="govuk-body">{texts.resultText}</p>
              <div class="govuk-button-group">
                <ButtonLink href="/track/confirm">{texts.confirm}</ButtonLink>
                {offered('dispute') && (
                  <ButtonLink kind="secondary" href="/track/dispute">
                    {texts.dispute}
                  </ButtonLink>
                )}
              </div>
            </>
          )}
          {offered('rate') && (
            <>
              <h2 class="govuk-heading-m">{texts.rateTitle}</h2>
              <p class="govuk-body">{texts.rateText}</p>
              <ButtonLink href="/track/rate">{texts.rate}</ButtonLink>
            </>
          )}
          <h2 class="govuk-heading-m">{texts.way}</h2>
          <Way language={language} way={tracked.way} />
          {others.length > 0 && (
            <>
              <h2 class="govuk-heading-m">{texts.more}</h2>
              <ul class="govuk-list">
                {others.map((key) => (
                  <li key={key}>
                    <a class="govuk-link" href={`/track/${key}`}>
                      {texts[key]}
                    </a>
                  </li>
                ))}
              </ul>
            </>
          )}
          <h2 class="govuk-heading-m">{texts.messages}</h2>
          <Letters language={language} letters={tracked.letters} />
          <form method="post" action="/track/end">
            <FormToken token={forgeryToken} />
            <TrackingToken session={trackingToken} />
            <p class="govuk-body">{texts.until(untilWords(view.expiresAt, call))}</p>
            <Button kind="secondary">{texts.end}</Button>
          </form>
        </>
      ),
    },
  }
}

function untilWords(at: string, { language, ports }: PageCall): string {
  const today = day(ports.clock.now().toISOString(), language)
  return day(at, language) === today ? clock(at, language) : moment(at, language)
}
