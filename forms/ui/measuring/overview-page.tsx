/** How the institution is doing: every process, the reader's services, and the reports. */
import { mayRecountMeasures, maySeeMeasuresOfProcess, maySeeReport } from '../../../api/policies/measuring.ts'
import { mayMakeReport } from '../../../api/policies/scale.ts'
import type { IndicatorInForce } from '../../../processes/measuring/in-force.ts'
import { forLead } from '../scale/for-lead.tsx'
import { doneNotice } from '../shared/done-notice.ts'
import type { PageCall, PageRoute } from '../shared/page.ts'
import { Button } from '../shared/parts/button.tsx'
import { DataTable } from '../shared/parts/data-table.tsx'
import { EmptyState } from '../shared/parts/empty-state.tsx'
import { FormToken } from '../shared/parts/form-token.tsx'
import { loadMeasures, type MeasuredIndicator } from './load-measures.ts'
import { MeasuresFilter } from './measures-filter.tsx'
import { MEASURING_TEXTS } from './measuring-texts.ts'
import { keptQuery, readNarrowing } from './narrowing.ts'
import { isOver } from './period-name.ts'
import { serviceLinks } from './service-links.ts'
import { standingWords, StandingWords } from './standing-notice.tsx'

interface Row {
  readonly processKey: string
  readonly name: string
  readonly measures: readonly MeasuredIndicator[]
}

export const showOverview: PageRoute['handle'] = async (call) => {
  const { language, ports, caller } = call
  const texts = MEASURING_TEXTS[language]
  const narrowing = await readNarrowing(call, null)
  const [rows, services, words, lead] = await Promise.all([
    rowsOf(call, narrowing.period),
    serviceLinks(call),
    standingWords(call, isOver(narrowing.period, ports.measuring.today())),
    mayMakeReport(caller) ? forLead(call, narrowing.period) : null,
  ])
  const kept = keptQuery({ ...narrowing, only: {} })
  const reports = ports.measuring.reports.filter(({ key }) => maySeeReport(caller, key))
  return {
    page: {
      title: texts.title,
      room: 'measures',
      wide: true,
      ...doneNotice(call.query, texts.done),
      body: (
        <>
          <h1 class="govuk-heading-l">{texts.title}</h1>
          <p class="govuk-body">{texts.intro}</p>
          <MeasuresFilter call={call} action="/measures" narrowing={narrowing} offers={[]} />
          <StandingWords words={words} />
          {rows.length === 0 && services.length === 0 && <EmptyState title={texts.noneOfYours} />}
          {rows.length > 0 && <ProcessesTable call={call} rows={rows} query={`?${kept}`} />}
          {services.length > 0 && (
            <>
              <h2 class="govuk-heading-m" id="services">
                {texts.services}
              </h2>
              <ul class="govuk-list ritums-measures__links">
                {services.map(({ id, name }) => (
                  <li key={id}>
                    <a class="govuk-link" href={`/measures/services/${encodeURIComponent(id)}?${kept}`}>
                      {name}
                    </a>
                  </li>
                ))}
              </ul>
            </>
          )}
          {reports.length > 0 && (
            <>
              <h2 class="govuk-heading-m" id="reports">
                {texts.reports}
              </h2>
              <dl class="govuk-summary-list">
                {reports.map(({ key, name, purpose }) => (
                  <div key={key} class="govuk-summary-list__row">
                    <dt class="govuk-summary-list__key">
                      <a class="govuk-link" href={`/measures/reports/${key}?${kept}`}>
                        {name[language]}
                      </a>
                    </dt>
                    <dd class="govuk-summary-list__value">{purpose[language]}</dd>
                  </div>
                ))}
              </dl>
            </>
          )}
          {lead}
          <p class="govuk-body">
            {texts.ownTargets}{' '}
            <a class="govuk-link" href="/registers/indicator">
              {texts.toRegister}
            </a>
          </p>
          {mayRecountMeasures(caller) && (
            <form method="post" action="/measures/recount">
              <FormToken token={call.forgeryToken} />
              <Button kind="secondary">{texts.recount}</Button>
            </form>
          )}
        </>
      ),
    },
  }
}

export const postRecount: PageRoute['handle'] = async ({ ports, told }) => {
  await ports.engine.remeasure(told)
  return { redirect: '/measures?done=recounting' }
}

async function rowsOf(call: PageCall, period: string): Promise<readonly Row[]> {
  const { ports, institutionId, language, caller } = call
  const indicators = (await ports.measuring.indicators(institutionId)).filter(
    ({ active, processKey }) => active && processKey !== null && maySeeMeasuresOfProcess(caller, processKey),
  )
  const measures = await loadMeasures(call, indicators, [period])
  const keys = [...new Set(indicators.flatMap(({ processKey }) => processKey ?? []))]
  const rows = await Promise.all(
    keys.map(async (processKey) => ({
      processKey,
      name: await ports.names.process(institutionId, processKey, language),
      measures: measures.filter(({ indicator }) => indicator.processKey === processKey),
    })),
  )
  const collator = new Intl.Collator(language)
  return rows.toSorted((one, other) => collator.compare(one.name, other.name))
}

function ProcessesTable({
  call: { language },
  rows,
  query,
}: {
  readonly call: PageCall
  readonly rows: readonly Row[]
  readonly query: string
}) {
  const texts = MEASURING_TEXTS[language]
  const metOf = (measures: readonly MeasuredIndicator[], which: (indicator: IndicatorInForce) => boolean) => {
    const judged = measures.filter(({ indicator, met }) => which(indicator) && met !== null)
    return judged.length === 0 ? '–' : texts.coreMetOf(judged.filter(({ met }) => met).length, judged.length)
  }
  return (
    <DataTable
      caption={texts.processes}
      rows={rows}
      keyOf={({ processKey }) => processKey}
      columns={[
        {
          key: 'process',
          text: texts.process,
          names: true,
          cell: ({ processKey, name }) => (
            <a class="govuk-link" href={`/measures/processes/${processKey}${query}`}>
              {name}
            </a>
          ),
        },
        { key: 'core', text: texts.coreMet, cell: ({ measures }) => metOf(measures, ({ core }) => core) },
        { key: 'all', text: texts.allMet, cell: ({ measures }) => metOf(measures, () => true) },
        {
          key: 'reviewed',
          text: texts.reviewed,
          cell: ({ measures }) => {
            const written = measures.flatMap((one) => one.written ?? [])
            return texts.reviewedOf(written.filter(({ reviewed }) => reviewed).length, written.length)
          },
        },
      ]}
    />
  )
}
