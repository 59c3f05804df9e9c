/** Closing and opening an account, with what that means said before. */
import type { PersonView } from '../../../api/identity/people.ts'
import { formPage } from '../shared/form-page.tsx'
import type { PageCall, PageReply, PageRoute } from '../shared/page.ts'
import type { SummaryError } from '../shared/parts/error-summary.tsx'
import { tried } from '../shared/tried.ts'
import { backTo, loadPerson, refusals } from './load-person.ts'
import { PEOPLE_TEXTS } from './people-texts.ts'

export const showState: PageRoute['handle'] = async (call) => statePage(call, await loadPerson(call), [])

export const changeState: PageRoute['handle'] = async (call) => {
  const { ports, change, posted } = call
  const person = await loadPerson(call)
  const { login } = person
  const state = posted.fields.get('state') === 'disabled' ? 'disabled' : 'active'
  const wrong = await tried(() => ports.identity.people.update({ ...change, login, patch: { state } }), refusals(call))
  if (wrong.length > 0) return statePage(call, person, wrong)
  return { redirect: `/people/${login}?done=${state === 'disabled' ? 'disabled' : 'enabled'}` }
}

async function statePage(call: PageCall, person: PersonView, wrong: readonly SummaryError[]): Promise<PageReply> {
  const { ports, institutionId, language } = call
  const texts = PEOPLE_TEXTS[language]
  const closes = person.state === 'active'
  const { count, more } = await ports.engine.countTasks({ institutionId, state: 'open', assignee: person.login })
  return formPage(call, {
    room: 'people',
    title: (closes ? texts.disableTitle : texts.enableTitle)(person.name),
    intro: (
      <>
        <ul class="govuk-list govuk-list--bullet">
          {(closes ? texts.disableMeans : texts.enableMeans).map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
        {closes && <p class="govuk-body">{texts.openTasks(count, more)}</p>}
      </>
    ),
    back: backTo(person),
    action: `/people/${person.login}/state`,
    button: closes ? texts.disable : texts.enable,
    buttonKind: closes ? 'warning' : 'primary',
    wrong,
    fields: <input type="hidden" name="state" value={closes ? 'disabled' : 'active'} />,
  })
}
