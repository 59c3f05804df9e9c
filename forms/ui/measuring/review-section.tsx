/** What was written down for a period, beside what is computed now; and the review by the process manager. */
import { moment } from '../shared/format.ts'
import type { PageCall } from '../shared/page.ts'
import { Button } from '../shared/parts/button.tsx'
import { DataTable } from '../shared/parts/data-table.tsx'
import { Field, fieldProps } from '../shared/parts/field.tsx'
import { FormToken } from '../shared/parts/form-token.tsx'
import { Tag } from '../shared/parts/tag.tsx'
import type { MeasuredIndicator } from './load-measures.ts'
import { MEASURING_TEXTS } from './measuring-texts.ts'
import { valueText } from './value-text.ts'

export interface ReviewSectionProps {
  readonly call: PageCall
  readonly processKey: string
  readonly period: string
  readonly isOver: boolean
  readonly rows: readonly MeasuredIndicator[]
  readonly mayReview: boolean
  /** Names of who reviewed, by login. */
  readonly names: ReadonlyMap<string, string>
  /** What is wrong with the remarks. */
  readonly mistake: string | null
}

export function ReviewSection(props: ReviewSectionProps) {
  const { call, processKey, period, rows, mayReview, names, mistake } = props
  const { language } = call
  const texts = MEASURING_TEXTS[language]
  const written = rows.filter((row) => row.written !== null)
  const action = (what: string) => `/measures/processes/${processKey}/${what}?period=${period}`
  return (
    <section aria-labelledby="written">
      <h2 class="govuk-heading-m" id="written">
        {texts.written}
      </h2>
      <p class="govuk-body">{texts.writtenIntro}</p>
      {!props.isOver && <p class="govuk-body">{texts.onlyOver}</p>}
      {props.isOver && written.length === 0 && <p class="govuk-body">{texts.nothingWritten}</p>}
      {written.length > 0 && <WrittenTable call={call} rows={written} names={names} />}
      {props.isOver && mayReview && (
        <>
          <form method="post" action={action('record')}>
            <FormToken token={call.forgeryToken} />
            <Button kind={written.length === 0 ? 'primary' : 'secondary'}>
              {written.length === 0 ? texts.record : texts.recordAgain}
            </Button>
          </form>
          {written.some((row) => row.written?.reviewed === false) && (
            <form method="post" action={action('review')}>
              <FormToken token={call.forgeryToken} />
              <Field
                language={language}
                id="remarks"
                label={texts.remarks}
                optional
                hint={texts.remarksHint}
                error={mistake ?? undefined}
              >
                <textarea
                  class="govuk-textarea"
                  name="remarks"
                  rows={3}
                  {...fieldProps('remarks', { hint: texts.remarksHint, error: mistake ?? undefined })}
                >
                  {call.posted.fields.get('remarks') ?? ''}
                </textarea>
              </Field>
              <Button>{texts.review}</Button>
            </form>
          )}
        </>
      )}
    </section>
  )
}

function WrittenTable({ call: { language }, rows, names }: Pick<ReviewSectionProps, 'call' | 'rows' | 'names'>) {
  const texts = MEASURING_TEXTS[language]
  const shown = (row: MeasuredIndicator, value: number | null, reason: string | null) =>
    value === null ? (reason === null ? '–' : texts.reasons[reason]) : valueText(value, row.indicator.unit, language)
  return (
    <DataTable
      caption={texts.written}
      captionHidden
      rows={rows}
      keyOf={({ indicator }) => indicator.key}
      columns={[
        { key: 'name', text: texts.indicator, names: true, cell: ({ indicator }) => indicator.name[language] },
        {
          key: 'written',
          text: texts.writtenValue,
          numeric: true,
          cell: (row) => shown(row, row.written?.value ?? null, row.written?.reason ?? null),
        },
        {
          key: 'now',
          text: texts.nowValue,
          numeric: true,
          cell: (row) => {
            const { current, written } = row
            const now = shown(row, current?.value ?? null, current?.reason ?? null)
            return current && written && current.value !== written.value ? (
              <>
                {now} <Tag colour="yellow">{texts.changedSince}</Tag>
              </>
            ) : (
              now
            )
          },
        },
        {
          key: 'review',
          text: texts.reviewState,
          cell: ({ written }) =>
            written?.reviewed && written.reviewedBy !== null && written.reviewedAt !== null
              ? texts.reviewedBy(
                  names.get(written.reviewedBy) ?? written.reviewedBy,
                  moment(written.reviewedAt, language),
                )
              : texts.notReviewed,
        },
      ]}
    />
  )
}
