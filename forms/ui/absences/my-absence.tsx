/** One's own absence: entered, looked at, ended; and whose work one does meanwhile. */
import { NotFound } from '../../../engine/model/errors.ts'
import type { PageCall, PageReply, PageRoute } from '../shared/page.ts'
import type { SummaryError } from '../shared/parts/error-summary.tsx'
import { doneNotice } from '../shared/done-notice.ts'
import { absenceForm, enterAbsence } from './absence-form.tsx'
import { absenceRows } from './absence-rows.ts'
import { AbsenceTable } from './absence-table.tsx'
import { ABSENCE_TEXTS } from './absence-texts.ts'
import { endAbsence } from './end-absence.ts'

const PATH = '/me/absence'
const MOST = 50

export const showMyAbsence: PageRoute['handle'] = (call) => myAbsencePage(call, new URLSearchParams(), [])

export const postMyAbsence: PageRoute['handle'] = async (call) => {
  const wrong = await enterAbsence(call, call.caller.id)
  return wrong.length > 0 ? myAbsencePage(call, call.posted.fields, wrong) : { redirect: `${PATH}?done=entered` }
}

export const endMyAbsence: PageRoute['handle'] = async (call) => {
  const absence = await call.ports.identity.absences.get(call.institutionId, call.params['absenceId'] ?? '')
  if (absence.login !== call.caller.id) throw new NotFound('absence', absence.id)
  await endAbsence(call, absence.id)
  return { redirect: `${PATH}?done=ended` }
}

async function myAbsencePage(
  call: PageCall,
  typed: URLSearchParams,
  wrong: readonly SummaryError[],
): Promise<PageReply> {
  const { ports, institutionId, language, caller } = call
  const texts = ABSENCE_TEXTS[language]
  const [person, { items }] = await Promise.all([
    ports.identity.people.get(institutionId, caller.id),
    ports.identity.absences.list({ institutionId, login: caller.id, limit: MOST }),
  ])
  const rows = await absenceRows(call, items)
  const reply = await absenceForm(
    call,
    person,
    {
      room: 'me',
      title: texts.mine,
      back: { href: '/me', text: texts.toMe },
      action: PATH,
      intro: (
        <>
          <p class="govuk-body">{texts.mineIntro}</p>
          {rows.length > 0 && <AbsenceTable call={call} rows={rows} endAt={PATH} />}
          <h2 class="govuk-heading-m">{texts.add}</h2>
        </>
      ),
      after: (
        <section aria-labelledby="i-substitute">
          <h2 class="govuk-heading-m" id="i-substitute">
            {texts.iSubstitute}
          </h2>
          {caller.substitutes.length === 0 ? (
            <p class="govuk-body">{texts.iSubstituteNone}</p>
          ) : (
            <ul class="govuk-list govuk-list--bullet">
              {caller.substitutes.map(({ login, name, isWhole }) => (
                <li key={login}>
                  {name}: {isWhole ? texts.allOfWork : texts.someOfWork}
                </li>
              ))}
            </ul>
          )}
        </section>
      ),
    },
    typed,
    wrong,
  )
  return 'page' in reply
    ? { ...reply, page: { ...reply.page, wide: true, ...doneNotice(call.query, texts.done) } }
    : reply
}
