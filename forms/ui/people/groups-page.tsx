/** The work groups of the institution. */
import type { RecordView } from '../../../engine/records/record-unit.ts'
import { codeLabel, roleName } from '../shared/names.ts'
import type { PageCall, PageRoute } from '../shared/page.ts'
import { ButtonLink } from '../shared/parts/button.tsx'
import { DataTable } from '../shared/parts/data-table.tsx'
import { EmptyState } from '../shared/parts/empty-state.tsx'
import { Pagination } from '../shared/parts/pagination.tsx'
import { bilingual, serviceNames } from '../shared/service-names.ts'
import { membersOfGroups, WORK_GROUP, type Member } from './group-members.ts'
import { GROUPS_TEXTS } from './groups-texts.ts'
import { PeopleTabs } from './people-tabs.tsx'
import { mayIn, PERSON, textsIn } from './person-record.ts'

const ON_A_PAGE = 50
const PATH = '/people/groups'

interface GroupsTableProps {
  readonly call: PageCall
  readonly groups: readonly RecordView[]
  readonly members: ReadonlyMap<string, readonly Member[]>
  readonly serviceName: (id: string) => string
}

export const showGroups: PageRoute['handle'] = async (call) => {
  const { ports, institutionId, language, query } = call
  const texts = GROUPS_TEXTS[language]
  const after = query.get('after') ?? ''
  const [{ items, next }, members, serviceName] = await Promise.all([
    ports.engine.listRecords({
      institutionId,
      register: WORK_GROUP,
      order: 'oldest',
      limit: ON_A_PAGE,
      ...(after === '' ? {} : { after }),
    }),
    mayIn(call, PERSON).read ? membersOfGroups(call) : new Map<string, readonly Member[]>(),
    serviceNames(call),
  ])
  return {
    page: {
      title: texts.title,
      room: 'people',
      wide: true,
      body: (
        <>
          <h1 class="govuk-heading-l">{texts.title}</h1>
          <PeopleTabs language={language} current="groups" />
          <p class="govuk-body">{texts.intro}</p>
          {mayIn(call, WORK_GROUP).write && <ButtonLink href={`/registers/${WORK_GROUP}/new`}>{texts.add}</ButtonLink>}
          {items.length === 0 ? (
            <EmptyState title={texts.none} />
          ) : (
            <GroupsTable {...{ call, groups: items, members, serviceName }} />
          )}
          <Pagination
            language={language}
            first={after === '' ? null : PATH}
            next={next === null ? null : `${PATH}?after=${encodeURIComponent(next)}`}
          />
        </>
      ),
    },
  }
}

function GroupsTable({ call, groups, members, serviceName }: GroupsTableProps) {
  const { language, ports } = call
  const texts = GROUPS_TEXTS[language]
  return (
    <DataTable
      caption={texts.list}
      captionHidden
      rows={groups}
      keyOf={({ id }) => id}
      columns={[
        {
          key: 'name',
          text: texts.name,
          names: true,
          cell: ({ id, data }) => (
            <a class="govuk-link" href={`${PATH}/${id}`}>
              {bilingual(data['name'], language, id)}
            </a>
          ),
        },
        { key: 'level', text: texts.level, cell: ({ data }) => String(data['level'] ?? '–') },
        {
          key: 'role',
          text: texts.role,
          cell: ({ data: { role } }) =>
            typeof role === 'string' ? roleName(ports.data, role, language) : texts.noRole,
        },
        {
          key: 'services',
          text: texts.services,
          cell: ({ data }) => textsIn(data['serviceIds']).map(serviceName).join(', ') || texts.noServices,
        },
        {
          key: 'members',
          text: texts.members,
          cell: ({ id }) => (members.get(id) ?? []).map(({ name }) => name).join(', ') || texts.membersNone,
        },
        {
          key: 'state',
          text: texts.state,
          cell: ({ status }) => (status === null ? '–' : codeLabel(ports.data, 'recordStatus', status, language)),
        },
      ]}
    />
  )
}
