/** One work group: what its record says, and who is in it. */
import { NotFound } from '../../../engine/model/errors.ts'
import type { RecordView } from '../../../engine/records/record-unit.ts'
import { everybody } from '../shared/everybody.ts'
import { errorAt } from '../shared/form-page.tsx'
import { roleName } from '../shared/names.ts'
import type { PageCall, PageReply, PageRoute } from '../shared/page.ts'
import { Button } from '../shared/parts/button.tsx'
import { DataTable } from '../shared/parts/data-table.tsx'
import { ErrorSummary, type SummaryError } from '../shared/parts/error-summary.tsx'
import { FormToken } from '../shared/parts/form-token.tsx'
import { Select } from '../shared/parts/select.tsx'
import { SummaryList } from '../shared/parts/summary-list.tsx'
import { bilingual, serviceNames } from '../shared/service-names.ts'
import { doneNotice } from '../shared/done-notice.ts'
import { membersOfGroups, WORK_GROUP, type Member } from './group-members.ts'
import { GROUPS_TEXTS } from './groups-texts.ts'
import { PEOPLE_TEXTS } from './people-texts.ts'
import { mayIn, PERSON, textsIn } from './person-record.ts'

const PATH = '/people/groups'

export const showGroup: PageRoute['handle'] = async (call) => groupPage(call, await groupOf(call), [])

/** @throws {NotFound} */
export async function groupOf(call: PageCall): Promise<RecordView> {
  const id = call.params['groupId'] ?? ''
  if (!mayIn(call, WORK_GROUP).read) throw new NotFound(WORK_GROUP, id)
  return call.ports.engine.getRecord({ institutionId: call.institutionId, register: WORK_GROUP, id })
}

export async function groupPage(
  call: PageCall,
  group: RecordView,
  wrong: readonly SummaryError[],
  status = wrong.length > 0 ? 422 : 200,
): Promise<PageReply> {
  const { language, query } = call
  const texts = GROUPS_TEXTS[language]
  const mayRead = mayIn(call, PERSON).read
  const [members, people, serviceName] = await Promise.all([
    mayRead ? membersOfGroups(call) : new Map<string, readonly Member[]>(),
    everybody(call),
    serviceNames(call),
  ])
  const name = bilingual(group.data['name'], language, group.id)
  const inGroup = members.get(group.id) ?? []
  return {
    status,
    page: {
      title: name,
      room: 'people',
      back: { href: PATH, text: texts.back },
      failed: wrong.length > 0,
      ...doneNotice(query, texts.done),
      body: (
        <>
          <ErrorSummary language={language} errors={wrong} />
          <h1 class="govuk-heading-l">{name}</h1>
          <GroupFacts call={call} group={group} serviceName={serviceName} />
          {mayRead && (
            <Members
              call={call}
              group={group}
              members={inGroup}
              others={people.filter(({ value }) => !inGroup.some(({ login }) => login === value))}
              error={errorAt(wrong, 'member')}
            />
          )}
        </>
      ),
    },
  }
}

function GroupFacts(props: {
  readonly call: PageCall
  readonly group: RecordView
  readonly serviceName: (id: string) => string
}) {
  const { call, group, serviceName } = props
  const { language, ports } = call
  const texts = GROUPS_TEXTS[language]
  const { level, role, email, description, serviceIds } = group.data
  const text = (value: unknown, otherwise: string): string => (typeof value === 'string' ? value : otherwise)
  return (
    <>
      <SummaryList
        rows={[
          { key: texts.level, value: String(level ?? '–') },
          { key: texts.role, value: typeof role === 'string' ? roleName(ports.data, role, language) : texts.noRole },
          { key: texts.services, value: textsIn(serviceIds).map(serviceName).join(', ') || texts.noServices },
          { key: texts.email, value: text(email, texts.noEmail) },
          ...(typeof description === 'string' ? [{ key: texts.description, value: description }] : []),
        ]}
      />
      <ul class="govuk-list">
        {mayIn(call, WORK_GROUP).write && (
          <li>
            <a class="govuk-link" href={`/registers/${WORK_GROUP}/${group.id}/edit`}>
              {texts.edit}
            </a>
          </li>
        )}
        <li>
          <a class="govuk-link" href={`/registers/${WORK_GROUP}/${group.id}/history`}>
            {texts.history}
          </a>
        </li>
      </ul>
    </>
  )
}

function Members(props: {
  readonly call: PageCall
  readonly group: RecordView
  readonly members: readonly Member[]
  readonly others: readonly { readonly value: string; readonly text: string }[]
  readonly error: string | undefined
}) {
  const { call, group, members, others, error } = props
  const { language, forgeryToken } = call
  const texts = GROUPS_TEXTS[language]
  const { write } = mayIn(call, PERSON)
  return (
    <section aria-labelledby="members">
      <h2 class="govuk-heading-m" id="members">
        {texts.members}
      </h2>
      {members.length === 0 ? (
        <p class="govuk-body">{texts.membersNone}</p>
      ) : (
        <DataTable
          caption={texts.members}
          captionHidden
          rows={members}
          keyOf={({ recordId }) => recordId}
          columns={[
            {
              key: 'name',
              text: PEOPLE_TEXTS[language].name,
              names: true,
              cell: ({ name, login }) =>
                login === null ? (
                  `${name} (${texts.notAccount})`
                ) : (
                  <a class="govuk-link" href={`/people/${login}`}>
                    {name}
                  </a>
                ),
            },
            {
              key: 'remove',
              text: texts.remove,
              hidden: true,
              cell: ({ recordId, name }) =>
                write && (
                  <form method="post" action={`${PATH}/${group.id}/remove`}>
                    <FormToken token={forgeryToken} />
                    <input type="hidden" name="recordId" value={recordId} />
                    <Button kind="secondary" small>
                      {texts.remove}
                      <span class="govuk-visually-hidden"> {texts.removeAbout(name)}</span>
                    </Button>
                  </form>
                ),
            },
          ]}
        />
      )}
      {write && (
        <form method="post" action={`${PATH}/${group.id}/add`} novalidate>
          <FormToken token={forgeryToken} />
          <Select
            {...{ language, id: 'member', label: texts.choose, hint: texts.chooseHint, none: texts.chooseNone, error }}
            value=""
            options={others}
          />
          <Button kind="secondary">{texts.addMember}</Button>
        </form>
      )}
    </section>
  )
}
