/** `budget.activate`: an approved budget is in force: the one before is superseded, and services get their prices. */
import { NotFound } from '../../../engine/model/errors.ts'
import type { Handler, HandlerCall } from '../../../engine/ports.ts'
import type { RecordView } from '../../../engine/records/record-unit.ts'
import { number, objects, present, requiredText, text } from '../input.ts'
import { headOf } from '../registers.ts'
import { commitmentLines, reserveOn } from './commitments.ts'
import { accountFor } from './execute.ts'
import { budgetInForce, monthOf, yearOf } from './figures.ts'
import { applyDuePrices, setPrices } from './prices.ts'

/**
 * {budgetId, prices?, settlement?, remarks?} → {budget: {id, number, status, version}, pricesSet}. Prices are {serviceId,
 * unitCost, price, legalBasis, exemptions, validFrom}; the price before ends the day before, and a service's fee follows
 * when the day has come (see `prices.ts`). Settlement {serviceId, timing, channels, termDays, debtRule} says when the service is paid for. What was reserved in the budget
 * before is reserved in this one, as far as its lines go.
 */
export const activateBudget: Handler = async (call) => {
  const { input, records, now } = call
  const budgetId = requiredText(input, 'budgetId')
  const budget = await records.get('budget', budgetId)
  if (!budget) throw new NotFound('budget record', budgetId)
  const before = await budgetInForce(records, String(budget.data['period']))
  if (before && before.id !== budgetId) await records.update('budget', before.id, {}, { status: 'superseded' })
  const settlement = objects(input, 'settlement').map(present)
  const patch = {
    settlement,
    remarks: text(input, 'remarks'),
    approvedAt: now,
    validFrom: now.slice(0, 10),
    supersedes: before && before.id !== budgetId ? before.id : null,
  }
  const inForce = await records.update('budget', budgetId, patch, { status: 'in_force' })
  if (before && before.id !== budgetId) await carryOver(call, before, inForce)
  if (String(budget.data['period']) === yearOf(call)) await accountFor(call, inForce, monthOf(call, now.slice(0, 7)))
  const pricesSet = await setPrices(records, objects(input, 'prices'), budgetId)
  await applyDuePrices(records, now.slice(0, 10))
  for (const row of settlement) {
    const serviceId = text(row, 'serviceId')
    const timing = text(row, 'timing')
    if (serviceId !== null && timing !== null) await records.update('service', serviceId, { feeTiming: timing })
  }
  return { variables: { budget: headOf((await records.get('budget', budgetId)) ?? inForce), pricesSet } }
}

/** Reservations follow the money: from the lines of the budget before to those of the new one. */
async function carryOver(call: HandlerCall, before: RecordView, budget: RecordView): Promise<void> {
  const { records } = call
  const commitments = await records.related([before.id], { register: 'commitment', field: 'budgetId' })
  for (const { id, status, data } of commitments) {
    if (status !== 'reserved') continue
    const lines = await commitmentLines(call, budget, text(data, 'serviceId'))
    const inside = (number(data, 'amount') ?? 0) - (number(data, 'outsideBudget') ?? 0)
    await records.update('commitment', id, { budgetId: budget.id, parts: await reserveOn(records, lines, inside) })
  }
}
