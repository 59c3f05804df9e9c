/** Indicators of a process or service, each with its value, target and trend. */
import type { PageCall } from '../shared/page.ts'
import { DataTable } from '../shared/parts/data-table.tsx'
import { Tag } from '../shared/parts/tag.tsx'
import { Sparkline } from './charts.tsx'
import type { MeasuredIndicator } from './load-measures.ts'
import { MEASURING_TEXTS } from './measuring-texts.ts'
import { valueText } from './value-text.ts'

export interface MeasuresTableProps {
  readonly call: PageCall
  readonly caption: string
  readonly captionHidden?: boolean
  readonly rows: readonly MeasuredIndicator[]
  /** What the addresses of indicators keep, e.g. the period. */
  readonly kept: URLSearchParams
}

export function MeasuresTable({ call, caption, captionHidden = false, rows, kept }: MeasuresTableProps) {
  const { language } = call
  const texts = MEASURING_TEXTS[language]
  const query = kept.size === 0 ? '' : `?${kept}`
  return (
    <DataTable
      caption={caption}
      captionHidden={captionHidden}
      rows={rows}
      keyOf={({ indicator }) => indicator.key}
      columns={[
        {
          key: 'name',
          text: texts.indicator,
          names: true,
          cell: ({ indicator }) => (
            <>
              <a class="govuk-link" href={`/measures/indicators/${indicator.key}${query}`}>
                {indicator.name[language]}
              </a>
              {indicator.core && <span class="ritums-secondary">{texts.core}</span>}
            </>
          ),
        },
        { key: 'value', text: texts.value, numeric: true, cell: (row) => <CurrentValue call={call} row={row} /> },
        {
          key: 'target',
          text: texts.target,
          numeric: true,
          cell: ({ indicator }) =>
            indicator.target === null ? texts.noTarget : valueText(indicator.target, indicator.unit, language),
        },
        { key: 'state', text: texts.state, cell: (row) => <TargetTag call={call} row={row} /> },
        { key: 'trend', text: texts.trend, cell: (row) => <Trend call={call} row={row} /> },
        { key: 'cases', text: texts.cases, numeric: true, cell: ({ current }) => current?.n ?? '–' },
      ]}
    />
  )
}

interface RowProps {
  readonly call: PageCall
  readonly row: MeasuredIndicator
}

/** The value, or why there is none. */
export function CurrentValue({ call: { language }, row: { indicator, current } }: RowProps) {
  const texts = MEASURING_TEXTS[language]
  if (current && current.value !== null) return <strong>{valueText(current.value, indicator.unit, language)}</strong>
  if (indicator.waits.length > 0)
    return <span class="ritums-secondary">{texts.waitsFor(indicator.waits.join(', '))}</span>
  return (
    <span class="ritums-secondary">
      {current?.reason ? texts.reasons[current.reason] : indicator.formula === null ? texts.manual : texts.noValue}
    </span>
  )
}

function TargetTag({ call: { language }, row: { indicator, met } }: RowProps) {
  const texts = MEASURING_TEXTS[language]
  if (indicator.waits.length > 0) return <Tag colour="grey">{texts.waits}</Tag>
  if (met === null) return <>–</>
  return <Tag colour={met ? 'green' : 'orange'}>{met ? texts.met : texts.notMet}</Tag>
}

function Trend({ call: { language }, row: { indicator, points } }: RowProps) {
  const texts = MEASURING_TEXTS[language]
  const known = points.flatMap(({ value }) => (value === null ? [] : [value]))
  const [first, ...others] = known
  const last = others.at(-1)
  if (first === undefined || last === undefined) return <span class="ritums-secondary">{texts.noTrend}</span>
  const label = texts.sparkOf(valueText(first, indicator.unit, language), valueText(last, indicator.unit, language))
  return <Sparkline label={label} points={points} target={indicator.target} />
}
