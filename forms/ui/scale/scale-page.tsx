/** Figures of the state, a sector or a municipality: who has told what, each institution and all together, and the basket. */
import type { AskedScale } from '../../../api/present/scale.ts'
import { mayHandInSome } from '../../../api/policies/scale.ts'
import type { ScaleView } from '../../../processes/scale/desk.ts'
import { scaleText } from '../../../processes/scale/members.ts'
import { Downloads } from '../measuring/downloads.tsx'
import { PeriodField } from '../measuring/period-field.tsx'
import { periodName } from '../measuring/period-name.ts'
import { doneNotice } from '../shared/done-notice.ts'
import type { PageCall, PageRoute } from '../shared/page.ts'
import { ButtonLink } from '../shared/parts/button.tsx'
import { EmptyState } from '../shared/parts/empty-state.tsx'
import { Filter } from '../shared/parts/filter.tsx'
import { Notice } from '../shared/parts/notice.tsx'
import { Select } from '../shared/parts/select.tsx'
import { askedScale, scaleName, scaleOptions, scalesLed } from './asked-scale.ts'
import { BasketTable } from './basket-table.tsx'
import { InstitutionsTable, LevelsTable } from './institutions-table.tsx'
import { KindsTable, SectionTable } from './section-table.tsx'
import { SCALE_TEXTS } from './scale-texts.ts'

export const showScale: PageRoute['handle'] = async (call) => {
  const { language, ports, caller, institutionId, query } = call
  const texts = SCALE_TEXTS[language]
  const members = await ports.scale.members(institutionId)
  const scales = scalesLed(call, members)
  const asked = askedScale(call, scales)
  const common = { title: texts.title, room: 'scale', wide: true, ...doneNotice(query, texts.done) } as const
  if (!asked)
    return {
      page: {
        ...common,
        body: (
          <>
            <h1 class="govuk-heading-l">{texts.title}</h1>
            <EmptyState title={texts.nothing} />
          </>
        ),
      },
    }
  const view = await ports.scale.view(institutionId, asked)
  return {
    page: {
      ...common,
      body: (
        <>
          <span class="govuk-caption-l">
            {scaleName(asked.scale, members, language)}, {periodName(asked.period, language)}
          </span>
          <h1 class="govuk-heading-l">{texts.title}</h1>
          <p class="govuk-body">{texts.intro}</p>
          <Filter language={language} label={texts.filter} action="/scale" clear={query.size > 0 ? '/scale' : null}>
            <Select
              language={language}
              id="scale"
              label={texts.scale}
              value={scaleText(asked.scale)}
              options={scaleOptions(call, scales, members)}
            />
            <PeriodField language={language} today={ports.measuring.today()} period={asked.period} />
            <Select
              language={language}
              id="service"
              label={texts.service}
              value={asked.service ?? ''}
              none={texts.allServices}
              options={view.basket.map(({ key, service }) => ({
                value: key,
                text: service.name[language] ?? service.name.lv,
              }))}
            />
          </Filter>
          {mayHandInSome(caller) && (
            <p class="govuk-body">
              <ButtonLink kind="secondary" href="/scale/report">
                {texts.toHandIn}
              </ButtonLink>
            </p>
          )}
          <Figures call={call} view={view} asked={asked} />
        </>
      ),
    },
  }
}

function Figures({
  call,
  view,
  asked,
}: {
  readonly call: PageCall
  readonly view: ScaleView
  readonly asked: AskedScale
}) {
  const { language, ports } = call
  const texts = SCALE_TEXTS[language]
  const { institutions, sections } = view
  const told = institutions.filter(({ report }) => report !== null).length
  const kept = new URLSearchParams({ scale: scaleText(asked.scale), period: asked.period })
  const whole = new URLSearchParams({
    ...Object.fromEntries(kept),
    ...(asked.service ? { service: asked.service } : {}),
  })
  return (
    <>
      <Notice
        language={language}
        kind={told === institutions.length ? 'info' : 'warning'}
        text={ports.scale.isOver(asked.period) ? texts.toldBy(told, institutions.length) : texts.notOver}
      />
      <InstitutionsTable call={call} view={view} />
      <LevelsTable call={call} view={view} />
      {sections.map((section) => (
        <>
          <SectionTable key={section.key} call={call} view={view} section={section} />
          {section.indicators
            .filter(({ kinds }) => kinds.length > 0)
            .map((rolled) => (
              <KindsTable key={rolled.indicator.key} call={call} rolled={rolled} />
            ))}
        </>
      ))}
      <BasketTable call={call} view={view} kept={kept} />
      <Downloads call={call} address={(format) => `/api/scale${format === 'csv' ? '/export' : ''}?${whole}`} />
    </>
  )
}
