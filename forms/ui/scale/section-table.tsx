/** Indicators of one kind: all institutions together first, then each; what is not told says so. */
import type { Indicator } from '../../../processes/measuring/indicator.ts'
import type { ScaleView } from '../../../processes/scale/desk.ts'
import type { Cell, RolledIndicator } from '../../../processes/scale/roll-up.ts'
import { Bar } from '../measuring/charts.tsx'
import { kindName } from '../measuring/part-name.ts'
import { valueText } from '../measuring/value-text.ts'
import type { PageCall } from '../shared/page.ts'
import { DataTable } from '../shared/parts/data-table.tsx'
import { noValue, SCALE_TEXTS } from './scale-texts.ts'

type Rolled = RolledIndicator<Indicator>

export function SectionTable({
  call,
  view,
  section,
}: {
  readonly call: PageCall
  readonly view: ScaleView
  readonly section: ScaleView['sections'][number]
}) {
  const { language } = call
  const texts = SCALE_TEXTS[language]
  const { institutions } = view
  const { indicators, name } = section
  const [first] = indicators
  if (!first) return null
  /** Place among the institutions; null: all of them. */
  const rows = [null, ...institutions.keys()]
  const most = Math.max(0, ...first.cells.map(({ value }) => Math.abs(value ?? 0)))
  return (
    <DataTable
      caption={name[language]}
      rows={rows}
      keyOf={(at) => (at === null ? 'all' : (institutions[at]?.member.id ?? ''))}
      columns={[
        {
          key: 'name',
          text: texts.institution,
          names: true,
          cell: (at) => (at === null ? <strong>{texts.total}</strong> : institutions[at]?.member.name[language]),
        },
        ...indicators.map((rolled) => ({
          key: rolled.indicator.key,
          text: rolled.indicator.name[language],
          numeric: true,
          cell: (at: number | null) =>
            at === null ? (
              <TotalOf call={call} rolled={rolled} all={institutions.length} />
            ) : (
              cellText(call, rolled, rolled.cells[at])
            ),
        })),
        {
          key: 'share',
          text: texts.share,
          hidden: true,
          cell: (at) =>
            at === null || most === 0 ? null : <Bar share={Math.abs(first.cells[at]?.value ?? 0) / most} />,
        },
      ]}
    />
  )
}

/** Of how many it is, where not all have told it. */
function TotalOf({ call, rolled, all }: { readonly call: PageCall; readonly rolled: Rolled; readonly all: number }) {
  const { total, told } = rolled
  return (
    <>
      <strong>{cellText(call, rolled, total)}</strong>
      {told > 0 && told < all && <span class="ritums-secondary"> ({SCALE_TEXTS[call.language].ofAll(told, all)})</span>}
    </>
  )
}

function cellText({ language }: PageCall, { indicator }: Rolled, cell: Cell | undefined): string {
  if (cell && cell.value !== null) return valueText(cell.value, indicator.unit, language)
  return noValue(cell?.reason ?? 'not-told', language)
}

/** One indicator by its kinds, over all who told it. */
export function KindsTable({ call, rolled }: { readonly call: PageCall; readonly rolled: Rolled }) {
  const { language } = call
  const texts = SCALE_TEXTS[language]
  const { indicator, kinds } = rolled
  const most = Math.max(0, ...kinds.map(({ value }) => Math.abs(value ?? 0)))
  return (
    <DataTable
      caption={texts.kinds(indicator.name[language])}
      rows={kinds.toSorted((one, other) => (other.value ?? 0) - (one.value ?? 0))}
      keyOf={({ kind }) => kind}
      columns={[
        {
          key: 'kind',
          text: indicator.partNames?.[0]?.[language] ?? texts.kind,
          names: true,
          cell: ({ kind }) => kindName(call, indicator, kind),
        },
        {
          key: 'value',
          text: indicator.name[language],
          numeric: true,
          cell: ({ value }) => (value === null ? '–' : valueText(value, indicator.unit, language)),
        },
        {
          key: 'share',
          text: texts.share,
          hidden: true,
          cell: ({ value }) => <Bar share={most === 0 ? 0 : Math.abs(value ?? 0) / most} />,
        },
      ]}
    />
  )
}
