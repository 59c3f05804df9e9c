/** The services that the institutions of a scale provide, with what was told of each. */
import type { Indicator } from '../../../processes/measuring/indicator.ts'
import type { ScaleView } from '../../../processes/scale/desk.ts'
import type { BasketService } from '../../../processes/scale/roll-up.ts'
import { valueText } from '../measuring/value-text.ts'
import { codeLabel } from '../shared/names.ts'
import type { PageCall } from '../shared/page.ts'
import { DataTable } from '../shared/parts/data-table.tsx'
import { noValue, SCALE_TEXTS } from './scale-texts.ts'

const MOST = 100
const SHOWN = ['application.volume', 'request.volume', 'request.in-term', 'finance.actual', 'sla.satisfaction']

export function BasketTable({
  call,
  view: { basket, sections },
  kept,
}: {
  readonly call: PageCall
  readonly view: ScaleView
  readonly kept: URLSearchParams
}) {
  const { language, ports } = call
  const texts = SCALE_TEXTS[language]
  if (basket.length === 0) return null
  const collator = new Intl.Collator(language)
  const nameOf = ({ service: { name } }: BasketService): string => name[language] ?? name.lv
  const rows = basket
    .toSorted(
      (one, other) => other.providers.length - one.providers.length || collator.compare(nameOf(one), nameOf(other)),
    )
    .slice(0, MOST)
  const indicators = sections.flatMap((section) => section.indicators.map(({ indicator }) => indicator))
  const shown = SHOWN.flatMap((key) => indicators.find((one) => one.key === key) ?? [])
  return (
    <>
      <DataTable
        caption={texts.basket}
        rows={rows}
        keyOf={({ key }) => key}
        columns={[
          {
            key: 'name',
            text: texts.service,
            names: true,
            cell: (one) => (
              <a class="govuk-link" href={`/scale?${kept}&${new URLSearchParams({ service: one.key })}`}>
                {nameOf(one)}
              </a>
            ),
          },
          {
            key: 'kind',
            text: texts.kind,
            cell: ({ service: { kind } }) =>
              kind === undefined ? '–' : codeLabel(ports.data, 'serviceType', kind, language),
          },
          { key: 'providers', text: texts.providers, numeric: true, cell: ({ providers }) => providers.length },
          ...shown.map((indicator) => ({
            key: indicator.key,
            text: indicator.name[language],
            numeric: true,
            cell: ({ totals }: BasketService) => totalText(call, indicator, totals),
          })),
        ]}
      />
      <p class="govuk-body ritums-secondary">
        {texts.basketText} {basket.length > rows.length && texts.basketMore(rows.length, basket.length)}
      </p>
    </>
  )
}

function totalText({ language }: PageCall, { key, unit }: Indicator, totals: BasketService['totals']): string {
  const total = totals.get(key)
  if (!total) return '–'
  return total.value === null ? noValue(total.reason, language) : valueText(total.value, unit, language)
}
