/** One person: account, roles, what the register says, absences. */
import { AbsenceTable } from '../absences/absence-table.tsx'
import { doneNotice } from '../shared/done-notice.ts'
import type { PageRoute } from '../shared/page.ts'
import { ButtonLink } from '../shared/parts/button.tsx'
import { SummaryList } from '../shared/parts/summary-list.tsx'
import { loadPerson } from './load-person.ts'
import { AccountState } from './people-list.tsx'
import { PEOPLE_TEXTS } from './people-texts.ts'
import { PersonInRegister } from './person-in-register.tsx'
import { PersonRoles } from './person-roles.tsx'
import { personRoom, type PersonRoom } from './person-room.ts'

export const showPerson: PageRoute['handle'] = async (call) => {
  const person = await loadPerson(call)
  const texts = PEOPLE_TEXTS[call.language]
  const room = await personRoom(call, person)
  return {
    page: {
      title: person.name,
      room: 'people',
      back: { href: '/people', text: texts.back },
      ...doneNotice(call.query, texts.done),
      body: (
        <>
          <h1 class="govuk-heading-l">{person.name}</h1>
          <Account {...room} />
          <PersonRoles {...room} />
          <Absences {...room} />
          <PersonInRegister {...room} />
        </>
      ),
    },
  }
}

function Account({ call, person }: PersonRoom) {
  const texts = PEOPLE_TEXTS[call.language]
  const { login, name, email, language, state } = person
  const edit = { href: `/people/${login}/edit`, text: texts.change }
  return (
    <section aria-labelledby="account">
      <h2 class="govuk-heading-m" id="account">
        {texts.facts}
      </h2>
      <SummaryList
        rows={[
          { key: texts.login, value: login },
          { key: texts.name, value: name, action: { ...edit, about: texts.name } },
          { key: texts.email, value: email ?? texts.noEmail, action: { ...edit, about: texts.email } },
          {
            key: texts.language,
            value: language === null ? texts.noLanguage : texts.languages[language],
            action: { ...edit, about: texts.language },
          },
          {
            key: texts.state,
            value: <AccountState call={call} state={state} />,
            action: {
              href: `/people/${login}/state`,
              text: state === 'active' ? texts.disable : texts.enable,
              about: '',
            },
          },
        ]}
      />
      <ButtonLink kind="secondary" href={`/people/${login}/password`}>
        {texts.passwordLink}
      </ButtonLink>
    </section>
  )
}

function Absences({ call, person, absences }: PersonRoom) {
  const texts = PEOPLE_TEXTS[call.language]
  return (
    <section aria-labelledby="absences">
      <h2 class="govuk-heading-m" id="absences">
        {texts.absencesTitle}
      </h2>
      {absences.length === 0 ? (
        <p class="govuk-body">{texts.absencesNone}</p>
      ) : (
        <AbsenceTable call={call} rows={absences} endAt={`/people/${person.login}/absences`} />
      )}
      <ButtonLink kind="secondary" href={`/people/${person.login}/absences/new`}>
        {texts.addAbsence}
      </ButtonLink>
    </section>
  )
}
