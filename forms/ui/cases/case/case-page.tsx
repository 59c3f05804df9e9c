/** The page of a case: its facts beside one of its views; or all of it, for paper. */
import type { VNode } from 'preact'
import { CaseAside } from '../case-aside.tsx'
import { moment } from '../../shared/format.ts'
import type { PageCall, PageReply, PageRoute } from '../../shared/page.ts'
import { Tabs } from '../../shared/parts/tabs.tsx'
import { Tag } from '../../shared/parts/tag.tsx'
import { diagramView, stepsTable } from '../diagram/diagram-view.tsx'
import { timelineView, wholeTimeline } from '../timeline/timeline-view.tsx'
import { caseAddress, VIEWS, type CaseViewName } from './case-address.ts'
import { costsView, maySeeCosts } from './costs-view.tsx'
import { loadCase, namedInstance, type CaseRoom } from './load-case.ts'
import { messagesView } from './messages-view.tsx'
import { nowView } from './now-view.tsx'
import { PAGE_TEXTS } from './page-texts.ts'
import { recordsView } from './records-view.tsx'

const DRAW: Readonly<Record<CaseViewName, (call: PageCall, room: CaseRoom) => Promise<VNode>>> = {
  now: nowView,
  timeline: timelineView,
  diagram: diagramView,
  records: recordsView,
  messages: messagesView,
  costs: costsView,
}

export const showCase: PageRoute['handle'] = async (call): Promise<PageReply> => {
  const { language, query } = call
  const instance = await namedInstance(call)
  const { id, rootInstanceId } = instance
  // What was called is a part of its case, and its place there.
  if (rootInstanceId !== id) return { redirect: `/cases/${rootInstanceId}#i-${id}` }
  const room = await loadCase(call, instance)
  const texts = PAGE_TEXTS[language]
  const done = texts.done[query.get('done') ?? '']
  const views = VIEWS.filter((view) => view !== 'costs' || maySeeCosts(call))
  const view = views.find((one) => one === query.get('view')) ?? 'now'
  const print = query.get('print') === '1'
  return {
    page: {
      title: [room.name, ...(view === 'now' ? [] : [texts.views[view]])].join(' – '),
      room: 'cases',
      wide: true,
      back: print ? { href: caseAddress(id), text: room.name } : { href: '/cases', text: texts.back },
      ...(view === 'diagram' && !print ? { scripts: ['case-diagram'] } : {}),
      ...(done === undefined ? {} : { notice: { kind: 'success', text: done } }),
      body: (
        <>
          <Head call={call} room={room} />
          {print ? (
            <Paper call={call} room={room} sections={await wholeCase(call, room)} />
          ) : (
            <>
              <Tabs
                label={texts.viewsLabel}
                tabs={views.map((one) => ({
                  href: caseAddress(id, { view: one }),
                  text: texts.views[one],
                  current: one === view,
                }))}
              />
              <div class={view === 'diagram' ? '' : 'ritums-columns'}>
                <div class="ritums-case">{await DRAW[view](call, room)}</div>
                <div class="ritums-columns__aside">
                  {view !== 'diagram' && (
                    <div class="ritums-card">
                      <CaseAside language={language} brief={room.brief} mayOpen={false} />
                    </div>
                  )}
                  <p class="govuk-body ritums-no-print">
                    <a class="govuk-link" href={caseAddress(id, { print: '1' })}>
                      {texts.print}
                    </a>
                  </p>
                </div>
              </div>
            </>
          )}
        </>
      ),
    },
  }
}

function Head({ call, room }: { readonly call: PageCall; readonly room: CaseRoom }) {
  const { language } = call
  const texts = PAGE_TEXTS[language]
  const { root, brief, name, process } = room
  const isHalted = root.state === 'suspended'
  return (
    <>
      <h1 class="govuk-heading-l">
        <span class="govuk-caption-l">{process}</span>
        {brief.subject === '' || brief.subject === name ? name : `${name}: ${brief.subject}`}
      </h1>
      <p class="govuk-body">
        <Tag colour={isHalted ? 'orange' : root.endedAt === null ? 'teal' : 'grey'}>
          {isHalted ? texts.suspended : root.endedAt === null ? texts.running : texts.states[root.state]}
        </Tag>{' '}
        {texts.startedAt(moment(root.startedAt, language))}
        {root.endedAt !== null && `. ${texts.endedAt(moment(root.endedAt, language))}`}
      </p>
    </>
  )
}

async function wholeCase(call: PageCall, room: CaseRoom): Promise<readonly VNode[]> {
  const { root } = room
  return [
    await nowView(call, room),
    await stepsTable(call, root),
    await recordsView(call, room),
    await messagesView(call, room),
    ...(maySeeCosts(call) ? [await costsView(call, room)] : []),
    await wholeTimeline(call, room),
  ]
}

function Paper(props: { readonly call: PageCall; readonly room: CaseRoom; readonly sections: readonly VNode[] }) {
  const { call, room, sections } = props
  const { language, ports } = call
  return (
    <div class="ritums-case">
      <p class="ritums-secondary">{PAGE_TEXTS[language].printed(moment(ports.clock.now().toISOString(), language))}</p>
      <CaseAside language={language} brief={room.brief} mayOpen={false} />
      {sections}
    </div>
  )
}
