import { day, moment } from '../shared/format.ts'
import type { PageCall } from '../shared/page.ts'
import { Button } from '../shared/parts/button.tsx'
import { DataTable, type Column } from '../shared/parts/data-table.tsx'
import { FormToken } from '../shared/parts/form-token.tsx'
import { Tag } from '../shared/parts/tag.tsx'
import { lastDayOf } from '../shared/typed-day.ts'
import type { AbsenceRow } from './absence-rows.ts'
import { ABSENCE_TEXTS } from './absence-texts.ts'

export interface AbsenceTableProps {
  readonly call: PageCall
  readonly rows: readonly AbsenceRow[]
  /** Where they are ended: `<this>/<id>/end`. */
  readonly endAt: string
  /** They are of several people. */
  readonly withNames?: boolean
}

/** Absences with who stands in, who entered and who ended them. */
export function AbsenceTable({ call, rows, endAt, withNames }: AbsenceTableProps) {
  const { language } = call
  const texts = ABSENCE_TEXTS[language]
  const names: Column<AbsenceRow> = { key: 'who', text: texts.who, names: true, cell: ({ name }) => name }
  return (
    <DataTable
      caption={texts.list}
      captionHidden
      rows={rows}
      keyOf={({ id }) => id}
      columns={[
        ...(withNames ? [names] : []),
        {
          key: 'period',
          text: texts.period,
          names: !withNames,
          cell: ({ from, until }) => texts.days(day(from, language), day(`${lastDayOf(until)}T12:00:00Z`, language)),
        },
        { key: 'substitute', text: texts.substitute, cell: ({ substituteName }) => substituteName },
        { key: 'work', text: texts.work, cell: ({ roleNames }) => roleNames?.join(', ') ?? texts.allWork },
        { key: 'reason', text: texts.reason, cell: ({ reason }) => <span class="ritums-word">{reason ?? '–'}</span> },
        {
          key: 'state',
          text: texts.state,
          cell: ({ state }) => <Tag colour={state === 'now' ? 'teal' : 'grey'}>{texts.states[state]}</Tag>,
        },
        {
          key: 'audit',
          text: texts.audit,
          cell: ({ createdByName, createdAt, endedByName, endedAt }) => (
            <>
              <span class="ritums-line">{texts.enteredBy(createdByName, moment(createdAt, language))}</span>
              {endedByName !== null && endedAt !== null && (
                <span class="ritums-line">{texts.endedBy(endedByName, moment(endedAt, language))}</span>
              )}
            </>
          ),
        },
        {
          key: 'end',
          text: texts.end,
          hidden: true,
          cell: ({ id, state, name }) =>
            (state === 'now' || state === 'coming') && (
              <form method="post" action={`${endAt}/${id}/end`}>
                <FormToken token={call.forgeryToken} />
                <Button kind="secondary" small>
                  {texts.end}
                  <span class="govuk-visually-hidden"> {texts.endAbout(name)}</span>
                </Button>
              </form>
            ),
        },
      ]}
    />
  )
}
