/** What a case has cost: entries of the case and of those that came of it, and their sum. */
import type { Variables } from '../../../../engine/model/json.ts'
import type { RecordView } from '../../../../engine/records/record-unit.ts'
import { mayReadRegister } from '../../../../api/policies/records.ts'
import { day, money } from '../../shared/format.ts'
import type { PageCall } from '../../shared/page.ts'
import { DataTable } from '../../shared/parts/data-table.tsx'
import { Moment } from '../../shared/parts/moment.tsx'
import { SummaryList } from '../../shared/parts/summary-list.tsx'
import type { CaseRoom } from './load-case.ts'
import { PAGE_TEXTS } from './page-texts.ts'

const PAGE = 200

/** Whether the reader may read costs at all. */
export function maySeeCosts({ ports, caller }: PageCall): boolean {
  const register = ports.data.registers.find((one) => one.register === 'cost-entry')
  return register !== undefined && mayReadRegister(caller, register)
}

export async function costsView(call: PageCall, room: CaseRoom) {
  const { language, ports, institutionId } = call
  const texts = PAGE_TEXTS[language]
  const entries = await costsOf(call, room)
  const sum = (field: 'minutes' | 'amount'): number =>
    entries.reduce((all, { data }) => all + (typeof data[field] === 'number' ? data[field] : 0), 0)
  const rows = await Promise.all(
    entries.map(async ({ id, data, createdAt }) => ({
      id,
      item: typeof data['item'] === 'string' ? data['item'] : '–',
      process:
        typeof data['processKey'] === 'string'
          ? await ports.names.process(institutionId, data['processKey'], language)
          : '',
      minutes: typeof data['minutes'] === 'number' ? String(data['minutes']) : '–',
      amount: typeof data['amount'] === 'number' ? money(data['amount'], language) : '–',
      at: createdAt,
    })),
  )
  return (
    <section aria-labelledby="costs-heading">
      <h2 class="govuk-heading-m" id="costs-heading">
        {texts.costs}
      </h2>
      {rows.length === 0 ? (
        <p class="govuk-body">{maySeeCosts(call) ? texts.noCosts : texts.noRight}</p>
      ) : (
        <>
          <SummaryList
            rows={[
              { key: texts.total, value: money(sum('amount'), language) },
              { key: texts.minutes, value: String(sum('minutes')) },
            ]}
          />
          <DataTable
            caption={texts.costs}
            captionHidden
            rows={rows}
            keyOf={({ id }) => id}
            columns={[
              {
                key: 'item',
                text: texts.item,
                names: true,
                cell: ({ item, process }) => (
                  <>
                    {item}
                    {process !== '' && <span class="ritums-secondary">{process}</span>}
                  </>
                ),
              },
              { key: 'minutes', text: texts.minutes, numeric: true, cell: ({ minutes }) => minutes },
              { key: 'amount', text: texts.amount, numeric: true, cell: ({ amount }) => amount },
              { key: 'date', text: texts.date, cell: ({ at }) => <Moment at={at}>{day(at, language)}</Moment> },
            ]}
          />
        </>
      )}
    </section>
  )
}

/** Each once, the oldest first. */
async function costsOf(call: PageCall, { root, linked }: CaseRoom): Promise<readonly RecordView[]> {
  if (!maySeeCosts(call)) return []
  const { ports, institutionId } = call
  const found = new Map<string, RecordView>()
  const wheres: readonly Variables[] = [root, ...linked.map(({ instance }) => instance)].flatMap(
    ({ id, processKey }): readonly Variables[] => [
      { recordId: id },
      ...(processKey === 'application' ? [{ applicationId: id }] : []),
    ],
  )
  for (const where of wheres) {
    let after: string | null | undefined = undefined
    do {
      const page: Awaited<ReturnType<typeof ports.engine.listRecords>> = await ports.engine.listRecords({
        institutionId,
        register: 'cost-entry',
        where,
        order: 'oldest',
        limit: PAGE,
        ...(after === undefined ? {} : { after }),
      })
      for (const record of page.items) found.set(record.id, record)
      after = page.next
    } while (after !== null)
  }
  return [...found.values()].toSorted((one, other) => (one.createdAt < other.createdAt ? -1 : 1))
}
