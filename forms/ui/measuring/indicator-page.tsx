/** One indicator: its trend over periods with the target, and its value by service, group, version and kind. */
import { maySeeAllMeasures, maySeeMeasuresOfProcess, maySeeMeasuresOfService } from '../../../api/policies/measuring.ts'
import { PARTS, type Part } from '../../../engine/measuring/figure.ts'
import { NotFound } from '../../../engine/model/errors.ts'
import type { IndicatorInForce } from '../../../processes/measuring/in-force.ts'
import { isStanding } from '../../../processes/measuring/indicator.ts'
import type { MeasuredValue } from '../../../processes/measuring/measure.ts'
import { codeLabel } from '../shared/names.ts'
import type { PageCall, PageRoute } from '../shared/page.ts'
import { DataTable } from '../shared/parts/data-table.tsx'
import { SummaryList } from '../shared/parts/summary-list.tsx'
import { Bar, TrendChart } from './charts.tsx'
import { Downloads } from './downloads.tsx'
import { loadMeasures } from './load-measures.ts'
import { MeasuresFilter } from './measures-filter.tsx'
import { CurrentValue } from './measures-table.tsx'
import { MEASURING_TEXTS } from './measuring-texts.ts'
import { apiAddress, type Narrowing, readNarrowing } from './narrowing.ts'
import { partName, partTitle } from './part-name.ts'
import { isOver, periodName, trendPeriods } from './period-name.ts'
import { standingWords, StandingWords } from './standing-notice.tsx'
import { valueText } from './value-text.ts'

export const showIndicator: PageRoute['handle'] = async (call) => {
  const { language, ports, institutionId, params } = call
  const texts = MEASURING_TEXTS[language]
  const key = params['key'] ?? ''
  const indicator = (await ports.measuring.indicators(institutionId)).find((one) => one.key === key)
  const service = call.query.get('service')
  if (!indicator || !maySee(call, indicator, service)) throw new NotFound('indicator', key)
  const narrowing = await readNarrowing(call, indicator.processKey)
  const { period, only } = narrowing
  const periods = trendPeriods(period)
  const [measures, breakdowns, words] = await Promise.all([
    loadMeasures(call, [indicator], periods, only),
    breakdownsOf(call, indicator, narrowing),
    standingWords(call, isOver(period, ports.measuring.today())),
  ])
  const [row] = measures
  if (!row) throw new NotFound('indicator', key)
  const name = indicator.name[language]
  const { unit, target } = indicator
  return {
    page: {
      title: name,
      room: 'measures',
      wide: true,
      back:
        indicator.processKey === null || !maySeeMeasuresOfProcess(call.caller, indicator.processKey)
          ? { href: '/measures', text: texts.back }
          : {
              href: `/measures/processes/${indicator.processKey}?period=${period}`,
              text: await ports.names.process(institutionId, indicator.processKey, language),
            },
      body: (
        <>
          <span class="govuk-caption-l">{periodName(period, language)}</span>
          <h1 class="govuk-heading-l">{name}</h1>
          <MeasuresFilter
            call={call}
            action={`/measures/indicators/${key}`}
            narrowing={narrowing}
            offers={['service', 'group', 'version']}
          />
          <StandingWords words={words} />
          <p class="ritums-measures__figure">
            <CurrentValue call={call} row={row} />
          </p>
          <SummaryList
            rows={[
              { key: texts.ofWhat, value: indicator.meaning?.[language] ?? texts.manual },
              { key: texts.target, value: target === null ? texts.noTarget : valueText(target, unit, language) },
              {
                key: texts.direction,
                value: codeLabel(ports.data, 'indicatorDirection', indicator.direction, language),
              },
              { key: texts.frequency, value: codeLabel(ports.data, 'frequencyKind', indicator.frequency, language) },
              { key: texts.owner, value: indicator.owner ?? texts.noOwner },
            ]}
          />
          <h2 class="govuk-heading-m" id="values">
            {texts.values}
          </h2>
          {indicator.formula !== null && isStanding(indicator.formula) && <p class="govuk-body">{texts.standing}</p>}
          <TrendChart label={texts.chartOf(name, periods.length)} points={row.points} target={target} />
          <DataTable
            caption={texts.values}
            captionHidden
            rows={row.points.toReversed()}
            keyOf={(point) => point.name}
            columns={[
              { key: 'period', text: texts.period, names: true, cell: (point) => point.name },
              {
                key: 'value',
                text: texts.value,
                numeric: true,
                cell: ({ value }) => (value === null ? '–' : valueText(value, unit, language)),
              },
            ]}
          />
          {breakdowns.map(({ part, values }) => (
            <Breakdown key={part} call={call} indicator={indicator} narrowing={narrowing} part={part} values={values} />
          ))}
          <Downloads
            call={call}
            address={(format) => apiAddress(narrowing, { indicator: key, periods: String(periods.length) }, format)}
          />
        </>
      ),
    },
  }
}

function maySee({ caller }: PageCall, { processKey, serviceId }: IndicatorInForce, service: string | null): boolean {
  if (maySeeAllMeasures(caller)) return true
  if (processKey !== null && maySeeMeasuresOfProcess(caller, processKey)) return true
  const narrowedTo = service ?? serviceId
  return narrowedTo !== null && maySeeMeasuresOfService(caller, narrowedTo)
}

interface BrokenDown {
  readonly part: Part
  readonly values: readonly MeasuredValue[]
}

/** Those that tell something apart. */
async function breakdownsOf(
  { ports, institutionId }: PageCall,
  indicator: IndicatorInForce,
  { period, only }: Narrowing,
): Promise<readonly BrokenDown[]> {
  const wanted = PARTS.filter(
    (part) =>
      only[part] === undefined &&
      (part !== 'first' || indicator.partNames.length > 0) &&
      (part !== 'second' || indicator.partNames.length > 1),
  )
  const all = await Promise.all(
    wanted.map(async (part) => ({
      part,
      values: await ports.measuring.values({
        institutionId,
        indicators: [indicator],
        periods: [period],
        only,
        by: part,
      }),
    })),
  )
  return all
    .map(({ part, values }) => ({ part, values: values.filter(({ n }) => n > 0) }))
    .filter(({ values }) => values.some(({ part }) => part !== ''))
}

function Breakdown({
  call,
  indicator,
  narrowing,
  part,
  values,
}: BrokenDown & { readonly call: PageCall; readonly indicator: IndicatorInForce; readonly narrowing: Narrowing }) {
  const { language } = call
  const texts = MEASURING_TEXTS[language]
  const title = partTitle(call, indicator, part)
  const most = Math.max(...values.map(({ value }) => Math.abs(value ?? 0)), 0)
  return (
    <DataTable
      caption={texts.breakdown(title)}
      rows={values.toSorted((one, other) => (other.value ?? 0) - (one.value ?? 0))}
      keyOf={(value) => value.part}
      columns={[
        {
          key: 'part',
          text: title,
          names: true,
          cell: (value) => partName(call, narrowing, indicator, part, value.part),
        },
        {
          key: 'value',
          text: texts.value,
          numeric: true,
          cell: ({ value, reason }) =>
            value === null ? texts.reasons[reason ?? ''] : valueText(value, indicator.unit, language),
        },
        {
          key: 'share',
          text: texts.share,
          hidden: true,
          cell: ({ value }) => <Bar share={most === 0 ? 0 : Math.abs(value ?? 0) / most} />,
        },
        { key: 'cases', text: texts.cases, numeric: true, cell: ({ n }) => n },
      ]}
    />
  )
}
