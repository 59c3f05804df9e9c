/** An absence of somebody else, entered and ended by who manages people. */
import { NotFound } from '../../../engine/model/errors.ts'
import { backTo, loadPerson } from '../people/load-person.ts'
import type { PageCall, PageRoute } from '../shared/page.ts'
import { absenceForm, enterAbsence, type AbsencePlace } from './absence-form.tsx'
import { ABSENCE_TEXTS } from './absence-texts.ts'
import { endAbsence } from './end-absence.ts'
import type { PersonView } from '../../../api/identity/people.ts'

export const showNewAbsence: PageRoute['handle'] = async (call) => {
  const person = await loadPerson(call)
  return absenceForm(call, person, placeOf(call, person), new URLSearchParams(), [])
}

export const postNewAbsence: PageRoute['handle'] = async (call) => {
  const person = await loadPerson(call)
  const wrong = await enterAbsence(call, person.login)
  if (wrong.length > 0) return absenceForm(call, person, placeOf(call, person), call.posted.fields, wrong)
  return { redirect: `/people/${person.login}?done=absence-entered` }
}

export const postEndAbsence: PageRoute['handle'] = async (call) => {
  const { login } = await loadPerson(call)
  const absence = await call.ports.identity.absences.get(call.institutionId, call.params['absenceId'] ?? '')
  if (absence.login !== login) throw new NotFound('absence', absence.id)
  await endAbsence(call, absence.id)
  return { redirect: `/people/${login}?done=absence-ended` }
}

function placeOf({ language }: PageCall, person: PersonView): AbsencePlace {
  return {
    room: 'people',
    title: ABSENCE_TEXTS[language].addFor(person.name),
    back: backTo(person),
    action: `/people/${person.login}/absences/new`,
  }
}
