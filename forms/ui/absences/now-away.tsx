import type { Language } from '../../check/form-file.ts'
import { day } from '../shared/format.ts'
import { DataTable } from '../shared/parts/data-table.tsx'
import { lastDayOf } from '../shared/typed-day.ts'
import type { AbsenceRow } from './absence-rows.ts'
import { ABSENCE_TEXTS } from './absence-texts.ts'

/** Who is away now, and who does their work. */
export function NowAway({ language, rows }: { readonly language: Language; readonly rows: readonly AbsenceRow[] }) {
  const texts = ABSENCE_TEXTS[language]
  return (
    <section aria-labelledby="now-away">
      <h2 class="govuk-heading-m" id="now-away">
        {texts.nowTitle}
      </h2>
      {rows.length === 0 ? (
        <p class="govuk-body">{texts.nowNone}</p>
      ) : (
        <DataTable
          caption={texts.nowTitle}
          captionHidden
          rows={rows}
          keyOf={({ id }) => id}
          columns={[
            { key: 'who', text: texts.who, names: true, cell: ({ name }) => name },
            { key: 'substitute', text: texts.substitute, cell: ({ substituteName }) => substituteName },
            { key: 'work', text: texts.work, cell: ({ roleNames }) => roleNames?.join(', ') ?? texts.allWork },
            {
              key: 'until',
              text: texts.until,
              cell: ({ until }) => day(`${lastDayOf(until)}T12:00:00Z`, language),
            },
          ]}
        />
      )}
    </section>
  )
}
