/** Everybody with an account: looked for by name, role and state. */
import type { PersonView } from '../../../api/identity/people.ts'
import { roleName } from '../shared/names.ts'
import type { PageCall, PageRoute } from '../shared/page.ts'
import { ButtonLink } from '../shared/parts/button.tsx'
import { DataTable } from '../shared/parts/data-table.tsx'
import { EmptyState } from '../shared/parts/empty-state.tsx'
import { Filter } from '../shared/parts/filter.tsx'
import { Pagination } from '../shared/parts/pagination.tsx'
import { Select } from '../shared/parts/select.tsx'
import { Tag } from '../shared/parts/tag.tsx'
import { TextInput } from '../shared/parts/text-input.tsx'
import { FirstStepsLink } from '../first-steps/first-steps-link.tsx'
import { firstStepsLeft } from '../first-steps/first-steps.ts'
import { doneNotice } from '../shared/done-notice.ts'
import { PeopleTabs } from './people-tabs.tsx'
import { PEOPLE_TEXTS } from './people-texts.ts'

const ON_A_PAGE = 50

export const showPeople: PageRoute['handle'] = async (call) => {
  const { ports, query, language, institutionId } = call
  const texts = PEOPLE_TEXTS[language]
  const text = (query.get('q') ?? '').trim().slice(0, 200)
  const role = ports.data.roles.find(({ key }) => key === query.get('role'))?.key ?? ''
  const asked = query.get('state')
  const state = asked === 'active' || asked === 'disabled' ? asked : ''
  const after = query.get('after') ?? ''
  const kept = { ...(text && { q: text }), ...(role && { role }), ...(state && { state }) }
  const addressOf = (more: Readonly<Record<string, string>>): string => {
    const search = new URLSearchParams({ ...kept, ...more })
    return search.size === 0 ? '/people' : `/people?${search}`
  }
  const [{ items, next }, stepsLeft] = await Promise.all([
    ports.identity.people.list({
      institutionId,
      limit: ON_A_PAGE,
      ...(after === '' ? {} : { after }),
      ...(text === '' ? {} : { text }),
      ...(role === '' ? {} : { role }),
      ...(state === '' ? {} : { state }),
    }),
    firstStepsLeft(call),
  ])
  const isNarrowed = Object.keys(kept).length > 0
  return {
    page: {
      title: texts.title,
      room: 'people',
      wide: true,
      ...doneNotice(query, texts.done),
      body: (
        <>
          <h1 class="govuk-heading-l">{texts.title}</h1>
          <PeopleTabs language={language} current="people" />
          <FirstStepsLink language={language} left={stepsLeft} />
          <ButtonLink href="/people/new">{texts.add}</ButtonLink>
          <Filter language={language} label={texts.filter} action="/people" clear={isNarrowed ? '/people' : null}>
            <TextInput
              {...{ language, id: 'q', label: texts.search, hint: texts.searchHint, value: text }}
              type="search"
            />
            <Select
              {...{ language, id: 'role', label: texts.role, value: role, none: texts.anyRole }}
              options={ports.data.roles.map(({ key, name }) => ({ value: key, text: name[language] }))}
            />
            <Select
              {...{ language, id: 'state', label: texts.state, value: state, none: texts.anyState }}
              options={(['active', 'disabled'] as const).map((value) => ({ value, text: texts.states[value] }))}
            />
          </Filter>
          {items.length === 0 ? (
            <EmptyState title={texts.none} text={texts.noneText} />
          ) : (
            <PeopleTable call={call} people={items} />
          )}
          <Pagination
            language={language}
            first={after === '' ? null : addressOf({})}
            next={next === null ? null : addressOf({ after: next })}
          />
        </>
      ),
    },
  }
}

function PeopleTable({ call, people }: { readonly call: PageCall; readonly people: readonly PersonView[] }) {
  const { language, ports } = call
  const texts = PEOPLE_TEXTS[language]
  return (
    <DataTable
      caption={texts.list}
      captionHidden
      rows={people}
      keyOf={({ login }) => login}
      columns={[
        {
          key: 'name',
          text: texts.name,
          names: true,
          cell: ({ login, name }) => (
            <a class="govuk-link" href={`/people/${login}`}>
              {name}
            </a>
          ),
        },
        { key: 'login', text: texts.login, cell: ({ login }) => login },
        {
          key: 'roles',
          text: texts.roles,
          cell: ({ roles }) =>
            roles.length === 0
              ? texts.noRoles
              : [...new Set(roles.map(({ role }) => roleName(ports.data, role, language)))].join(', '),
        },
        { key: 'email', text: texts.email, cell: ({ email }) => email ?? texts.noEmail },
        { key: 'state', text: texts.state, cell: ({ state }) => <AccountState call={call} state={state} /> },
      ]}
    />
  )
}

/** Whether an account works. */
export function AccountState({ call, state }: { readonly call: PageCall; readonly state: PersonView['state'] }) {
  return <Tag colour={state === 'active' ? 'green' : 'grey'}>{PEOPLE_TEXTS[call.language].states[state]}</Tag>
}
