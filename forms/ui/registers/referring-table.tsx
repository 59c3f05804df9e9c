import type { Language } from '../../check/form-file.ts'
import { DataTable } from '../shared/parts/data-table.tsx'
import { Tag } from '../shared/parts/tag.tsx'
import type { Referring } from './referring-records.ts'
import { REGISTERS_TEXTS } from './registers-texts.ts'

export interface ReferringTableProps {
  readonly language: Language
  readonly title: string
  readonly rows: readonly Referring[]
}

/** Records that name another, each leading to its page. */
export function ReferringTable({ language, title, rows }: ReferringTableProps) {
  const texts = REGISTERS_TEXTS[language]
  return (
    <DataTable
      caption={title}
      captionHidden
      rows={rows}
      keyOf={({ key }) => key}
      columns={[
        {
          key: 'record',
          text: texts.record,
          names: true,
          cell: ({ href, title: name, number }) => (
            <>
              <a class="govuk-link" href={href}>
                {name}
              </a>
              {number !== '' && <span class="ritums-secondary"> {number}</span>}
            </>
          ),
        },
        { key: 'register', text: texts.register, cell: ({ register }) => register },
        { key: 'field', text: texts.inField, cell: ({ field }) => field },
        {
          key: 'status',
          text: texts.status,
          cell: ({ status }) => (status === '' ? texts.nothing : <Tag>{status}</Tag>),
        },
      ]}
    />
  )
}
