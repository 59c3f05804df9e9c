/** Number and code: the way to an application without an account. */
import { HttpRefusal } from '../../../../api/http-refusal.ts'
import { readTrackingCode } from '../../../../api/tracking/index.ts'
import { NotFound } from '../../../../engine/model/errors.ts'
import type { PageCall, PageReply, PageRoute } from '../../shared/page.ts'
import { Button } from '../../shared/parts/button.tsx'
import { ErrorSummary } from '../../shared/parts/error-summary.tsx'
import { Field, fieldProps } from '../../shared/parts/field.tsx'
import { FormToken } from '../../shared/parts/form-token.tsx'
import { KeptFields } from '../../shared/parts/kept-fields.tsx'
import { KEPT } from '../../shared/session-ended-page.tsx'
import { TRACK_ACTIONS } from './actions.ts'
import { TRACK_TEXTS } from './track-texts.ts'
import { TRACKING_FIELD, TrackingToken } from './tracking-token.tsx'

/** Longer than any number. */
const LONGEST = 60

export interface LoginState {
  readonly number?: string
  readonly errors?: { readonly number?: string | undefined; readonly code?: string | undefined }
  readonly status?: number
  /** What was typed before the time was over, and where it goes. */
  readonly kept?: URLSearchParams
  readonly to?: string
  readonly lostFiles?: boolean
}

export const logIn: PageRoute['handle'] = async (call) => {
  const { ports, posted, language, institutionId, trackingToken } = call
  const { fields } = posted
  const texts = TRACK_TEXTS[language]
  const to = ownPage(fields.get('to'))
  const kept = new URLSearchParams(
    [...fields].flatMap(([name, value]) => (name.startsWith(KEPT) ? [[name.slice(KEPT.length), value]] : [])),
  )
  const number = (fields.get('number') ?? '').trim().toUpperCase().slice(0, LONGEST)
  const code = fields.get('code') ?? ''
  const missing = {
    number: number === '' ? texts.numberMissing : undefined,
    code: code.trim() === '' ? texts.codeMissing : undefined,
  }
  if (missing.number ?? missing.code) return loginPage(call, { number, errors: missing, kept, to })
  const applicationId = await attempt(call, number, code)
  if (applicationId === 'wrong') return loginPage(call, { number, errors: { number: texts.wrong }, kept, to })
  if (applicationId === 'too-many')
    return loginPage(call, { number, errors: { number: texts.tooMany }, kept, to, status: 429 })
  if (trackingToken !== null) await ports.tracking.end(trackingToken)
  const tracking = await ports.tracking.begin({ institutionId, applicationId: applicationId.id })
  return kept.size === 0 ? { redirect: to, tracking } : goOnPage(call, to, kept, tracking)
}

/** The same answer, and the same work before it, whichever of the two is wrong. */
async function attempt(call: PageCall, number: string, typed: string) {
  const { ports, institutionId, remoteAddress } = call
  let right: () => Promise<void>
  try {
    right = await ports.visitorLimits.track(number, remoteAddress)
  } catch (error) {
    if (error instanceof HttpRefusal && error.facts.status === 429) return 'too-many' as const
    throw error
  }
  const code = readTrackingCode(typed)
  const id = code === null ? null : await ports.tracking.find({ institutionId, code })
  if (id === null) return 'wrong' as const
  try {
    const record = await ports.engine.getRecord({ institutionId, register: 'application', id })
    if (record.number?.toUpperCase() !== number) return 'wrong' as const
  } catch (error) {
    if (error instanceof NotFound) return 'wrong' as const
    throw error
  }
  await right()
  return { id }
}

/** Pages of tracking only. */
function ownPage(to: string | null): string {
  return TRACK_ACTIONS.some(({ key }) => to === `/track/${key}`) ? (to ?? '/track') : '/track'
}

export function loginPage(call: PageCall, state: LoginState = {}): PageReply {
  const { language, query, forgeryToken } = call
  const texts = TRACK_TEXTS[language]
  const { number = '', errors = {}, kept, to = '/track', lostFiles = false } = state
  const wrong = Object.entries(errors).flatMap(([id, text]) => (text === undefined ? [] : [{ id, text }]))
  const hasEnded = kept !== undefined && kept.size > 0
  const title = hasEnded ? texts.endedTitle : texts.title
  return {
    status: state.status ?? (wrong.length > 0 ? 422 : 200),
    page: {
      title,
      failed: wrong.length > 0,
      ...(query.get('done') === 'ended' ? { notice: { kind: 'success', text: texts.endedByYou } } : {}),
      body: (
        <>
          <ErrorSummary language={language} errors={wrong} />
          <h1 class="govuk-heading-l">{title}</h1>
          <p class="govuk-body">{hasEnded ? texts.ended : texts.loginText}</p>
          {lostFiles && <p class="govuk-body">{texts.filesAgain}</p>}
          <form method="post" action="/track" novalidate>
            <FormToken token={forgeryToken} />
            <input type="hidden" name="to" value={to} />
            {kept && <KeptFields fields={withoutToken(kept)} prefix={KEPT} />}
            <Field language={language} id="number" label={texts.number} hint={texts.numberHint} error={errors.number}>
              <input
                class="govuk-input govuk-input--width-20"
                name="number"
                value={number}
                autocomplete="off"
                autocapitalize="characters"
                spellcheck={false}
                {...fieldProps('number', { hint: texts.numberHint, error: errors.number })}
              />
            </Field>
            <Field language={language} id="code" label={texts.code} hint={texts.codeHint} error={errors.code}>
              <input
                class="govuk-input govuk-input--width-20"
                name="code"
                autocomplete="off"
                autocapitalize="characters"
                spellcheck={false}
                {...fieldProps('code', { hint: texts.codeHint, error: errors.code })}
              />
            </Field>
            <Button>{texts.open}</Button>
          </form>
          <p class="govuk-body">{texts.lost}</p>
        </>
      ),
    },
  }
}

/** What was typed before is sent by its own button: nothing happens that the person does not see. */
function goOnPage(
  { language, forgeryToken }: PageCall,
  to: string,
  kept: URLSearchParams,
  tracking: { readonly token: string; readonly expiresAt: string },
): PageReply {
  const texts = TRACK_TEXTS[language]
  return {
    tracking,
    page: {
      title: texts.goOnTitle,
      body: (
        <>
          <h1 class="govuk-heading-l">{texts.goOnTitle}</h1>
          <p class="govuk-body">{texts.goOn}</p>
          <form method="post" action={to}>
            <FormToken token={forgeryToken} />
            <TrackingToken session={tracking.token} />
            <KeptFields fields={withoutToken(kept)} />
            <Button>{texts.sendKept}</Button>
          </form>
          <p class="govuk-body">
            <a class="govuk-link" href="/track">
              {texts.dropKept}
            </a>
          </p>
        </>
      ),
    },
  }
}

function withoutToken(fields: URLSearchParams): URLSearchParams {
  return new URLSearchParams([...fields].filter(([name]) => name !== TRACKING_FIELD))
}
