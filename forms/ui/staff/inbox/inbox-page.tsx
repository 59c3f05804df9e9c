/** The inbox: which list, what narrows it, the tasks, and what can be done with several at once. */
import type { PageCall, PageReply, PageRoute } from '../../shared/page.ts'
import { Details } from '../../shared/parts/details.tsx'
import { EmptyState } from '../../shared/parts/empty-state.tsx'
import { ErrorSummary, type SummaryError } from '../../shared/parts/error-summary.tsx'
import { Pagination } from '../../shared/parts/pagination.tsx'
import { Tabs } from '../../shared/parts/tabs.tsx'
import { Away } from './away.tsx'
import { BulkBar } from './bulk-bar.tsx'
import { countTasks, findTasks, listsOf, MOST_COUNTED } from './find-tasks.ts'
import { InboxFilter } from './inbox-filter.tsx'
import { EVERYTHING_MINE, inboxAddress, isNarrowed, readInboxQuery, type InboxQuery } from './inbox-query.ts'
import { inboxRows } from './inbox-rows.ts'
import { InboxTable } from './inbox-table.tsx'
import { INBOX_TEXTS } from './inbox-texts.ts'
import { doneNotice } from './done-notice.ts'
import { filterChoices } from './filter-choices.ts'
import { peopleToAssign } from './people-to-assign.ts'
import { loadViews, SavedViews } from './saved-views.tsx'

export const showInbox: PageRoute['handle'] = (call) => inboxPage(call, readInboxQuery(call.query), null)

/** @param wrong why a bulk action was not done; the list stays as it was */
export async function inboxPage(call: PageCall, asked: InboxQuery, wrong: SummaryError | null): Promise<PageReply> {
  const { language } = call
  const texts = INBOX_TEXTS[language]
  const lists = listsOf(call)
  const query = lists.includes(asked.list) ? asked : { ...asked, list: 'mine' as const }
  const [found, choices, people, views, ...counts] = await Promise.all([
    findTasks(call, query),
    filterChoices(call, query.process),
    peopleToAssign(call),
    loadViews(call),
    ...lists.map((list) => (list === 'done' ? null : countTasks(call, { ...EVERYTHING_MINE, list }))),
  ])
  const rows = await inboxRows(call, found.items)
  const notice = doneNotice(call.query, language)
  // In the place of others one acts on one task at a time, and says so.
  const canAct = query.list !== 'done' && query.list !== 'for'
  return {
    status: wrong === null ? 200 : 422,
    page: {
      title: texts.title,
      room: 'tasks',
      wide: true,
      failed: wrong !== null,
      scripts: ['inbox', 'shortcuts'],
      ...(notice ? { notice } : {}),
      body: (
        <>
          {wrong !== null && <ErrorSummary language={language} errors={[wrong]} />}
          <h1 class="govuk-heading-l">{texts.title}</h1>
          <Tabs
            label={texts.listsLabel}
            tabs={lists.map((list, index) => {
              const counted = counts[index]
              return {
                href: inboxAddress({ ...EVERYTHING_MINE, list }),
                text: counted?.more ? `${texts.lists[list]} (${texts.more} ${MOST_COUNTED})` : texts.lists[list],
                current: list === query.list,
                ...(counted && !counted.more ? { count: counted.count } : {}),
              }
            })}
          />
          {query.list === 'for' && <Away call={call} query={query} />}
          <SavedViews call={call} query={query} views={views} />
          <Details summary={texts.filter} open={isNarrowed(query)}>
            <InboxFilter language={language} query={query} choices={choices} />
          </Details>
          {/* New work is told here by the script, never put into the list under the reader's eyes. */}
          <div
            class="ritums-live"
            role="status"
            data-live="inbox"
            data-address={inboxAddress({ ...query, after: '' })}
            data-since={call.ports.clock.now().toISOString()}
            {...Object.fromEntries(Object.entries(texts.newWork).map(([rule, text]) => [`data-${rule}`, text]))}
          />
          {rows.length === 0 ? (
            <EmptyState title={isNarrowed(query) ? texts.emptyNarrowed : texts.empty} />
          ) : (
            <>
              <div data-shortcut-list>
                <InboxTable language={language} query={query} rows={rows} canSelect={canAct} />
              </div>
              {canAct && <BulkBar language={language} query={query} people={people} forgeryToken={call.forgeryToken} />}
              <Pagination
                language={language}
                first={query.after === '' ? null : inboxAddress({ ...query, after: '' })}
                next={found.next === null ? null : inboxAddress({ ...query, after: found.next })}
              />
            </>
          )}
        </>
      ),
    },
  }
}
