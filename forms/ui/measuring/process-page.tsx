/** The dashboard of a process: its indicators, and for a period that is over their review. */
import { mayReviewMeasures, maySeeMeasuresOfProcess } from '../../../api/policies/measuring.ts'
import { NotFound } from '../../../engine/model/errors.ts'
import { doneNotice } from '../shared/done-notice.ts'
import type { PageCall, PageRoute } from '../shared/page.ts'
import { EmptyState } from '../shared/parts/empty-state.tsx'
import { ErrorSummary } from '../shared/parts/error-summary.tsx'
import { Downloads } from './downloads.tsx'
import { loadMeasures } from './load-measures.ts'
import { MeasuresFilter } from './measures-filter.tsx'
import { MeasuresTable } from './measures-table.tsx'
import { MEASURING_TEXTS } from './measuring-texts.ts'
import { apiAddress, keptQuery, readNarrowing } from './narrowing.ts'
import { isOver, periodName, trendPeriods } from './period-name.ts'
import { ReviewSection } from './review-section.tsx'
import { standingWords, StandingWords } from './standing-notice.tsx'

const LONGEST_REMARKS = 4000

export const showProcessMeasures: PageRoute['handle'] = (call) => pageOf(call, null)

async function pageOf(call: PageCall, mistake: string | null) {
  const { language, ports, caller, institutionId } = call
  const processKey = processOf(call)
  const texts = MEASURING_TEXTS[language]
  const narrowing = await readNarrowing(call, processKey)
  const { period, only } = narrowing
  const indicators = (await ports.measuring.indicators(institutionId)).filter(
    (one) => one.active && one.processKey === processKey,
  )
  if (indicators.length === 0) throw new NotFound('indicators of the process', processKey)
  const today = ports.measuring.today()
  const [rows, name, words] = await Promise.all([
    loadMeasures(call, indicators, trendPeriods(period), only),
    ports.names.process(institutionId, processKey, language),
    standingWords(call, isOver(period, today)),
  ])
  const reviewers = new Set(rows.flatMap(({ written }) => written?.reviewedBy ?? []))
  const names = new Map(
    await Promise.all(
      [...reviewers].map(async (login) => [login, await ports.names.person(institutionId, login, language)] as const),
    ),
  )
  const kept = keptQuery(narrowing)
  const isWhole = Object.keys(only).length === 0
  return {
    page: {
      title: name,
      room: 'measures' as const,
      wide: true,
      back: { href: `/measures?period=${period}`, text: texts.back },
      ...doneNotice(call.query, texts.done),
      ...(mistake === null ? {} : { failed: true }),
      body: (
        <>
          {mistake !== null && <ErrorSummary language={language} errors={[{ id: 'remarks', text: mistake }]} />}
          <span class="govuk-caption-l">{periodName(period, language)}</span>
          <h1 class="govuk-heading-l">{name}</h1>
          <MeasuresFilter
            call={call}
            action={`/measures/processes/${processKey}`}
            narrowing={narrowing}
            offers={['service', 'group', 'version']}
          />
          <StandingWords words={words} />
          {rows.length === 0 ? (
            <EmptyState title={texts.noIndicators} />
          ) : (
            <MeasuresTable call={call} caption={texts.title} captionHidden rows={rows} kept={kept} />
          )}
          <Downloads
            call={call}
            address={(format) =>
              apiAddress(narrowing, { processKey, periods: String(trendPeriods(period).length) }, format)
            }
          />
          {isWhole && (
            <ReviewSection
              call={call}
              processKey={processKey}
              period={period}
              isOver={isOver(period, today)}
              rows={rows}
              mayReview={mayReviewMeasures(caller, processKey)}
              names={names}
              mistake={mistake}
            />
          )}
          <p class="govuk-body">
            <a class="govuk-link" href={`/processes/${processKey}`}>
              {texts.toProcess}
            </a>
          </p>
        </>
      ),
    },
    ...(mistake === null ? {} : { status: 422 }),
  }
}

/** Writes the values of a period down. */
export const postRecordValues: PageRoute['handle'] = async (call) => {
  const { ports, told } = call
  const { processKey, period, indicators } = await posted(call)
  await ports.measuring.record(told, indicators, period)
  return { redirect: `/measures/processes/${processKey}?period=${period}&done=recorded#written` }
}

/** Marks what was written down as looked at. */
export const postReview: PageRoute['handle'] = async (call) => {
  const { ports, told, institutionId, language } = call
  const { processKey, period, indicators } = await posted(call)
  const remarks = (call.posted.fields.get('remarks') ?? '').trim()
  if (remarks.length > LONGEST_REMARKS) return pageOf(call, MEASURING_TEXTS[language].remarksLong)
  const values = await ports.measuring.written({ institutionId, indicators, periods: [period] })
  const open = values.filter(({ reviewed }) => !reviewed).map(({ id }) => id)
  await ports.measuring.review(told, open, remarks === '' ? null : remarks)
  return { redirect: `/measures/processes/${processKey}?period=${period}&done=reviewed#written` }
}

async function posted(call: PageCall) {
  const { ports, caller, institutionId } = call
  const processKey = processOf(call)
  const { period } = await readNarrowing(call, null)
  if (!mayReviewMeasures(caller, processKey) || !isOver(period, ports.measuring.today()))
    throw new NotFound('review of the process', processKey)
  const all = await ports.measuring.indicators(institutionId)
  return { processKey, period, indicators: all.filter((one) => one.active && one.processKey === processKey) }
}

/** What one may not know of reads as what is not there. */
function processOf({ params, caller }: PageCall): string {
  const processKey = params['key'] ?? ''
  if (!maySeeMeasuresOfProcess(caller, processKey)) throw new NotFound('process', processKey)
  return processKey
}
