/** Taking a role away, after a look at what that means. */
import { NotFound } from '../../../engine/model/errors.ts'
import type { PersonView } from '../../../api/identity/people.ts'
import { formPage } from '../shared/form-page.tsx'
import { roleName } from '../shared/names.ts'
import type { PageCall, PageReply, PageRoute } from '../shared/page.ts'
import type { SummaryError } from '../shared/parts/error-summary.tsx'
import { tried } from '../shared/tried.ts'
import { backTo, loadPerson, refusals } from './load-person.ts'
import { PEOPLE_TEXTS } from './people-texts.ts'

export const showTakeRole: PageRoute['handle'] = async (call) => takeRolePage(call, await loadPerson(call), [])

export const takeRole: PageRoute['handle'] = async (call) => {
  const { ports, change, params } = call
  const person = await loadPerson(call)
  const { login } = person
  const assignmentId = params['assignmentId'] ?? ''
  const wrong = await tried(() => ports.identity.people.takeRole({ ...change, login, assignmentId }), refusals(call))
  return wrong.length > 0 ? takeRolePage(call, person, wrong) : { redirect: `/people/${login}?done=role-taken` }
}

/** @throws {NotFound} where the role is taken already */
function takeRolePage(call: PageCall, person: PersonView, wrong: readonly SummaryError[]): PageReply {
  const { params, ports, language } = call
  const texts = PEOPLE_TEXTS[language]
  const id = params['assignmentId'] ?? ''
  const held = person.roles.find((one) => one.id === id)
  if (!held) throw new NotFound('role assignment', id)
  const role = roleName(ports.data, held.role, language)
  return formPage(call, {
    room: 'people',
    title: texts.takeTitle(role),
    intro: <p class="govuk-body">{texts.takeMeans(person.name, role)}</p>,
    back: backTo(person),
    action: `/people/${person.login}/roles/${id}/take`,
    button: texts.takeDo,
    buttonKind: 'warning',
    wrong,
  })
}
