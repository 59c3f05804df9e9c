/** `budget.plan` and `budget.transfer`: the lines of a budget as people plan them, adjust them and move funds between them. */
import { BpmnError, NotFound } from '../../../engine/model/errors.ts'
import { type Variables, isObject } from '../../../engine/model/json.ts'
import type { Handler } from '../../../engine/ports.ts'
import type { RecordUnit, RecordView } from '../../../engine/records/record-unit.ts'
import { number, objects, present, requiredText, text } from '../input.ts'
import { linesOf, sumField } from './figures.ts'
import { cents, euros, total } from './money.ts'

/**
 * {budgetId, plans?, adjustments?} → {lines, planProblems}. Plans are {planItem, planned: [{item, amount, nature,
 * frequency, source, allocationKey?}], volume, benefit, benefitValue?, expediency}; each row becomes a line, once: a
 * budget that has lines is changed by adjustments {planItem: line id, change: EUR, reason} only.
 *
 * @throws BpmnError planRefused with `planProblems` [{row, field, code, expected, found}], when a line would get less than
 * nothing or an adjustment names a line of another budget; then nothing is changed
 */
export const planBudget: Handler = async ({ input, records }) => {
  const budgetId = requiredText(input, 'budgetId')
  const budget = await records.get('budget', budgetId)
  if (!budget) throw new NotFound('budget record', budgetId)
  let lines = await linesOf(records, budgetId)
  if (lines.length === 0) {
    for (const plan of objects(input, 'plans')) await writeLines(records, budget, plan)
    await records.update('budget', budgetId, { planItems: plannedItems(budget, objects(input, 'plans')) })
    lines = await linesOf(records, budgetId)
  }
  await changeLines(records, lines, changesOf(objects(input, 'adjustments')), 'planRefused', 'planned')
  return { variables: { lines: lines.length, planProblems: [] } }
}

/**
 * {budgetId, transfers: [{from, to, amount}], reason?} → {transferred: EUR, transferProblems}. Moves planned funds between
 * lines; a line gives no more than it has left. Who moved what, and why, stays in the versions of the lines.
 *
 * @throws BpmnError transferRefused with `transferProblems`, as `budget.plan` does
 */
export const transferFunds: Handler = async ({ input, records }) => {
  const lines = await linesOf(records, requiredText(input, 'budgetId'))
  const transfers = objects(input, 'transfers')
  const changes = transfers.flatMap((row, at) => {
    const amount = number(row, 'amount') ?? 0
    return [
      { at, field: 'from', line: text(row, 'from'), change: -amount },
      { at, field: 'to', line: text(row, 'to'), change: amount },
    ]
  })
  await changeLines(records, lines, changes, 'transferRefused', 'left', text(input, 'reason'))
  return {
    variables: {
      transferred: total(transfers.map((row) => number(row, 'amount') ?? 0)),
      transferProblems: [],
    },
  }
}

interface LineChange {
  /** Position of the row that asks for it. */
  readonly at: number
  readonly field: string
  readonly line: string | null
  /** EUR. */
  readonly change: number
}

function changesOf(adjustments: readonly Variables[]): readonly LineChange[] {
  return adjustments.map((row, at) => ({
    at,
    field: 'change',
    line: text(row, 'planItem'),
    change: number(row, 'change') ?? 0,
  }))
}

/** All of the changes or none of them. @param least what a line may not give: anything planned, or what is left of it */
async function changeLines(
  records: RecordUnit,
  lines: readonly RecordView[],
  changes: readonly LineChange[],
  errorCode: 'planRefused' | 'transferRefused',
  least: 'planned' | 'left',
  reason: string | null = null,
): Promise<void> {
  const known = new Map(lines.map((line) => [line.id, line]))
  const planned = new Map(lines.map(({ id, data }) => [id, cents(number(data, 'planned') ?? 0)]))
  const problems: Variables[] = []
  for (const { at, field, line, change } of changes) {
    const record = line === null ? undefined : known.get(line)
    if (!record) {
      problems.push({ row: at + 1, field, code: 'unknown_line', expected: null, found: null })
      continue
    }
    const before = planned.get(record.id) ?? 0
    const floor = least === 'planned' ? 0 : cents(number(record.data, 'reserved') ?? 0) + cents(spentOf(record))
    if (change < 0 && before + cents(change) < floor)
      problems.push({
        row: at + 1,
        field,
        code: 'too_little',
        expected: euros(Math.max(before - floor, 0)),
        found: -change,
      })
    else planned.set(record.id, before + cents(change))
  }
  if (problems.length > 0) {
    const name = errorCode === 'planRefused' ? 'planProblems' : 'transferProblems'
    const message = `Expected changes that the lines of the budget can bear, but ${problems.length} cannot be made.`
    throw new BpmnError(errorCode, message, { [name]: problems })
  }
  for (const [id, amount] of planned) {
    const line = known.get(id)
    if (line && cents(number(line.data, 'planned') ?? 0) !== amount)
      await records.update('budget-line', id, present({ planned: euros(amount), changeReason: reason }))
  }
}

function spentOf({ data }: RecordView): number {
  return number(data, 'actual') ?? 0
}

async function writeLines(records: RecordUnit, budget: RecordView, plan: Variables): Promise<void> {
  const item = isObject(plan['planItem']) ? plan['planItem'] : {}
  const key = requiredText(item, 'key')
  for (const [at, row] of objects(plan, 'planned').entries()) {
    const what = text(row, 'item')
    const line = {
      budgetId: budget.id,
      title: `${String(budget.data['period'])} ${text(item, 'name') ?? key}: ${what ?? ''}`,
      planItem: key,
      objectKind: text(item, 'objectKind'),
      serviceId: text(item, 'serviceId'),
      ciId: text(item, 'ciId'),
      scale: text(item, 'scale'),
      stage: text(row, 'stage') ?? 'provision',
      position: POSITIONS[text(item, 'objectKind') ?? ''] ?? null,
      item: what,
      planned: number(row, 'amount') ?? 0,
      reserved: 0,
      actual: 0,
      nature: text(row, 'nature'),
      frequency: text(row, 'frequency'),
      source: text(row, 'source'),
      allocationKey: text(row, 'allocationKey'),
    }
    await records.create('budget-line', present(line), { id: `${budget.id}:${key}:${String(at + 1).padStart(3, '0')}` })
  }
}

/** Who of the twelve positions of S001 answers for lines of an object. */
const POSITIONS: Readonly<Record<string, string>> = {
  service: 'service_owner',
  resource: 'resource_owner',
  management: 'service_portfolio_policy',
}

function plannedItems(budget: RecordView, plans: readonly Variables[]): readonly Variables[] {
  return objects(budget.data, 'planItems').map((item) => {
    const plan = plans.find(({ planItem }) => isObject(planItem) && planItem['key'] === item['key']) ?? {}
    const { volume, benefit, benefitValue, expediency } = plan
    const planned = total(objects(plan, 'planned').map((row) => number(row, 'amount') ?? 0))
    return present({
      ...item,
      planned,
      volume: volume ?? null,
      benefit: benefit ?? null,
      benefitValue: benefitValue ?? null,
      expediency: expediency ?? null,
    })
  })
}

/** What the lines of a budget have in all, for the budget itself. */
export function figuresOf(lines: readonly RecordView[]): Variables {
  return {
    planned: sumField(lines, 'planned'),
    reserved: sumField(lines, 'reserved'),
    actual: sumField(lines, 'actual'),
  }
}
