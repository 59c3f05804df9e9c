/**
 * `budget.check` and `budget.reserve`: funds for something that is still to be bought. A reservation is made on lines of
 * the budget in force, each written over the version that was read: two at once cannot both take the last euro.
 */
import { BpmnError } from '../../../engine/model/errors.ts'
import type { Variables } from '../../../engine/model/json.ts'
import type { Handler, HandlerCall } from '../../../engine/ports.ts'
import type { RecordUnit, RecordView } from '../../../engine/records/record-unit.ts'
import { number, objects, present, requiredText, text, texts } from '../input.ts'
import { headOf, settingsIn } from '../registers.ts'
import { budgetInForce, linesOf, yearOf } from './figures.ts'
import { cents, euros, total } from './money.ts'
import { figuresOf } from './plan.ts'

/**
 * {amount, serviceId?, changeId?} → {available, budgetId}: EUR that may be reserved in this year's budget; 0 without a
 * budget in force. What the same change holds already counts, because it is reserved anew. See `commitmentLines` for whose
 * money it is.
 */
export const checkBudget: Handler = async (call) => {
  const budget = await budgetOfYear(call)
  const lines = budget ? await commitmentLines(call, budget, text(call.input, 'serviceId')) : []
  const held = await heldBy(call.records, text(call.input, 'changeId'))
  const again = held.flatMap(({ data }) => objects(data, 'parts').map((part) => number(part, 'amount') ?? 0))
  return { variables: { available: total([availableOf(lines), ...again]), budgetId: budget?.id ?? null } }
}

/**
 * {originRef, amount, object?, serviceId?, changeId?, originProcess?, originRecord?, granted?, source?} →
 * {commitment: {id, number, status, version}, commitmentGranted: true}. The same `originRef` is reserved once, however
 * often it is asked; what the same change held before is released first, and 0 EUR releases it for good. With `granted` management has decided to find what is short elsewhere, as `source` says: lines give
 * what they have, and the rest is kept as `outsideBudget`.
 *
 * @throws BpmnError notEnough with `available`, when less is left than when it was checked
 */
export const reserveBudget: Handler = async (call) => {
  const { input, records, now } = call
  const originRef = text(input, 'originRef')
  const known = originRef === null ? null : await records.findBy('commitment', { originRef })
  if (known) return { variables: { commitment: headOf(known), commitmentGranted: true } }

  const amount = number(input, 'amount') ?? 0
  const budget = await budgetOfYear(call)
  await release(records, await heldBy(records, text(input, 'changeId')))
  if (amount === 0) {
    if (budget) await records.update('budget', budget.id, figuresOf(await linesOf(records, budget.id)))
    return { variables: { commitment: null, commitmentGranted: true } }
  }
  const lines = budget ? await commitmentLines(call, budget, text(input, 'serviceId')) : []
  const available = availableOf(lines)
  if (cents(available) < cents(amount) && input['granted'] !== true) {
    const message = `Expected ${amount} EUR for "${originRef}", but ${available} EUR are left.`
    throw new BpmnError('notEnough', message, { available })
  }
  const parts = await reserveOn(records, lines, Math.min(amount, available))
  if (budget) await records.update('budget', budget.id, figuresOf(await linesOf(records, budget.id)))
  const outsideBudget = total([amount, -Math.min(amount, available)])
  const commitment = await records.create(
    'commitment',
    present({
      originRef: originRef ?? requiredText(input, 'originRef'),
      object: text(input, 'object'),
      serviceId: text(input, 'serviceId'),
      changeId: text(input, 'changeId'),
      originProcess: text(input, 'originProcess'),
      originRecord: text(input, 'originRecord'),
      budgetId: budget?.id ?? null,
      amount,
      executed: 0,
      outsideBudget,
      source: text(input, 'source'),
      reservedAt: now,
      parts,
    }),
    { status: 'reserved' },
  )
  return { variables: { commitment: headOf(commitment), commitmentGranted: true } }
}

/** Commitments that a change still holds. */
async function heldBy(records: RecordUnit, changeId: string | null): Promise<readonly RecordView[]> {
  if (changeId === null) return []
  return records.list('commitment', { where: { changeId }, status: ['reserved'], limit: 100 })
}

/** The lines get back what the commitments took from them. */
async function release(records: RecordUnit, commitments: readonly RecordView[]): Promise<void> {
  for (const { id, data } of commitments) {
    for (const part of objects(data, 'parts')) {
      const line = await records.get('budget-line', requiredText(part, 'lineId'))
      if (!line) continue
      const left = cents(number(line.data, 'reserved') ?? 0) - cents(number(part, 'amount') ?? 0)
      await records.update(
        'budget-line',
        line.id,
        { reserved: euros(Math.max(left, 0)) },
        { expectedVersion: line.version },
      )
    }
    await records.update('commitment', id, {}, { status: 'released' })
  }
}

/** Takes the amount from lines, the first ones first. @returns what was taken from each */
export async function reserveOn(
  records: RecordUnit,
  lines: readonly RecordView[],
  amount: number,
): Promise<readonly Variables[]> {
  const parts: Variables[] = []
  let left = cents(amount)
  for (const line of lines) {
    const taken = Math.min(left, Math.max(leftOn(line), 0))
    if (taken <= 0) continue
    const reserved = euros(cents(number(line.data, 'reserved') ?? 0) + taken)
    await records.update('budget-line', line.id, { reserved }, { expectedVersion: line.version })
    parts.push({ lineId: line.id, amount: euros(taken) })
    left -= taken
  }
  return parts
}

/**
 * Lines that commitments may take from: of the service where it has any, else of management; of the frequencies in the
 * setting `commitmentFrequencies`, because what is planned for salaries is not there to be spent on changes.
 */
export async function commitmentLines(
  call: Pick<HandlerCall, 'records' | 'environment'>,
  budget: RecordView,
  serviceId: string | null,
): Promise<readonly RecordView[]> {
  const frequencies = texts(settingsIn(call)['commitmentFrequencies'])
  const lines = await linesOf(call.records, budget.id)
  const free = lines.filter(({ data }) => frequencies.includes(String(data['frequency'])))
  const own = free.filter(({ data }) => serviceId !== null && data['serviceId'] === serviceId)
  return own.length > 0 ? own : free.filter(({ data }) => data['objectKind'] === 'management')
}

/** EUR that are neither reserved nor spent. */
function availableOf(lines: readonly RecordView[]): number {
  return euros(lines.reduce((sum, line) => sum + Math.max(leftOn(line), 0), 0))
}

/** Cents. */
function leftOn({ data }: RecordView): number {
  return cents(number(data, 'planned') ?? 0) - cents(number(data, 'reserved') ?? 0) - cents(number(data, 'actual') ?? 0)
}

async function budgetOfYear(call: HandlerCall): Promise<RecordView | null> {
  return budgetInForce(call.records, yearOf(call))
}
