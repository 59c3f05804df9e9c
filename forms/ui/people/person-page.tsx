/** One person: account, roles, what the register says, absences. */
import type { PersonView } from '../../../api/identity/people.ts'
import type { RecordVersionView, RecordView } from '../../../engine/records/record-unit.ts'
import { AbsenceTable } from '../absences/absence-table.tsx'
import { absenceRows, type AbsenceRow } from '../absences/absence-rows.ts'
import { moment } from '../shared/format.ts'
import { roleName } from '../shared/names.ts'
import type { PageCall, PageRoute } from '../shared/page.ts'
import { Button, ButtonLink } from '../shared/parts/button.tsx'
import { DataTable } from '../shared/parts/data-table.tsx'
import { Details } from '../shared/parts/details.tsx'
import { FormToken } from '../shared/parts/form-token.tsx'
import { SummaryList } from '../shared/parts/summary-list.tsx'
import { Tag } from '../shared/parts/tag.tsx'
import { bilingual } from '../shared/service-names.ts'
import { doneNotice } from '../shared/done-notice.ts'
import { loadPerson } from './load-person.ts'
import { AccountState } from './people-list.tsx'
import { PEOPLE_TEXTS } from './people-texts.ts'
import { mayIn, PERSON, personRecord, personVersions, textsIn } from './person-record.ts'
import { periodWords, scopeNames, type ScopeNames } from './role-scope.ts'

const MOST_ABSENCES = 10

interface PersonRoom {
  readonly call: PageCall
  readonly person: PersonView
  readonly nameOfScope: ScopeNames
  readonly record: RecordView | null
  readonly groups: readonly string[]
  readonly versions: readonly (RecordVersionView & { readonly who: string })[]
  readonly absences: readonly AbsenceRow[]
}

export const showPerson: PageRoute['handle'] = async (call) => {
  const person = await loadPerson(call)
  const texts = PEOPLE_TEXTS[call.language]
  const room = await roomOf(call, person)
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
          <Roles {...room} />
          <Absences {...room} />
          <InRegister {...room} />
        </>
      ),
    },
  }
}

async function roomOf(call: PageCall, person: PersonView): Promise<PersonRoom> {
  const { ports, institutionId, language } = call
  const { login } = person
  const [nameOfScope, record, absences] = await Promise.all([
    scopeNames(call),
    personRecord(call, login),
    ports.identity.absences.list({ institutionId, login, limit: MOST_ABSENCES }),
  ])
  const versions = record === null ? [] : await personVersions(call, record)
  return {
    call,
    person,
    nameOfScope,
    record,
    groups: record === null ? [] : await groupNames(call, textsIn(record.data['groupIds'])),
    versions: await Promise.all(
      versions.map(async (version) => ({
        ...version,
        who: await ports.names.person(institutionId, version.by ?? 'system', language),
      })),
    ),
    absences: await absenceRows(call, absences.items),
  }
}

async function groupNames({ ports, institutionId, language }: PageCall, ids: readonly string[]) {
  const { items } = await ports.engine.listRecords({ institutionId, register: 'work-group', limit: 200 })
  return items.filter(({ id }) => ids.includes(id)).map(({ id, data }) => bilingual(data['name'], language, id))
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

function Roles({ call, person, nameOfScope }: PersonRoom) {
  const { language, ports } = call
  const texts = PEOPLE_TEXTS[language]
  const named = (role: string): string => roleName(ports.data, role, language)
  return (
    <section aria-labelledby="roles">
      <h2 class="govuk-heading-m" id="roles">
        {texts.rolesTitle}
      </h2>
      {person.roles.length === 0 ? (
        <p class="govuk-body">{texts.rolesNone}</p>
      ) : (
        <DataTable
          caption={texts.rolesTitle}
          captionHidden
          rows={person.roles}
          keyOf={({ id }) => id}
          columns={[
            { key: 'role', text: texts.role, names: true, cell: ({ role }) => named(role) },
            { key: 'scope', text: texts.scope, cell: ({ scope }) => nameOfScope(scope) },
            {
              key: 'period',
              text: texts.period,
              cell: (assignment) => {
                const { text, state } = periodWords(call, assignment)
                return (
                  <>
                    {text} {state !== 'now' && <Tag colour="grey">{state === 'over' ? texts.over : texts.notYet}</Tag>}
                  </>
                )
              },
            },
            {
              key: 'take',
              text: texts.take,
              hidden: true,
              cell: ({ id, role }) => (
                <a class="govuk-link" href={`/people/${person.login}/roles/${id}/take`}>
                  {texts.take}
                  <span class="govuk-visually-hidden"> {texts.takeAbout(named(role))}</span>
                </a>
              ),
            },
          ]}
        />
      )}
      <ButtonLink kind="secondary" href={`/people/${person.login}/roles/new`}>
        {texts.giveRole}
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

function InRegister({ call, person, record, groups, versions }: PersonRoom) {
  const { language } = call
  const texts = PEOPLE_TEXTS[language]
  const { read, write } = mayIn(call, PERSON)
  if (!read) return null
  return (
    <section aria-labelledby="record">
      <h2 class="govuk-heading-m" id="record">
        {texts.recordTitle}
      </h2>
      {record === null ? (
        <>
          <p class="govuk-body">{texts.recordNone}</p>
          {write && (
            <form method="post" action={`/people/${person.login}/record`}>
              <FormToken token={call.forgeryToken} />
              <Button kind="secondary">{texts.recordCreate}</Button>
            </form>
          )}
        </>
      ) : (
        <>
          <SummaryList
            rows={[
              {
                key: texts.competences,
                value: textsIn(record.data['competences']).join(', ') || texts.competencesNone,
                ...(write
                  ? {
                      action: {
                        href: `/people/${person.login}/competences`,
                        text: texts.change,
                        about: texts.competences,
                      },
                    }
                  : {}),
              },
              {
                key: texts.groups,
                value: groups.join(', ') || texts.groupsNone,
                action: { href: '/people/groups', text: texts.change, about: texts.groups },
              },
            ]}
          />
          <Details summary={texts.recordChanges}>
            <ul class="govuk-list">
              {versions.map(({ version, at, who }) => (
                <li key={version}>
                  {texts.version(version)} · {moment(at, language)} · {who}
                </li>
              ))}
            </ul>
          </Details>
          <p class="govuk-body">
            <a class="govuk-link" href={`/registers/${PERSON}/${record.id}`}>
              {texts.recordLink}
            </a>
          </p>
        </>
      )}
    </section>
  )
}
