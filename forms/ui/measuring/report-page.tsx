/** A report: tables of indicators side by side, in total and by service, kind or resource. */
import { maySeeReport } from '../../../api/policies/measuring.ts'
import { NotFound } from '../../../engine/model/errors.ts'
import type { IndicatorInForce } from '../../../processes/measuring/in-force.ts'
import type { MeasuredValue } from '../../../processes/measuring/measure.ts'
import type { ReportSection } from '../../../processes/measuring/report.ts'
import type { PageCall, PageRoute } from '../shared/page.ts'
import { DataTable } from '../shared/parts/data-table.tsx'
import { Bar } from './charts.tsx'
import { Downloads } from './downloads.tsx'
import { loadMeasures } from './load-measures.ts'
import { MeasuresFilter } from './measures-filter.tsx'
import { MeasuresTable } from './measures-table.tsx'
import { MEASURING_TEXTS } from './measuring-texts.ts'
import { keptQuery, type Narrowing, readNarrowing } from './narrowing.ts'
import { partName, partTitle } from './part-name.ts'
import { isOver, periodName, trendPeriods } from './period-name.ts'
import { standingWords, StandingWords } from './standing-notice.tsx'
import { valueText } from './value-text.ts'

export const showReport: PageRoute['handle'] = async (call) => {
  const { language, ports, caller, params, institutionId } = call
  const texts = MEASURING_TEXTS[language]
  const report = ports.measuring.reports.find(({ key }) => key === params['key'])
  if (!report || !maySeeReport(caller, report.key)) throw new NotFound('report', params['key'] ?? '')
  const narrowing = await readNarrowing(call, null)
  const { period } = narrowing
  const all = await ports.measuring.indicators(institutionId)
  const [words, sections] = await Promise.all([
    standingWords(call, isOver(period, ports.measuring.today())),
    Promise.all(report.sections.map((section) => sectionOf(call, section, all, narrowing))),
  ])
  const name = report.name[language]
  return {
    page: {
      title: name,
      room: 'measures',
      wide: true,
      back: { href: `/measures?period=${period}`, text: texts.back },
      body: (
        <>
          <span class="govuk-caption-l">{periodName(period, language)}</span>
          <h1 class="govuk-heading-l">{name}</h1>
          <p class="govuk-body">{report.purpose[language]}</p>
          <MeasuresFilter call={call} action={`/measures/reports/${report.key}`} narrowing={narrowing} offers={[]} />
          <StandingWords words={words} />
          {sections}
          <Downloads
            call={call}
            address={(format) =>
              `/api/measures/reports/${report.key}${format === 'csv' ? '/export' : ''}?period=${period}`
            }
          />
        </>
      ),
    },
  }
}

async function sectionOf(
  call: PageCall,
  { title, indicators: keys, by }: ReportSection,
  all: readonly IndicatorInForce[],
  narrowing: Narrowing,
) {
  const { ports, institutionId, language } = call
  const texts = MEASURING_TEXTS[language]
  const indicators = keys.flatMap((key) => all.find((one) => one.key === key) ?? [])
  const { period } = narrowing
  if (by === undefined) {
    const rows = await loadMeasures(call, indicators, trendPeriods(period))
    return (
      <MeasuresTable key={title.lv} call={call} caption={title[language]} rows={rows} kept={keptQuery(narrowing)} />
    )
  }
  const values = await ports.measuring.values({ institutionId, indicators, periods: [period], by })
  const parts = [...new Set(values.filter(({ n }) => n > 0).map(({ part }) => part))]
  const waiting = indicators.filter(({ waits }) => waits.length > 0)
  const [first] = indicators
  if (!first) return null
  const valueOf = (part: string, { key }: IndicatorInForce): MeasuredValue | undefined =>
    values.find((one) => one.part === part && one.key === key)
  const most = Math.max(...parts.map((part) => Math.abs(valueOf(part, first)?.value ?? 0)), 0)
  const rows = parts.toSorted((one, other) => (valueOf(other, first)?.value ?? 0) - (valueOf(one, first)?.value ?? 0))
  return (
    <>
      {rows.length === 0 ? (
        <>
          <h2 class="govuk-heading-m">{title[language]}</h2>
          <p class="govuk-body">{texts.reasons['no-data']}</p>
        </>
      ) : (
        <DataTable
          caption={title[language]}
          rows={rows}
          keyOf={(part) => part}
          columns={[
            {
              key: 'part',
              text: partTitle(call, first, by),
              names: true,
              cell: (part) => partName(call, narrowing, first, by, part),
            },
            ...indicators.map((indicator) => ({
              key: indicator.key,
              text: indicator.name[language],
              numeric: true,
              cell: (part: string) => {
                const value = valueOf(part, indicator)?.value ?? null
                return value === null ? '–' : valueText(value, indicator.unit, language)
              },
            })),
            {
              key: 'share',
              text: texts.share,
              hidden: true,
              cell: (part) => <Bar share={most === 0 ? 0 : Math.abs(valueOf(part, first)?.value ?? 0) / most} />,
            },
          ]}
        />
      )}
      {waiting.map(({ key, name, waits }) => (
        <p key={key} class="govuk-body ritums-secondary">
          {name[language]}: {texts.waitsFor(waits.join(', '))}
        </p>
      ))}
    </>
  )
}
