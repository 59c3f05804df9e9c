/** `cost.aggregate`: what a budget comes to: costs by kind, unit costs, and whether the funding is enough. */
import { NotFound } from '../../../engine/model/errors.ts'
import type { Handler } from '../../../engine/ports.ts'
import { number, present, requiredText } from '../input.ts'
import { allocateCosts } from './allocation.ts'
import { activeServices, costModelOf, linesOf, plannedSums, plannedVolumes } from './figures.ts'
import { total } from './money.ts'
import { figuresOf } from './plan.ts'

/**
 * {budgetId} → {totals: {direct, indirect, oneOff, recurring, total}, services: [{serviceId, name, direct, indirect, total,
 * volume, unitCost, note}], funding, expenditure, balance, notes}. Balance is funding less expenditure; below zero it is
 * short. A service without a planned volume has no unit cost: its `note` says so; `notes` say which indirect costs could
 * not be shared out, and why (codes of `costNote`). The budget's record keeps all of it.
 */
export const aggregateCosts: Handler = async ({ input, records }) => {
  const budgetId = requiredText(input, 'budgetId')
  const budget = await records.get('budget', budgetId)
  if (!budget) throw new NotFound('budget record', budgetId)
  const lines = await linesOf(records, budgetId)
  const volumes = plannedVolumes(await activeServices(records), budget)
  const { services, totals, notes } = allocateCosts(plannedSums(lines), volumes, await costModelOf(records, budget))
  const funding = number(budget.data, 'funding') ?? 0
  const balance = total([funding, -totals.total])
  await records.update('budget', budgetId, {
    ...figuresOf(lines),
    ...totals,
    balance,
    unitCosts: services.map(present),
    notes: notes.map(present),
  })
  return { variables: { totals, services, funding, expenditure: totals.total, balance, notes } }
}
