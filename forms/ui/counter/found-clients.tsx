import type { RecordView } from '../../../engine/records/record-unit.ts'
import { codeLabel } from '../shared/names.ts'
import type { PageCall } from '../shared/page.ts'
import { DataTable } from '../shared/parts/data-table.tsx'
import { EmptyState } from '../shared/parts/empty-state.tsx'
import { Tag } from '../shared/parts/tag.tsx'
import { COUNTER_TEXTS } from './counter-texts.ts'
import type { Found, FoundUser } from './find-clients.ts'

/** Who was found, each leading to their page. */
export function FoundClients({ call, found }: { readonly call: PageCall; readonly found: Found }) {
  const { language, ports } = call
  const texts = COUNTER_TEXTS[language]
  const { clients, users, applications } = found
  const text = (record: RecordView, name: string): string => String(record.data[name] ?? '')
  const kind = (record: RecordView) => codeLabel(ports.data, 'clientKind', text(record, 'kind'), language)
  if (clients.length + users.length + applications.length === 0)
    return (
      <div role="status">
        <EmptyState title={texts.none} text={texts.noneHint} />
      </div>
    )
  const hasEnded = ({ user }: FoundUser): boolean => {
    const { validTo } = user.data
    return typeof validTo === 'string' && validTo < ports.clock.now().toISOString().slice(0, 10)
  }
  return (
    <>
      <p class="govuk-body" role="status">
        {texts.found(clients.length + users.length + applications.length)}. {found.isCut && texts.more}
      </p>
      {clients.length > 0 && (
        <DataTable
          caption={texts.foundClients}
          rows={clients}
          keyOf={({ id }) => id}
          columns={[
            {
              key: 'name',
              text: texts.name,
              names: true,
              cell: (client) => (
                <a class="govuk-link" href={`/counter/clients/${client.id}`}>
                  {text(client, 'name')}
                </a>
              ),
            },
            { key: 'identifier', text: texts.identifier, cell: (client) => text(client, 'identifier') },
            { key: 'kind', text: texts.kind, cell: kind },
            { key: 'phone', text: texts.phone, cell: (client) => text(client, 'contactPhone') },
          ]}
        />
      )}
      {users.length > 0 && (
        <DataTable
          caption={texts.foundUsers}
          rows={users}
          keyOf={({ user }) => user.id}
          columns={[
            {
              key: 'name',
              text: texts.name,
              names: true,
              cell: (one) => (
                <>
                  <a class="govuk-link" href={`/counter/clients/${one.client.id}?user=${one.user.id}`}>
                    {text(one.user, 'name')}
                  </a>{' '}
                  {hasEnded(one) && <Tag colour="orange">{texts.expired}</Tag>}
                </>
              ),
            },
            { key: 'client', text: texts.represents, cell: ({ client }) => text(client, 'name') },
            { key: 'basis', text: texts.basis, cell: ({ user }) => text(user, 'basis') },
          ]}
        />
      )}
      {applications.length > 0 && (
        <DataTable
          caption={texts.foundCases}
          rows={applications}
          keyOf={({ id }) => id}
          columns={[
            {
              key: 'number',
              text: texts.number,
              names: true,
              cell: (one) => (
                <a class="govuk-link" href={`/counter/reply/${one.id}`}>
                  {one.number ?? one.id}
                </a>
              ),
            },
            { key: 'subject', text: texts.subject, cell: (one) => text(one, 'subject') },
            { key: 'name', text: texts.name, cell: (one) => text(one, 'clientName') },
            {
              key: 'status',
              text: texts.status,
              cell: (one) => codeLabel(ports.data, 'applicationStatus', one.status ?? '', language),
            },
          ]}
        />
      )}
    </>
  )
}
