/** The service manager's view of a service across the processes: applications, requests, incidents, costs … (F032). */
import { maySeeMeasuresOfService } from '../../../api/policies/measuring.ts'
import { NotFound } from '../../../engine/model/errors.ts'
import type { PageRoute } from '../shared/page.ts'
import { Details } from '../shared/parts/details.tsx'
import { EmptyState } from '../shared/parts/empty-state.tsx'
import { bilingual } from '../shared/service-names.ts'
import { Downloads } from './downloads.tsx'
import { loadMeasures } from './load-measures.ts'
import { MeasuresFilter } from './measures-filter.tsx'
import { MeasuresTable } from './measures-table.tsx'
import { MEASURING_TEXTS } from './measuring-texts.ts'
import { apiAddress, keptQuery, readNarrowing } from './narrowing.ts'
import { isOver, periodName, trendPeriods } from './period-name.ts'
import { standingWords, StandingWords } from './standing-notice.tsx'

export const showServiceMeasures: PageRoute['handle'] = async (call) => {
  const { language, ports, caller, institutionId, params } = call
  const texts = MEASURING_TEXTS[language]
  const id = params['id'] ?? ''
  if (!maySeeMeasuresOfService(caller, id)) throw new NotFound('service record', id)
  const service = await ports.engine.getRecord({ institutionId, register: 'service', id })
  const read = await readNarrowing(call, null)
  const narrowing = { ...read, only: { ...read.only, service: id } }
  const { period, only } = narrowing
  const indicators = (await ports.measuring.indicators(institutionId)).filter(
    (one) => one.active && (one.serviceId === null || one.serviceId === id),
  )
  const [measures, words] = await Promise.all([
    loadMeasures(call, indicators, trendPeriods(period), only),
    standingWords(call, isOver(period, ports.measuring.today())),
  ])
  const told = measures.filter(({ current, points }) => (current?.n ?? 0) > 0 || points.some(({ value }) => value))
  const others = measures.filter((one) => !told.includes(one))
  const keys = [...new Set(told.map(({ indicator }) => indicator.processKey))]
  const groups = await Promise.all(
    keys.map(async (key) => ({
      name: key === null ? texts.title : await ports.names.process(institutionId, key, language),
      rows: told.filter(({ indicator }) => indicator.processKey === key),
    })),
  )
  const name = bilingual(service.data['name'], language, id)
  const kept = keptQuery(narrowing)
  const address = `/measures/services/${encodeURIComponent(id)}`
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
          <MeasuresFilter
            call={call}
            action={address}
            narrowing={{ ...narrowing, isNarrowed: read.isNarrowed }}
            offers={['group']}
          />
          <StandingWords words={words} />
          {groups.length === 0 && <EmptyState title={texts.noIndicators} />}
          {groups.map((group) => (
            <MeasuresTable key={group.name} call={call} caption={group.name} rows={group.rows} kept={kept} />
          ))}
          {others.length > 0 && (
            <Details summary={texts.otherIndicators}>
              <ul class="govuk-list govuk-list--bullet">
                {others.map(({ indicator }) => (
                  <li key={indicator.key}>{indicator.name[language]}</li>
                ))}
              </ul>
            </Details>
          )}
          <Downloads
            call={call}
            address={(format) => apiAddress(narrowing, { periods: String(trendPeriods(period).length) }, format)}
          />
          <p class="govuk-body">
            <a class="govuk-link" href={`/registers/service/${encodeURIComponent(id)}`}>
              {texts.openService}
            </a>
          </p>
        </>
      ),
    },
  }
}
