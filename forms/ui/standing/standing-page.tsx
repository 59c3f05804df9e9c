/** The level reached, what the next one needs, and the evidence of every process with the way to it. */
import type { Assessment, Missing, Mode } from '../../../processes/maturity/assess.ts'
import { MODES } from '../../../processes/maturity/assess.ts'
import type { Standing } from '../../../processes/maturity/maturity.ts'
import { OwnerTabs } from '../owner/owner-tabs.tsx'
import { mayIn } from '../people/person-record.ts'
import { doneNotice } from '../shared/done-notice.ts'
import { day } from '../shared/format.ts'
import type { PageCall, PageRoute } from '../shared/page.ts'
import { SummaryList } from '../shared/parts/summary-list.tsx'
import { Tabs } from '../shared/parts/tabs.tsx'
import { EvidenceTable } from './evidence-table.tsx'
import { loadStanding } from './load-standing.ts'
import { STANDING_TEXTS } from './standing-texts.ts'

export const showStanding: PageRoute['handle'] = async (call) => {
  const { language, query, ports, institutionId } = call
  const texts = STANDING_TEXTS[language]
  const standing = await loadStanding(call)
  const mode = MODES.find((one) => one === query.get('mode')) ?? standing.mode
  const assessment = standing.assessments[mode]
  const people = new Map<string, string>()
  for (const { managers, confirmation } of standing.processes)
    for (const login of [...managers.map(({ manager }) => manager), ...(confirmation ? [confirmation.by] : [])])
      if (!people.has(login)) people.set(login, await ports.names.person(institutionId, login, language))
  return {
    page: {
      title: texts.title,
      room: 'processes',
      wide: true,
      ...doneNotice(query, texts.done),
      body: (
        <>
          <h1 class="govuk-heading-l">{texts.title}</h1>
          <OwnerTabs language={language} current="maturity" />
          <p class="govuk-body">{texts.intro}</p>
          <Facts call={call} standing={standing} assessment={assessment} />
          <Tabs
            label={texts.modesLabel}
            tabs={MODES.map((one) => ({
              href: `/processes/maturity?mode=${one}`,
              text: texts.modeTab(texts.modes[one], standing.assessments[one].level, one === standing.mode),
              current: one === mode,
            }))}
          />
          <p class="govuk-body">{texts.modeMeaning[mode]}</p>
          <Next call={call} standing={standing} assessment={assessment} />
          <Way call={call} standing={standing} mode={mode} />
          <h2 class="govuk-heading-m" id="evidence">
            {texts.tableTitle}
          </h2>
          <p class="govuk-body">{texts.tableText}</p>
          <EvidenceTable
            call={call}
            standing={standing}
            mode={mode}
            people={people}
            mayAppoint={mayIn(call, 'process-assignment').write}
          />
        </>
      ),
    },
  }
}

interface Part {
  readonly call: PageCall
  readonly standing: Standing
}

function Facts({ call, standing, assessment }: Part & { readonly assessment: Assessment }) {
  const { language, institutionId } = call
  const texts = STANDING_TEXTS[language]
  const { level, activelyImproving, desirableNow } = assessment
  const { target, period } = standing
  const left = target - level
  return (
    <SummaryList
      rows={[
        {
          key: texts.reached,
          value: (
            <>
              <strong>{levelName(call, standing, level)}</strong>
              <span class="ritums-secondary">
                {standing.levels.find((one) => one.level === level)?.meaning[language]}
              </span>
            </>
          ),
        },
        {
          key: texts.target,
          value: `${texts.targetAt(target)}: ${left > 0 ? texts.targetLeft(left) : texts.targetReached}`,
          action: mayIn(call, 'institution').write
            ? {
                href: `/registers/institution/${encodeURIComponent(institutionId)}/edit`,
                text: texts.change,
                about: texts.changeAbout,
              }
            : undefined,
        },
        {
          key: texts.improving,
          value: activelyImproving
            ? texts.improvingYes
            : level < 2
              ? texts.improvingLow
              : texts.improvingNo(desirableNow.map(({ code }) => nameOf(call, standing, code)).join(', ')),
        },
        {
          key: texts.period,
          value: texts.periodText(
            day(`${period.from}T12:00:00Z`, language),
            day(`${period.to}T12:00:00Z`, language),
            period.months,
          ),
        },
      ]}
    />
  )
}

function Next({ call, standing, assessment }: Part & { readonly assessment: Assessment }) {
  const texts = STANDING_TEXTS[call.language]
  const { next, missingMandatory, missingDesirable, order } = assessment
  if (next === null) return <p class="govuk-body">{texts.nextNone}</p>
  const name = standing.levels.find(({ level }) => level === next)?.name[call.language] ?? ''
  return (
    <section aria-labelledby="next">
      <h2 class="govuk-heading-m" id="next">
        {texts.nextTitle(next, name)}
      </h2>
      <SummaryList
        rows={[
          { key: texts.mandatory, value: <MissingList call={call} standing={standing} missing={missingMandatory} /> },
          { key: texts.desirable, value: <MissingList call={call} standing={standing} missing={missingDesirable} /> },
        ]}
      />
      {order.length > 0 && (
        <>
          <h3 class="govuk-heading-s">{texts.orderTitle}</h3>
          <p class="govuk-body">{texts.orderText}</p>
          <ol class="govuk-list govuk-list--number">
            {order.map((code) => (
              <li key={code}>{nameOf(call, standing, code)}</li>
            ))}
          </ol>
        </>
      )}
    </section>
  )
}

function Way({ call, standing, mode }: Part & { readonly mode: Mode }) {
  const texts = STANDING_TEXTS[call.language]
  const path = standing.paths[mode]
  return (
    <section aria-labelledby="way">
      <h2 class="govuk-heading-m" id="way">
        {texts.pathTitle(standing.target)}
      </h2>
      {path.length === 0 ? (
        <p class="govuk-body">{texts.pathReached}</p>
      ) : (
        <SummaryList
          rows={path.map(({ level, missingMandatory }) => ({
            key: levelName(call, standing, level),
            value: <MissingList call={call} standing={standing} missing={missingMandatory} />,
          }))}
        />
      )}
    </section>
  )
}

function MissingList({ call, standing, missing }: Part & { readonly missing: readonly Missing[] }) {
  const texts = STANDING_TEXTS[call.language]
  if (missing.length === 0) return <>{texts.nothingMissing}</>
  return (
    <ul class="govuk-list">
      {missing.map(({ code, gap }) => (
        <li key={code}>
          <a class="govuk-link" href={`#evidence-${code}`}>
            {nameOf(call, standing, code)}
          </a>
          : {texts.gaps[gap]}
        </li>
      ))}
    </ul>
  )
}

function nameOf({ language }: PageCall, { processes }: Standing, code: string): string {
  return processes.find(({ process }) => process.code === code)?.process.name[language] ?? code
}

function levelName({ language }: PageCall, { levels }: Standing, level: number): string {
  return STANDING_TEXTS[language].level(level, levels.find((one) => one.level === level)?.name[language] ?? '')
}
