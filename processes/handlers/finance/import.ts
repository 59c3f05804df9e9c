/**
 * `cost.import`: takes what accounting, personnel records and contracts have given as cost entries, and says how good the
 * month's data is. Entries come by the register's own import or from tasks; here their files are checked as a whole.
 */
import type { Variables } from '../../../engine/model/json.ts'
import type { Handler, HandlerCall } from '../../../engine/ports.ts'
import type { RecordUnit, RecordView } from '../../../engine/records/record-unit.ts'
import { addWorkingDays } from '../../../engine/time/working-calendar.ts'
import type { CalendarSource } from '../../calendars.ts'
import { instant, number, present, text, texts } from '../input.ts'
import { settingText, settingsIn } from '../registers.ts'
import {
  actualSums,
  budgetInForce,
  lineOf,
  linesOf,
  monthOf,
  processesIn,
  startOfDay,
  type ActualSum,
  type Month,
} from './figures.ts'
import { cents, euros, total } from './money.ts'

/** Problems and unmatched costs that are told one by one. */
const FEW = 50
const CHECKED = ['received', 'accepted', 'rejected']

/**
 * {period?, at?, exclude?} → {period, since, until, quality, importProblems}. The month is `period`, e.g. `2026-04`, else the
 * one before the instant `at` (default: now), from the instant `since` until `until`.
 * Every import of the month is checked against its control totals and its month, and becomes `accepted` or `rejected`;
 * entries of a rejected one do not count until it is put right. With `exclude` true the rejected ones are left out for
 * good. `importProblems` is [{import, row, field, code, expected, found}], rows as `importRow` has them, 0 for the import itself.
 * `quality` is {id, entries, matched, matchedPct, unmatched, unmatchedAmount, late, timelyPct, imports, rejected,
 * completenessPct, missingSources}: shares are null where there is nothing to have a share of.
 */
export const importCosts =
  (calendarsOf: CalendarSource): Handler =>
  async (call) => {
    const { input, records, now } = call
    const month = monthOf({ ...call, now: instant(input, 'at') ?? now }, text(input, 'period'))
    const imports = await records.list('cost-import', { where: { period: month.name }, status: CHECKED, limit: 1000 })
    const importProblems: Variables[] = []
    const accepted: RecordView[] = []
    for (const one of imports) {
      const { problems, count, sum } = await checkImport(records, one, month)
      importProblems.push(...problems)
      if (problems.length === 0) accepted.push(one)
      const status = problems.length === 0 ? 'accepted' : input['exclude'] === true ? 'excluded' : 'rejected'
      const found = { count, total: sum, problems, checkedAt: now }
      if (status !== one.status || problems.length > 0) await records.update('cost-import', one.id, found, { status })
    }
    const quality = await qualityOf(call, calendarsOf, month, imports.length, accepted)
    const record = await keepQuality(call, month, { ...quality, problems: importProblems.slice(0, FEW) })
    const { unmatchedCosts: _list, ...shown } = quality
    return {
      variables: {
        period: month.name,
        since: startOfDay(call, month.from),
        until: startOfDay(call, month.before),
        quality: { id: record.id, ...shown },
        importProblems: input['exclude'] === true ? [] : importProblems.slice(0, FEW),
      },
    }
  }

async function checkImport(
  records: RecordUnit,
  { id, number: name, data }: RecordView,
  month: Month,
): Promise<{ readonly problems: readonly Variables[]; readonly count: number; readonly sum: number }> {
  const days = await records.sums('cost-entry', { groupBy: ['date'], sum: ['amount'], where: { importId: id } })
  const count = days.reduce((sum, day) => sum + day.count, 0)
  const sum = total(days.map(({ sums }) => sums['amount'] ?? 0))
  const problems: Variables[] = []
  const note = (row: number, field: string, code: string, expected: string, found: string) =>
    void problems.push({ import: name, row, field, code, expected, found })

  const asked = { count: number(data, 'controlCount') ?? 0, sum: number(data, 'controlTotal') ?? 0 }
  if (asked.count !== count) note(0, 'controlCount', 'control_count', String(asked.count), String(count))
  if (cents(asked.sum) !== cents(sum)) {
    note(0, 'controlTotal', 'control_total', asked.sum.toFixed(2), sum.toFixed(2))
    // A row given twice, or left out of the totals, is as large as the difference.
    const difference = euros(Math.abs(cents(asked.sum) - cents(sum)))
    const rows = await records.list('cost-entry', { where: { importId: id, amount: difference }, limit: 5 })
    for (const row of rows) note(rowOf(row), 'amount', 'as_large_as_difference', '', difference.toFixed(2))
  }
  const outside = days
    .map(({ group }) => String(group['date']))
    .filter((day) => day < month.from || day >= month.before)
  for (const day of outside) {
    const rows = await records.list('cost-entry', { where: { importId: id, date: day }, limit: FEW })
    for (const row of rows) note(rowOf(row), 'date', 'outside_period', month.name, day)
  }
  return { problems, count, sum }
}

function rowOf({ data }: RecordView): number {
  return number(data, 'importRow') ?? 0
}

async function qualityOf(
  call: HandlerCall,
  calendarsOf: CalendarSource,
  month: Month,
  imports: number,
  accepted: readonly RecordView[],
): Promise<Variables> {
  const { records } = call
  const budget = await budgetInForce(records, month.year)
  const lines = budget ? await linesOf(records, budget.id) : []
  const sums = await actualSums(records, month, processesIn(lines))
  const unmatched = sums.filter((sum) => lineOf(sum, lines) === null)
  const [entries, notMatched] = [countOf(sums), countOf(unmatched)]

  const calendars = await calendarsOf(records)
  const calendar = calendars.get(settingText(call, 'calendar'))
  const days = number(settingsIn(call), 'costEntryDays') ?? 0
  const since = addWorkingDays(calendar, startOfDay(call, month.before), days)
  const dates = { from: month.from, before: month.before }
  const [late] = await records.sums('cost-entry', { groupBy: [], sum: [], dates, since })

  const expected = texts(settingsIn(call)['costSources'])
  const missingSources = expected.filter((source) => !accepted.some(({ data }) => data['source'] === source))
  return {
    entries,
    matched: entries - notMatched,
    matchedPct: share(entries - notMatched, entries),
    unmatched: notMatched,
    unmatchedAmount: total(unmatched.map(({ amount }) => amount)),
    late: late?.count ?? 0,
    timelyPct: share(entries - (late?.count ?? 0), entries),
    imports,
    rejected: imports - accepted.length,
    completenessPct: share(expected.length - missingSources.length, expected.length),
    missingSources,
    unmatchedCosts: unmatched
      .toSorted((one, other) => other.amount - one.amount)
      .slice(0, FEW)
      .map(({ objectKind, serviceId, ciId, item, nature, frequency, count, amount }) =>
        present({ objectKind, serviceId, ciId, item, nature, frequency, count, amount }),
      ),
  }
}

function countOf(sums: readonly ActualSum[]): number {
  return sums.reduce((sum, { count }) => sum + count, 0)
}

/** Per cent to two decimals; null of nothing. */
function share(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.round((part / whole) * 10_000) / 100
}

/** One log for a month: the newest look at it replaces the one before, whose version stays. */
async function keepQuality({ records, now }: HandlerCall, month: Month, found: Variables): Promise<RecordView> {
  const known = await records.findBy('cost-quality', { period: month.name })
  const data = { period: month.name, checkedAt: now, ...found }
  return known ? records.update('cost-quality', known.id, data) : records.create('cost-quality', present(data))
}
