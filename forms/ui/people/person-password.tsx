/** A new password for a person who has lost theirs. */
import type { PersonView } from '../../../api/identity/people.ts'
import { formPage } from '../shared/form-page.tsx'
import type { PageCall, PageReply, PageRoute } from '../shared/page.ts'
import type { SummaryError } from '../shared/parts/error-summary.tsx'
import { tried } from '../shared/tried.ts'
import { backTo, loadPerson, refusals } from './load-person.ts'
import { askedPassword, PasswordFields } from './password-fields.tsx'
import { passwordShown } from './password-shown.tsx'
import { PEOPLE_TEXTS } from './people-texts.ts'

export const showPassword: PageRoute['handle'] = async (call) =>
  passwordPage(call, await loadPerson(call), new URLSearchParams(), [])

export const setPassword: PageRoute['handle'] = async (call) => {
  const { ports, change, posted, language } = call
  const person = await loadPerson(call)
  const { password, isMade, wrong } = askedPassword(posted.fields, language)
  if (wrong.length > 0) return passwordPage(call, person, posted.fields, wrong)
  let replayed = false
  const refused = await tried(async () => {
    const changed = await ports.identity.people.update({ ...change, login: person.login, patch: { password } })
    replayed = changed.replayed === true
  }, refusals(call))
  if (refused.length > 0) return passwordPage(call, person, posted.fields, refused)
  if (isMade) return passwordShown(call, person, replayed ? null : password)
  return { redirect: `/people/${person.login}?done=saved` }
}

function passwordPage(
  call: PageCall,
  person: PersonView,
  typed: URLSearchParams,
  wrong: readonly SummaryError[],
): PageReply {
  const { language } = call
  const texts = PEOPLE_TEXTS[language]
  return formPage(call, {
    room: 'people',
    title: texts.passwordTitle(person.name),
    intro: <p class="govuk-body">{texts.passwordIntro}</p>,
    back: backTo(person),
    action: `/people/${person.login}/password`,
    button: texts.passwordDo,
    wrong,
    fields: (
      <>
        {/* For programs that keep passwords: whose it is. */}
        <input type="text" name="username" value={person.login} autocomplete="username" hidden readonly />
        <PasswordFields language={language} typed={typed} wrong={wrong} />
      </>
    ),
  })
}
