/** The session ended while a form was filled in: the reader logs in, and goes on with what they typed. */
import type { PageCall, PageReply } from './page.ts'
import { LoginFields } from '../entrance/login-fields.tsx'
import { KeptFields } from './parts/kept-fields.tsx'
import type { Posted } from './posted.ts'
import { FRAME_TEXTS } from './frame-texts.ts'

/** Before the name of every field that is kept through a login. */
export const KEPT = 'kept.'

export function sessionEndedPage(call: PageCall, posted: Posted): PageReply {
  const texts = FRAME_TEXTS[call.language]
  return {
    status: 401,
    page: {
      title: texts.sessionEnded,
      failed: true,
      body: (
        <>
          <h1 class="govuk-heading-l">{texts.sessionEnded}</h1>
          <p class="govuk-body">{texts.sessionEndedText}</p>
          {posted.files.length > 0 && <p class="govuk-body">{texts.filesNotKept}</p>}
          <form method="post" action="/login" novalidate>
            <input type="hidden" name="to" value={call.address} />
            <KeptFields fields={posted.fields} prefix={KEPT} />
            <LoginFields language={call.language} login="" errors={{}} />
          </form>
        </>
      ),
    },
  }
}
