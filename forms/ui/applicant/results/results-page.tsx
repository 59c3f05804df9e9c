/** What was published to clients: levels of each service, and reports in plain words. For everybody, without an account. */
import { isPeriod } from '../../../../processes/measuring/periods.ts'
import { periodName } from '../../measuring/period-name.ts'
import { day, number } from '../../shared/format.ts'
import { codeLabel } from '../../shared/names.ts'
import type { PageCall, PageRoute } from '../../shared/page.ts'
import { DataTable } from '../../shared/parts/data-table.tsx'
import { EmptyState } from '../../shared/parts/empty-state.tsx'
import { Moment } from '../../shared/parts/moment.tsx'
import { Tag } from '../../shared/parts/tag.tsx'
import { bilingual } from '../../shared/service-names.ts'
import { catalogueOf } from '../catalogue.ts'
import { serviceName } from '../public-service.ts'
import { publishedResults, type PublishedLevels } from './published-results.ts'
import { RESULTS_TEXTS } from './results-texts.ts'

export const showResults: PageRoute['handle'] = async (call) => {
  const { language } = call
  const texts = RESULTS_TEXTS[language]
  const [{ summaries, services: published }, { services }] = await Promise.all([
    publishedResults(call),
    catalogueOf(call),
  ])
  const names = new Map(services.map((service) => [service.id, serviceName(service, language)]))
  // Of a service that is no longer in the public catalogue nothing is told here either.
  const shown = published
    .flatMap((one) => {
      const name = names.get(one.serviceId)
      return name === undefined ? [] : [{ ...one, name }]
    })
    .toSorted((a, b) => a.name.localeCompare(b.name, language))
  return {
    page: {
      title: texts.title,
      back: { href: '/services', text: texts.services },
      body: (
        <>
          <h1 class="govuk-heading-l">{texts.title}</h1>
          <p class="govuk-body">{texts.intro}</p>
          <h2 class="govuk-heading-m">{texts.levels}</h2>
          {shown.length === 0 && <EmptyState title={texts.noLevels} />}
          {shown.map((one) => (
            <Levels key={one.serviceId} call={call} name={one.name} published={one} />
          ))}
          <h2 class="govuk-heading-m">{texts.summaries}</h2>
          {summaries.length === 0 && <EmptyState title={texts.noSummaries} />}
          {summaries.map(({ id, title, publishedAt, text }) => (
            <section key={id} class="ritums-card" aria-labelledby={`report-${id}`}>
              <h3 class="govuk-heading-s" id={`report-${id}`}>
                {bilingual(title, language, '')}
              </h3>
              {/* The institution writes it in its own language. */}
              <p class="govuk-body ritums-text" lang="lv">
                {text}
              </p>
              {publishedAt !== '' && (
                <p class="govuk-body-s ritums-secondary">
                  <Moment at={publishedAt}>{texts.published(day(publishedAt, language))}</Moment>
                </p>
              )}
            </section>
          ))}
        </>
      ),
    },
  }
}

function Levels(props: { readonly call: PageCall; readonly name: string; readonly published: PublishedLevels }) {
  const { call, name, published } = props
  const { language, ports } = call
  const texts = RESULTS_TEXTS[language]
  const { serviceId, period, levels } = published
  const title = texts.levelsOf(name, isPeriod(period) ? periodName(period, language) : period)
  const shown = (value: number, unit: string): string =>
    `${number(value, language)}\u00a0${texts.units[unit] ?? unit}`.trim()
  return (
    <section aria-labelledby={`service-${serviceId}`}>
      <h3 class="govuk-heading-s" id={`service-${serviceId}`}>
        <a class="govuk-link" href={`/services/${encodeURIComponent(serviceId)}`}>
          {title}
        </a>
      </h3>
      <DataTable
        caption={title}
        captionHidden
        rows={levels}
        keyOf={({ parameter, priority }) => `${parameter} ${priority}`}
        columns={[
          {
            key: 'parameter',
            text: texts.parameter,
            names: true,
            cell: ({ parameter, priority }) => (
              <>
                {codeLabel(ports.data, 'levelParameter', parameter, language)}
                {priority !== null && (
                  <span class="ritums-secondary">{codeLabel(ports.data, 'priority', priority, language)}</span>
                )}
              </>
            ),
          },
          { key: 'target', text: texts.target, cell: ({ target, unit }) => shown(target, unit) },
          {
            key: 'actual',
            text: texts.actual,
            cell: ({ actual, unit }) => (actual === null ? texts.notMeasured : shown(actual, unit)),
          },
          {
            key: 'kept',
            text: texts.kept,
            cell: ({ isKept }) =>
              isKept === null ? '–' : <Tag colour={isKept ? 'green' : 'orange'}>{isKept ? texts.yes : texts.no}</Tag>,
          },
        ]}
      />
    </section>
  )
}
