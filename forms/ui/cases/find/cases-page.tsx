/** The list of cases: what narrows it, and the cases that the reader may know of. */
import type { CaseView, Page } from '../../../../engine/index.ts'
import { casesToLookFor } from '../../../../api/policies/instances.ts'
import { moment } from '../../shared/format.ts'
import type { PageCall, PageRoute } from '../../shared/page.ts'
import { DataTable, type Column } from '../../shared/parts/data-table.tsx'
import { EmptyState } from '../../shared/parts/empty-state.tsx'
import { Moment } from '../../shared/parts/moment.tsx'
import { Pagination } from '../../shared/parts/pagination.tsx'
import { Tag } from '../../shared/parts/tag.tsx'
import { filterChoices } from '../../staff/inbox/filter-choices.ts'
import { serviceNames } from '../../shared/service-names.ts'
import { statusLabel } from '../status-label.ts'
import { codeLabel } from '../../shared/names.ts'
import { CasesFilter } from './cases-filter.tsx'
import { casesAddress, isNarrowed, readCasesQuery, type CasesQuery } from './cases-query.ts'
import { FIND_TEXTS } from './find-texts.ts'

const PAGE_SIZE = 25

export const showCases: PageRoute['handle'] = async (call) => {
  const { language } = call
  const texts = FIND_TEXTS[language]
  const query = readCasesQuery(call.query)
  const [found, choices] = await Promise.all([findCases(call, query), filterChoices(call, query.process)])
  const rows = await rowsOf(call, found.items)
  return {
    page: {
      title: texts.title,
      room: 'cases',
      wide: true,
      body: (
        <>
          <h1 class="govuk-heading-l">{texts.title}</h1>
          <CasesFilter language={language} query={query} choices={choices} />
          {rows.length === 0 ? (
            <EmptyState title={isNarrowed(query) ? texts.emptyNarrowed : texts.empty} />
          ) : (
            <>
              <DataTable
                caption={texts.title}
                captionHidden
                columns={columnsOf(call)}
                rows={rows}
                keyOf={({ id }) => id}
              />
              <Pagination
                language={language}
                first={query.after === '' ? null : casesAddress({ ...query, after: '' })}
                next={found.next === null ? null : casesAddress({ ...query, after: found.next })}
              />
            </>
          )}
        </>
      ),
    },
  }
}

function findCases({ ports, caller, institutionId }: PageCall, query: CasesQuery): Promise<Page<CaseView>> {
  const { text, process, service, priority, status, state, after } = query
  const visibleTo = casesToLookFor(caller)
  return ports.engine.listCases({
    institutionId,
    limit: PAGE_SIZE,
    ...(visibleTo === null ? {} : { visibleTo }),
    ...(text === '' ? {} : { text }),
    ...(process === '' ? {} : { processKeys: [process] }),
    ...(service === '' ? {} : { categories: [service] }),
    ...(priority === '' ? {} : { casePriorities: [priority] }),
    ...(status === '' ? {} : { caseStatuses: [status] }),
    ...(state === '' ? {} : { isRunning: state === 'running' }),
    ...(after === '' ? {} : { after }),
  })
}

interface CaseRow {
  readonly id: string
  readonly number: string
  readonly process: string
  readonly subject: string
  readonly service: string
  readonly client: string
  readonly priority: string
  readonly status: string
  readonly isRunning: boolean
  readonly startedAt: string
}

async function rowsOf(call: PageCall, cases: readonly CaseView[]): Promise<readonly CaseRow[]> {
  const { ports, institutionId, language } = call
  const services = await serviceNames(call)
  return Promise.all(
    cases.map(async (one) => ({
      id: one.id,
      number: one.caseNumber ?? '',
      process: await ports.names.process(institutionId, one.processKey, language),
      subject: one.subject ?? '',
      service: one.category === null ? '' : services(one.category),
      client: one.clientName ?? '',
      priority: one.casePriority === null ? '' : codeLabel(ports.data, 'priority', one.casePriority, language),
      status: one.caseStatus === null ? '' : statusLabel(ports.data, one.processKey, one.caseStatus, language),
      isRunning: one.endedAt === null,
      startedAt: one.startedAt,
    })),
  )
}

function columnsOf({ language }: PageCall): readonly Column<CaseRow>[] {
  const texts = FIND_TEXTS[language]
  return [
    {
      key: 'case',
      text: texts.case,
      names: true,
      cell: ({ id, number, process }) => (
        <>
          <a class="govuk-link" href={`/cases/${id}`}>
            {number === '' ? texts.withoutNumber : number}
          </a>
          <span class="ritums-secondary">{process}</span>
        </>
      ),
    },
    {
      key: 'about',
      text: texts.about,
      cell: ({ subject, service }) => (
        <>
          <span class="ritums-line">{subject === '' ? '–' : subject}</span>
          {service !== '' && <span class="ritums-secondary">{service}</span>}
        </>
      ),
    },
    { key: 'client', text: texts.client, cell: ({ client }) => (client === '' ? '–' : client) },
    { key: 'priority', text: texts.priority, cell: ({ priority }) => (priority === '' ? '–' : priority) },
    {
      key: 'status',
      text: texts.status,
      cell: ({ status, isRunning }) => (
        <>
          <Tag colour={isRunning ? 'teal' : 'grey'}>{isRunning ? texts.states.running : texts.states.ended}</Tag>
          {status !== '' && <span class="ritums-secondary">{status}</span>}
        </>
      ),
    },
    {
      key: 'started',
      text: texts.started,
      cell: ({ startedAt }) => <Moment at={startedAt}>{moment(startedAt, language)}</Moment>,
    },
  ]
}
