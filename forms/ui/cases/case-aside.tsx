import type { Language } from '../../check/form-file.ts'
import { Details } from '../shared/parts/details.tsx'
import { Moment } from '../shared/parts/moment.tsx'
import { SummaryList, type SummaryRow } from '../shared/parts/summary-list.tsx'
import { Tag } from '../shared/parts/tag.tsx'
import { caseAddress } from './case/case-address.ts'
import { PAGE_TEXTS } from './case/page-texts.ts'
import type { CaseBrief, WhyDecided } from './case-brief.ts'
import { CASE_TEXTS } from './case-texts.ts'

/** What whoever does a task looks up most: the history, the messages, the records with their files. */
const BESIDE_A_TASK = ['timeline', 'messages', 'records'] as const

export interface CaseAsideProps {
  readonly language: Language
  readonly brief: CaseBrief
  /** Whether the reader may open the whole case. */
  readonly mayOpen: boolean
}

/** The case beside a task: whom it is for, how urgent it is and why, by when. */
export function CaseAside({ language, brief, mayOpen }: CaseAsideProps) {
  const texts = CASE_TEXTS[language]
  const { number, subject, status, kind, client, contact, service, priority, clocks, whyPriority, whyDeadline } = brief
  const rows: readonly SummaryRow[] = [
    { key: texts.number, value: number },
    { key: texts.subject, value: subject },
    { key: texts.description, value: brief.description },
    { key: texts.client, value: client },
    { key: texts.contact, value: contact },
    { key: texts.service, value: service },
    { key: texts.kind, value: kind },
    { key: texts.status, value: status },
    { key: texts.priority, value: priority.label },
  ].filter(({ value }) => value !== '')
  return (
    <section class="ritums-aside" aria-labelledby="case-heading">
      <h2 class="govuk-heading-m" id="case-heading">
        {texts.case}
      </h2>
      <SummaryList rows={rows} />
      {whyPriority && (
        <Details summary={texts.whyPriority}>
          <Why language={language} why={whyPriority} />
        </Details>
      )}
      {clocks.length > 0 && (
        <SummaryList
          rows={clocks.map(({ kind: clock, at, due }) => ({
            key: texts[clock],
            value: (
              <>
                {due.state === 'late' && <Tag colour="red">{due.words}</Tag>}
                {due.state !== 'late' && <span class="ritums-line">{due.words}</span>}
                <span class="ritums-secondary">
                  <Moment at={at}>{due.moment}</Moment>
                </span>
              </>
            ),
          }))}
        />
      )}
      {whyDeadline.length > 0 && (
        <Details summary={texts.whyDeadline}>
          {whyDeadline.map((sentence) => (
            <p key={sentence} class="govuk-body">
              {sentence}
            </p>
          ))}
        </Details>
      )}
      {mayOpen && (
        <ul class="govuk-list">
          <li>
            <a class="govuk-link" href={caseAddress(brief.rootInstanceId)}>
              {texts.openCase}
            </a>
          </li>
          {BESIDE_A_TASK.map((view) => (
            <li key={view}>
              <a class="govuk-link" href={caseAddress(brief.rootInstanceId, { view })}>
                {PAGE_TEXTS[language].views[view]}
              </a>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

/** Which rule decided, and what it looked at. */
export function Why({ language, why }: { readonly language: Language; readonly why: WhyDecided }) {
  const texts = CASE_TEXTS[language]
  return (
    <>
      <p class="govuk-body">{texts.decidedBy(why.table)}</p>
      <SummaryList
        rows={[
          ...why.rules.map((rule) => ({ key: texts.because, value: rule })),
          ...why.inputs.map(({ label, value }) => ({ key: label, value })),
        ]}
      />
    </>
  )
}
