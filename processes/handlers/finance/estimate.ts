/** `cost.estimate`: what something would cost, by the cost model: the answer to another process's question. */
import { type Variables, isObject } from '../../../engine/model/json.ts'
import type { Handler } from '../../../engine/ports.ts'
import { number, objects, text, texts } from '../input.ts'
import { settingsIn } from '../registers.ts'
import type { CostType } from './allocation.ts'
import { commitmentLines } from './commitments.ts'
import { budgetInForce, costModelOf, sumField, yearOf } from './figures.ts'
import { cents, euros, total } from './money.ts'

/**
 * {items: [{item, amount | quantity and unitPrice | hours, nature?, frequency?}], volumes?: [{volume}], serviceIds?} →
 * {direct, indirect, oneOff, recurring, unitCost, affordable, available, estimate: [{item, amount, nature, frequency}],
 * estimateNotes}. What an item does not say comes from the model's row of its name; hours cost the setting `hourlyRate`.
 * On direct costs comes the share of indirect costs that the budget in force has (`indirectPct`), each with the frequency
 * of the item, so that direct and indirect together always are one-off and recurring together. `unitCost` is null without
 * a volume, and `estimateNotes` (codes of `costNote`) say what could not be reckoned. `affordable` is a suggestion: as much
 * is free in the budget in force.
 */
export const estimateCosts: Handler = async (call) => {
  const { input, records } = call
  const budget = await budgetInForce(records, yearOf(call))
  const model = await costModelOf(records, budget)
  const rate = number(settingsIn(call), 'hourlyRate') ?? 0
  const asked = objects(input, 'items').map((item) => pricedItem(item, model, rate))
  const planned = budget ? { direct: number(budget.data, 'direct'), indirect: number(budget.data, 'indirect') } : null
  const indirectShare = planned?.direct && planned.indirect ? planned.indirect / planned.direct : 0
  const overheads = asked
    .filter(({ nature, amount }) => nature === 'direct' && amount > 0 && indirectShare > 0)
    .map((row) => ({ ...row, nature: 'indirect', amount: euros(cents(row.amount) * indirectShare) }))
  const estimate = [...asked, ...overheads]

  const of = (field: 'nature' | 'frequency', code: string) =>
    total(estimate.filter((row) => row[field] === code).map(({ amount }) => amount))
  const [direct, indirect] = [of('nature', 'direct'), of('nature', 'indirect')]
  const all = total([direct, indirect])
  const volume = total(volumesOf(input['volumes']))
  const [serviceId = null] = texts(input['serviceIds'])
  const lines = budget ? await commitmentLines(call, budget, serviceId) : []
  const available = total([sumField(lines, 'planned'), -sumField(lines, 'reserved'), -sumField(lines, 'actual')])
  return {
    variables: {
      direct,
      indirect,
      oneOff: of('frequency', 'one_off'),
      recurring: of('frequency', 'recurring'),
      unitCost: volume > 0 ? euros(cents(all) / volume) : null,
      affordable: available >= all,
      available,
      indirectPct: Math.round(indirectShare * 10_000) / 100,
      estimate,
      estimateNotes: [
        ...(asked.some(({ amount }) => amount === 0) || asked.length === 0 ? [{ code: 'no_amount' }] : []),
        ...(volume > 0 ? [] : [{ code: 'no_volume' }]),
        ...(indirectShare > 0 ? [] : [{ code: 'no_indirect_share' }]),
        ...(budget ? [] : [{ code: 'no_budget' }]),
      ],
    },
  }
}

type EstimatedCost = {
  readonly item: string
  readonly amount: number
  readonly nature: string
  readonly frequency: string
}

function pricedItem(item: Variables, model: readonly CostType[], rate: number): EstimatedCost {
  const name = text(item, 'item') ?? text(item, 'name') ?? ''
  const type = model.find(({ costType }) => costType.toLowerCase() === name.toLowerCase())
  const quantity = number(item, 'quantity')
  const unitPrice = number(item, 'unitPrice')
  const hours = number(item, 'hours')
  const computed = quantity !== null && unitPrice !== null ? quantity * unitPrice : hours === null ? 0 : hours * rate
  return {
    item: name,
    amount: euros(cents(Math.max(number(item, 'amount') ?? computed, 0))),
    nature: text(item, 'nature') ?? type?.nature ?? 'direct',
    frequency: text(item, 'frequency') ?? type?.frequency ?? 'one_off',
  }
}

/** Rows with a `volume`, or plain numbers. */
function volumesOf(volumes: unknown): readonly number[] {
  if (!Array.isArray(volumes)) return []
  return volumes.map((row: unknown) => {
    const value = isObject(row as Variables) ? (row as Variables)['volume'] : row
    return typeof value === 'number' && value > 0 ? value : 0
  })
}
