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
import { recordChanges } from './record-changes.ts'
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
  const before = order === 'newest' ? momentIn(query.get('before')) : null
  const from = order === 'oldest' ? momentIn(query.get('from')) : null
  const last = page.next === null ? null : (page.items.at(-1)?.at ?? null)
  const span = order === 'newest' ? { from: last, before } : { from, before: last }
  const events = inOrder(await tellEvents(call, room, page.items), await recordChanges(call, room, span, all), order)
  const onwards: Readonly<Record<string, string>> =
    page.next === null ? {} : { after: page.next, [order === 'newest' ? 'before' : 'from']: last ?? '' }
  const here = { view: 'timeline', ...(order === 'oldest' ? { order } : {}), ...(all ? { all: '1' } : {}) }
  const address = (changes: Readonly<Record<string, string>>) => caseAddress(room.root.id, { ...here, ...changes })
  return (
    <section aria-labelledby="timeline-heading">
      <h2 class="govuk-heading-m" id="timeline-heading">
        {texts.title}
      </h2>
      <ul class="ritums-choices ritums-no-print">
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
        next={page.next === null ? null : address(onwards)}
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
  const changes = await recordChanges(call, room, { from: null, before: null }, false)
  const events = inOrder(await tellEvents(call, room, found), changes, 'oldest')
  return (
    <section>
      <h2 class="govuk-heading-m">{TIMELINE_TEXTS[call.language].title}</h2>
      <Events language={call.language} events={events} open />
    </section>
  )
}

/** Where the page before this one ended. */
function momentIn(written: string | null): string | null {
  return written !== null && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(written) ? written : null
}

/** Of what happened at one moment a record changes last: the step that changed it is told first in time. */
function inOrder(
  events: readonly ToldEvent[],
  changes: readonly ToldEvent[],
  order: 'newest' | 'oldest',
): readonly ToldEvent[] {
  const told = [...(order === 'oldest' ? events : events.toReversed()), ...changes]
  const forward = told.toSorted((one, other) => (one.at === other.at ? 0 : one.at < other.at ? -1 : 1))
  return order === 'oldest' ? forward : forward.toReversed()
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
