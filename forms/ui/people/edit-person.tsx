/** Name, e-mail and language of a person. */
import type { PersonPatch, PersonView } from '../../../api/identity/people.ts'
import { formPage } from '../shared/form-page.tsx'
import type { PageCall, PageReply, PageRoute } from '../shared/page.ts'
import type { SummaryError } from '../shared/parts/error-summary.tsx'
import { tried } from '../shared/tried.ts'
import { backTo, loadPerson, refusals } from './load-person.ts'
import { PersonFields, wrongFacts } from './person-fields.tsx'
import { PEOPLE_TEXTS } from './people-texts.ts'

export const showEditPerson: PageRoute['handle'] = async (call) => {
  const person = await loadPerson(call)
  const { name, email, language } = person
  return editPage(call, person, new URLSearchParams({ name, email: email ?? '', language: language ?? '' }), [])
}

export const editPerson: PageRoute['handle'] = async (call) => {
  const { ports, change, posted } = call
  const person = await loadPerson(call)
  const { fields } = posted
  const name = (fields.get('name') ?? '').trim()
  const email = (fields.get('email') ?? '').trim()
  const chosen = fields.get('language')
  const wrong = wrongFacts(call, { name })
  if (wrong.length > 0) return editPage(call, person, fields, wrong)
  const patch: PersonPatch = {
    name,
    email: email === '' ? null : email,
    language: chosen === 'lv' || chosen === 'en' ? chosen : null,
  }
  const refused = await tried(() => ports.identity.people.update({ ...change, login: person.login, patch }), {
    ...refusals(call),
    '/email format': { id: 'email', text: PEOPLE_TEXTS[call.language].wrong.email },
  })
  if (refused.length > 0) return editPage(call, person, fields, refused)
  return { redirect: `/people/${person.login}?done=saved` }
}

function editPage(
  call: PageCall,
  person: PersonView,
  typed: URLSearchParams,
  wrong: readonly SummaryError[],
): PageReply {
  const texts = PEOPLE_TEXTS[call.language]
  return formPage(call, {
    room: 'people',
    title: texts.editTitle(person.name),
    back: backTo(person),
    action: `/people/${person.login}/edit`,
    button: texts.save,
    wrong,
    fields: <PersonFields language={call.language} typed={typed} wrong={wrong} />,
  })
}
