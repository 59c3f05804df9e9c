/** `availability.balance`: what an hour of availability costs, against what an hour of downtime does. */
import type { Variables } from '../../../engine/model/json.ts'
import type { Handler } from '../../../engine/ports.ts'
import { number, objects, present } from '../input.ts'
import { settingsIn } from '../registers.ts'

/**
 * {measures: [{measure, effect, cost}], damagePerHour?} → {balance: [{measure, effect, cost, costPerHour, damagePerHour,
 * justified}], balanceCost, gainedHours}: `effect` is the hours of availability that a measure gains in a year, amounts
 * are in EUR; a measure is justified when an hour costs no more than an hour of downtime harms (default: the setting
 * `downtimeDamagePerHour`). One that gains nothing has no cost per hour and is never justified, unless it is free.
 * Cheapest hours first; cost and hours are added up over the justified ones.
 */
export const balanceAvailability: Handler = async (call) => {
  const { input } = call
  const damagePerHour = number(input, 'damagePerHour') ?? number(settingsIn(call), 'downtimeDamagePerHour') ?? 0
  const balance = objects(input, 'measures').map((row): Variables => {
    const [effect, cost] = [number(row, 'effect') ?? 0, number(row, 'cost') ?? 0]
    const costPerHour = effect > 0 ? cents(cost / effect) : null
    const justified = costPerHour === null ? cost === 0 : costPerHour <= damagePerHour
    return present({ measure: row['measure'] ?? null, effect, cost, costPerHour, damagePerHour, justified })
  })
  const chosen = balance.filter(({ justified }) => justified === true)
  const sum = (field: string): number => cents(chosen.reduce((all, row) => all + (number(row, field) ?? 0), 0))
  return {
    variables: {
      balance: balance.toSorted((one, other) => hourOf(one) - hourOf(other)),
      balanceCost: sum('cost'),
      gainedHours: sum('effect'),
    },
  }
}

const hourOf = (row: Variables): number => number(row, 'costPerHour') ?? Number.MAX_SAFE_INTEGER

const cents = (amount: number): number => Math.round(amount * 100) / 100
