import type { Language } from '../../../check/form-file.ts'
import { DataTable, type Column } from '../../shared/parts/data-table.tsx'
import { Moment } from '../../shared/parts/moment.tsx'
import { Tag, type TagColour } from '../../shared/parts/tag.tsx'
import { BULK_FORM, SELECTED } from './bulk-form.ts'
import type { InboxQuery } from './inbox-query.ts'
import type { InboxRow } from './inbox-rows.ts'
import { INBOX_TEXTS } from './inbox-texts.ts'

const PRIORITY_COLOUR: Readonly<Record<string, TagColour>> = { P1: 'red', P2: 'orange', P3: 'yellow' }

export interface InboxTableProps {
  readonly language: Language
  readonly query: InboxQuery
  readonly rows: readonly InboxRow[]
  /** Whether something can be done with several tasks of this list. */
  readonly canSelect: boolean
}

export function InboxTable({ language, query, rows, canSelect }: InboxTableProps) {
  const texts = INBOX_TEXTS[language]
  const columns: readonly Column<InboxRow>[] = [
    ...(canSelect
      ? [
          {
            key: 'select',
            text: texts.select,
            hidden: true,
            cell: (row: InboxRow) => (
              <span class="ritums-select">
                <input
                  type="checkbox"
                  id={`select-${row.id}`}
                  form={BULK_FORM}
                  name={SELECTED}
                  value={row.id}
                  aria-label={texts.selectTask(row.name, row.number)}
                />
              </span>
            ),
          },
        ]
      : []),
    {
      key: 'task',
      text: texts.task,
      names: true,
      cell: (row) => (
        <>
          <a class="govuk-link" href={`/tasks/${row.id}`}>
            {row.name}
          </a>
          <span class="ritums-secondary">{row.process}</span>
          {row.followUp !== '' && <span class="ritums-secondary">{texts.followUp(row.followUp)}</span>}
        </>
      ),
    },
    {
      key: 'about',
      text: texts.about,
      cell: (row) => (
        <>
          <span class="ritums-number">{row.number}</span>
          {row.subject !== '' && <span class="ritums-line">{row.subject}</span>}
          <span class="ritums-secondary">{[row.client, row.service].filter((part) => part !== '').join(' · ')}</span>
        </>
      ),
    },
    {
      key: 'priority',
      text: texts.priority,
      cell: ({ priority }) =>
        priority.code === '' ? '–' : <Tag colour={PRIORITY_COLOUR[priority.code] ?? 'grey'}>{priority.label}</Tag>,
    },
    {
      key: 'due',
      text: texts.due,
      cell: (row) =>
        query.list === 'done' ? texts.completedAt(row.completedAt) : <DueCell row={row} language={language} />,
    },
    {
      key: 'holder',
      text: texts.holder,
      cell: (row) => (row.isMine ? texts.you : row.holder === '' ? texts.free : row.holder),
    },
  ]
  return (
    <DataTable caption={texts.lists[query.list]} captionHidden columns={columns} rows={rows} keyOf={(row) => row.id} />
  )
}

function DueCell({ row, language }: { readonly row: InboxRow; readonly language: Language }) {
  const texts = INBOX_TEXTS[language]
  const { state, words, moment } = row.due
  return (
    <>
      {state === 'late' && <Tag colour="red">{texts.late}</Tag>}
      {state === 'soon' && <Tag colour="orange">{texts.soon}</Tag>}
      <span class="ritums-line">{words}</span>
      {row.dueAt !== null && (
        <span class="ritums-secondary">
          <Moment at={row.dueAt}>{moment}</Moment>
        </span>
      )}
    </>
  )
}
