/** `budget.execute`: what of a year's budget is spent and reserved, reckoned anew from the cost entries each time. */
import type { Variables } from '../../../engine/model/json.ts'
import type { Handler, HandlerCall } from '../../../engine/ports.ts'
import type { RecordUnit, RecordView } from '../../../engine/records/record-unit.ts'
import { number, objects, text, texts } from '../input.ts'
import { settingsIn } from '../registers.ts'
import { plannedToDate } from './comparison.ts'
import {
  actualSums,
  budgetInForce,
  lineOf,
  linesOf,
  monthOf,
  processesIn,
  type ActualSum,
  type Month,
} from './figures.ts'
import { cents, euros, total } from './money.ts'
import { figuresOf } from './plan.ts'
import { applyDuePrices } from './prices.ts'

/**
 * {period} → {budgetId, execution: {planned, plannedToDate, actual, reserved, executionPct, unmatchedCount,
 * unmatchedAmount}}: the lines of the budget in force get what was spent on them from the beginning of the year to the end
 * of the month, and what commitments still hold. Reckoned from all entries, so doing it twice changes nothing.
 * Without a budget in force `budgetId` is null; prices whose day has come become fees either way. `executionPct` is null where nothing was planned so far.
 */
export const executeBudget: Handler = async (call) => {
  const month = monthOf(call, text(call.input, 'period'))
  const budget = await budgetInForce(call.records, month.year)
  await applyDuePrices(call.records, call.now.slice(0, 10))
  return { variables: budget ? await accountFor(call, budget, month) : { budgetId: null, execution: null } }
}

/** Brings a budget and its lines up to date. */
export async function accountFor(
  call: Pick<HandlerCall, 'records' | 'environment' | 'now'>,
  budget: RecordView,
  month: Month,
): Promise<Variables> {
  const { records } = call
  const lines = await linesOf(records, budget.id)
  const sums = await actualSums(records, { from: `${month.year}-01-01`, before: month.before }, processesIn(lines))
  const spent = new Map<string, number>()
  const unmatched: ActualSum[] = []
  for (const sum of sums) {
    const line = lineOf(sum, lines)
    if (line) spent.set(line.id, (spent.get(line.id) ?? 0) + cents(sum.amount))
    else unmatched.push(sum)
  }
  const held = await stillReserved(call, budget, month)
  const after = lines.map((line): RecordView => {
    const fresh = { actual: euros(spent.get(line.id) ?? 0), reserved: euros(held.get(line.id) ?? 0) }
    return { ...line, data: { ...line.data, ...fresh } }
  })
  const toDate = total(
    after.map(({ data }) =>
      plannedToDate(number(data, 'planned') ?? 0, String(data['frequency']), month.month, number(data, 'actual') ?? 0),
    ),
  )
  const figures = figuresOf(after)
  // A month that is closed late has its report, but the budget does not go back to it.
  if (month.name >= (text(budget.data, 'executedTo') ?? '')) {
    for (const { id, data } of after) {
      const before = lines.find((line) => line.id === id)?.data ?? {}
      const { actual = 0, reserved = 0 } = data
      if (actual !== (before['actual'] ?? 0) || reserved !== (before['reserved'] ?? 0))
        await records.update('budget-line', id, { actual, reserved })
    }
    await records.update('budget', budget.id, { ...figures, executedTo: month.name })
  }
  const actual = Number(figures['actual'])
  return {
    budgetId: budget.id,
    execution: {
      ...figures,
      plannedToDate: toDate,
      executionPct: toDate === 0 ? null : Math.round((actual / toDate) * 10_000) / 100,
      unmatchedCount: unmatched.reduce((sum, { count }) => sum + count, 0),
      unmatchedAmount: total(unmatched.map(({ amount }) => amount)),
    },
  }
}

/**
 * What commitments hold on each line, in cents: their parts less what was spent for them, which are the cost entries of
 * their record. One that is used up, or whose change is over (setting `commitmentEnds`), holds nothing any more.
 */
async function stillReserved(
  call: Pick<HandlerCall, 'records' | 'environment'>,
  budget: RecordView,
  month: Month,
): Promise<ReadonlyMap<string, number>> {
  const { records } = call
  const open = (await records.related([budget.id], { register: 'commitment', field: 'budgetId' })).filter(
    ({ status }) => status === 'reserved',
  )
  const spent = await spentByRecord(records, open, month)
  const over = await endedChanges(call, open)
  const held = new Map<string, number>()
  for (const { id, data } of open) {
    const record = text(data, 'changeId') ?? ''
    const amount = cents(number(data, 'amount') ?? 0)
    const used = spent.get(record) ?? 0
    const status = used >= amount ? 'executed' : over.has(record) ? 'released' : 'reserved'
    if (status !== 'reserved' || cents(number(data, 'executed') ?? 0) !== used)
      await records.update('commitment', id, { executed: euros(used) }, { status })
    if (status !== 'reserved') continue
    let left = used
    for (const part of objects(data, 'parts')) {
      const whole = cents(number(part, 'amount') ?? 0)
      const taken = Math.min(left, whole)
      left -= taken
      const line = text(part, 'lineId') ?? ''
      held.set(line, (held.get(line) ?? 0) + whole - taken)
    }
  }
  return held
}

/** Cents by record, of the processes that asked for the commitments. */
async function spentByRecord(
  records: RecordUnit,
  commitments: readonly RecordView[],
  month: Month,
): Promise<ReadonlyMap<string, number>> {
  const spent = new Map<string, number>()
  const processes = new Set(commitments.flatMap(({ data }) => text(data, 'originProcess') ?? []))
  const dates = { from: `${month.year}-01-01`, before: month.before }
  for (const processKey of processes) {
    const sums = await records.sums('cost-entry', {
      groupBy: ['recordId'],
      sum: ['amount'],
      where: { processKey },
      dates,
    })
    for (const { group, sums: of } of sums) spent.set(text(group, 'recordId') ?? '', cents(of['amount'] ?? 0))
  }
  return spent
}

async function endedChanges(
  call: Pick<HandlerCall, 'records' | 'environment'>,
  commitments: readonly RecordView[],
): Promise<ReadonlySet<string>> {
  const ends = texts(settingsIn(call)['commitmentEnds'])
  const ids = commitments.flatMap(({ data }) => text(data, 'changeId') ?? [])
  const changes = await call.records.getMany('change', ids)
  return new Set(changes.filter(({ status }) => ends.includes(status ?? '')).map(({ id }) => id))
}
