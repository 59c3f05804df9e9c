/** Logging in and out. What was typed before a session ended goes on from here. */
import { HttpRefusal } from '../../../api/http-refusal.ts'
import { doneNotice } from '../shared/done-notice.ts'
import { forgeryTokenOf } from '../shared/forgery.ts'
import type { PageCall, PageReply, PageRoute } from '../shared/page.ts'
import { Button } from '../shared/parts/button.tsx'
import { ErrorSummary } from '../shared/parts/error-summary.tsx'
import { FormToken } from '../shared/parts/form-token.tsx'
import { KeptFields } from '../shared/parts/kept-fields.tsx'
import { ownAddress } from '../shared/own-address.ts'
import { KEPT } from '../shared/session-ended-page.tsx'
import { LoginFields, type LoginErrors } from './login-fields.tsx'
import { LOGIN_TEXTS } from './login-texts.ts'

/** Where somebody arrives who came to log in and to nothing else. */
const ARRIVAL = '/'

const showLogin: PageRoute['handle'] = async (call) => {
  const to = ownAddress(call.query.get('to') ?? ARRIVAL)
  return call.loggedIn ? { redirect: to } : loginPage(call, to, '', {})
}

const logIn: PageRoute['handle'] = async (call) => {
  const { ports, posted, language } = call
  const { fields } = posted
  const texts = LOGIN_TEXTS[language]
  const to = ownAddress(fields.get('to') ?? ARRIVAL)
  const login = (fields.get('user') ?? '').trim().toLowerCase().slice(0, 200)
  const password = (fields.get('password') ?? '').slice(0, 200)
  const errors: LoginErrors = {
    ...(login === '' ? { user: texts.loginMissing } : {}),
    ...(password === '' ? { password: texts.passwordMissing } : {}),
  }
  const kept = new URLSearchParams(
    [...fields].flatMap(([name, value]) => (name.startsWith(KEPT) ? [[name.slice(KEPT.length), value]] : [])),
  )
  if (Object.keys(errors).length > 0) return loginPage(call, to, login, errors, kept)
  try {
    const { token, expiresAt } = await ports.identity.sessions.logIn({
      institutionId: ports.institutionId,
      login,
      password,
      address: call.remoteAddress,
    })
    // The session that the browser had before ends here: two people at one counter do not share one.
    if (call.sessionToken !== null) await ports.identity.sessions.logOut(call.sessionToken)
    const session = { token, expiresAt }
    return kept.size === 0 ? { redirect: to, session } : goOnPage(call, to, kept, session)
  } catch (error) {
    if (!(error instanceof HttpRefusal) || ![401, 429].includes(error.facts.status)) throw error
    return loginPage(call, to, login, { user: error.facts.status === 429 ? texts.tooMany : texts.wrong }, kept)
  }
}

const logOut: PageRoute['handle'] = async ({ ports, sessionToken }) => {
  if (sessionToken !== null) await ports.identity.sessions.logOut(sessionToken)
  return { redirect: '/login?done=logged-out', session: null }
}

function loginPage(
  call: PageCall,
  to: string,
  login: string,
  errors: LoginErrors,
  kept = new URLSearchParams(),
): PageReply {
  const { language, query } = call
  const texts = LOGIN_TEXTS[language]
  const wrong = Object.entries(errors).map(([id, text]) => ({ id, text: text ?? '' }))
  return {
    status: wrong.length > 0 ? 422 : 200,
    page: {
      title: texts.title,
      failed: wrong.length > 0,
      ...doneNotice(query, texts.done),
      body: (
        <>
          {wrong.length > 0 && <ErrorSummary language={language} errors={wrong} />}
          <h1 class="govuk-heading-l">{texts.title}</h1>
          <p class="govuk-body">
            {texts.intro}{' '}
            <a class="govuk-link" href="/services">
              {texts.applyLink}
            </a>
          </p>
          <form method="post" action="/login" novalidate>
            <input type="hidden" name="to" value={to} />
            <KeptFields fields={kept} prefix={KEPT} />
            {/* Somebody who is logged in as another person in this browser has a token to send. */}
            <FormToken token={call.forgeryToken} />
            <LoginFields language={language} login={login} errors={errors} />
          </form>
        </>
      ),
    },
  }
}

/** What was typed before is sent by its own button: nothing happens that the person does not see. */
function goOnPage(
  { language }: PageCall,
  to: string,
  kept: URLSearchParams,
  session: { readonly token: string; readonly expiresAt: string },
): PageReply {
  const texts = LOGIN_TEXTS[language]
  return {
    session,
    page: {
      title: texts.goOnTitle,
      body: (
        <>
          <h1 class="govuk-heading-l">{texts.goOnTitle}</h1>
          <p class="govuk-body">{texts.goOn}</p>
          <form method="post" action={to}>
            <FormToken token={forgeryTokenOf(session.token)} />
            <KeptFields fields={kept} />
            <Button>{texts.send}</Button>
          </form>
          <p class="govuk-body">
            <a class="govuk-link" href={to}>
              {texts.openAgain}
            </a>
          </p>
        </>
      ),
    },
  }
}

export const loginPages: readonly PageRoute[] = [
  { method: 'GET', path: '/login', may: 'public', handle: showLogin },
  { method: 'POST', path: '/login', may: 'public', handle: logIn },
  { method: 'POST', path: '/logout', may: 'public', handle: logOut },
]
