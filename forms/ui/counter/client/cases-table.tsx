import type { Language } from '../../../check/form-file.ts'
import { day } from '../../shared/format.ts'
import { DataTable } from '../../shared/parts/data-table.tsx'
import { Moment } from '../../shared/parts/moment.tsx'
import { Tag } from '../../shared/parts/tag.tsx'
import { COUNTER_TEXTS } from '../counter-texts.ts'
import type { ClientCase } from './client-cases.ts'

export interface CasesTableProps {
  readonly language: Language
  readonly caption: string
  readonly rows: readonly ClientCase[]
  readonly isClosed: boolean
  /** Whether the reader may open whole cases, and enter what the client says. */
  readonly mayOpen: boolean
  readonly mayReply: boolean
}

/** Cases of one client. */
export function CasesTable({ language, caption, rows, isClosed, mayOpen, mayReply }: CasesTableProps) {
  const texts = COUNTER_TEXTS[language]
  return (
    <DataTable
      caption={caption}
      captionHidden
      rows={rows}
      keyOf={({ id }) => id}
      columns={[
        {
          key: 'number',
          text: texts.number,
          names: true,
          cell: ({ id, number }) =>
            mayOpen ? (
              <a class="govuk-link" href={`/cases/${id}`}>
                {number}
              </a>
            ) : (
              number
            ),
        },
        {
          key: 'subject',
          text: texts.subject,
          cell: ({ subject, service }) => (
            <>
              <span class="ritums-line">{subject}</span>
              {service !== '' && service !== subject && <span class="ritums-secondary">{service}</span>}
            </>
          ),
        },
        {
          key: 'status',
          text: texts.status,
          cell: ({ status, waits }) => <Tag colour={isClosed ? 'grey' : waits ? 'orange' : 'teal'}>{status}</Tag>,
        },
        isClosed
          ? {
              key: 'closed',
              text: texts.closedAt,
              cell: ({ closedAt }) => closedAt !== null && <Moment at={closedAt}>{day(closedAt, language)}</Moment>,
            }
          : { key: 'due', text: texts.deadline, cell: (row) => <Deadline language={language} row={row} /> },
        ...(mayReply && !isClosed
          ? [
              {
                key: 'reply',
                text: texts.actions,
                hidden: true,
                cell: ({ id, number }: ClientCase) => (
                  <a class="govuk-link" href={`/counter/reply/${id}`}>
                    {texts.reply}
                    <span class="govuk-visually-hidden"> {texts.about(number)}</span>
                  </a>
                ),
              },
            ]
          : []),
      ]}
    />
  )
}

function Deadline({ language, row }: { readonly language: Language; readonly row: ClientCase }) {
  const { isPaused, dueAt, due } = row
  if (isPaused) return <>{COUNTER_TEXTS[language].paused}</>
  if (dueAt === null) return <>{due.words}</>
  return (
    <>
      {due.state === 'late' ? <Tag colour="red">{due.words}</Tag> : <span class="ritums-line">{due.words}</span>}
      <span class="ritums-secondary">
        <Moment at={dueAt}>{due.moment}</Moment>
      </span>
    </>
  )
}
