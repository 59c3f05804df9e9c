/** What happened in a case and in what came of it, sentence by sentence. */
import type { Language } from '../../../check/form-file.ts'
import { ValueView } from '../../controls/value-view.tsx'
import { Why } from '../case-aside.tsx'
import { moment } from '../../shared/format.ts'
import type { PageCall } from '../../shared/page.ts'
import { Details } from '../../shared/parts/details.tsx'
import { EmptyState } from '../../shared/parts/empty-state.tsx'
import { Moment } from '../../shared/parts/moment.tsx'
import { Pagination } from '../../shared/parts/pagination.tsx'
import { SummaryList } from '../../shared/parts/summary-list.tsx'
import { caseAddress } from '../case/case-address.ts'
import type { CaseRoom } from '../case/load-case.ts'
import { tellEvents, type ToldEvent } from './tell-event.ts'
import { PLAIN_TYPES, TIMELINE_TEXTS } from './timeline-texts.ts'

const PAGE_SIZE = 30
/** Pages of a whole case on paper. */
const MOST_ON_PAPER = 1000

/** The timeline as a view of the page: a page of it, with the ways to the others. */
export async function timelineView(call: PageCall, room: CaseRoom) {
  const { language, query } = call
  const texts = TIMELINE_TEXTS[language]
  const order = query.get('order') === 'oldest' ? ('oldest' as const) : ('newest' as const)
  const all = query.get('all') === '1'
  const after = (query.get('after') ?? '').slice(0, 1000)
  const page = await call.ports.engine.listCaseTimeline({
    ...of(call, room),
    order,
    limit: PAGE_SIZE,
    ...(all ? {} : { types: PLAIN_TYPES }),
    ...(after === '' ? {} : { after }),
  })
  const events = await tellEvents(call, room, page.items)
  const here = { view: 'timeline', ...(order === 'oldest' ? { order } : {}), ...(all ? { all: '1' } : {}) }
  const address = (changes: Readonly<Record<string, string>>) => caseAddress(room.root.id, { ...here, ...changes })
  return (
    <section aria-labelledby="timeline-heading">
      <h2 class="govuk-heading-m" id="timeline-heading">
        {texts.title}
      </h2>
      <ul class="ritums-timeline-choices ritums-no-print">
        <li>
          <a class="govuk-link" href={address({ order: order === 'oldest' ? 'newest' : 'oldest' })}>
            {order === 'oldest' ? texts.newest : texts.oldest}
          </a>
        </li>
        <li>
          <a class="govuk-link" href={address({ all: all ? '' : '1' })}>
            {all ? texts.hideAll : texts.showAll}
          </a>
        </li>
      </ul>
      {events.length === 0 ? <EmptyState title={texts.none} /> : <Events language={language} events={events} />}
      <Pagination
        language={language}
        first={after === '' ? null : address({})}
        next={page.next === null ? null : address({ after: page.next })}
      />
    </section>
  )
}

/** Everything from the beginning, for paper. */
export async function wholeTimeline(call: PageCall, room: CaseRoom) {
  const found = []
  for (let after: string | null | undefined = undefined; after !== null && found.length < MOST_ON_PAPER;) {
    const page: Awaited<ReturnType<typeof call.ports.engine.listCaseTimeline>> =
      await call.ports.engine.listCaseTimeline({
        ...of(call, room),
        types: PLAIN_TYPES,
        limit: 200,
        ...(after === undefined ? {} : { after }),
      })
    found.push(...page.items)
    after = page.next
  }
  return (
    <section>
      <h2 class="govuk-heading-m">{TIMELINE_TEXTS[call.language].title}</h2>
      <Events language={call.language} events={await tellEvents(call, room, found)} open />
    </section>
  )
}

function of({ institutionId }: PageCall, { root, linked }: CaseRoom) {
  return { institutionId, rootInstanceIds: [root.id, ...linked.map(({ instance }) => instance.id)] }
}

interface EventsProps {
  readonly language: Language
  readonly events: readonly ToldEvent[]
  /** On paper nothing can be opened. */
  readonly open?: boolean
}

function Events({ language, events, open = false }: EventsProps) {
  const texts = TIMELINE_TEXTS[language]
  return (
    <ol class="ritums-timeline">
      {events.map((event) => (
        <li key={event.key} class={`ritums-timeline__event ritums-timeline__event--${event.type}`}>
          <p class="ritums-timeline__when">
            <Moment at={event.at}>{moment(event.at, language)}</Moment>
            {event.by !== '' && <span>{event.by}</span>}
          </p>
          <p class="ritums-timeline__what">{event.sentence}</p>
          {event.where !== '' && <p class="ritums-secondary">{event.where}</p>}
          {event.words !== '' && <blockquote class="ritums-quote">{event.words}</blockquote>}
          {event.why && (
            <Details summary={texts.rule} open={open}>
              <Why language={language} why={event.why} />
            </Details>
          )}
          {event.notification && (
            <Details summary={texts.notification} open={open}>
              <p class="govuk-body">{texts.statusIs(event.notification.status)}</p>
              <p class="govuk-body ritums-text">{event.notification.text}</p>
            </Details>
          )}
          {event.entered && (
            <Details summary={texts.entered} open={open}>
              <EnteredData language={language} entered={event.entered} />
            </Details>
          )}
        </li>
      ))}
    </ol>
  )
}

function EnteredData(props: { readonly language: Language; readonly entered: NonNullable<ToldEvent['entered']> }) {
  const { language, entered } = props
  const { fields, values, choices } = entered
  return (
    <SummaryList
      rows={fields.map((field) => ({
        key: field.texts.label,
        value: <ValueView field={field} value={values[field.name] ?? null} reader={{ language, choices }} />,
      }))}
    />
  )
}
