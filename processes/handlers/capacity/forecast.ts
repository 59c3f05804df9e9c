/** `capacity.forecast`: how much will be asked of services, from what was asked so far. */
import { Temporal } from 'temporal-polyfill'
import type { Variables } from '../../../engine/model/json.ts'
import type { Handler } from '../../../engine/ports.ts'
import { monthAt } from '../availability/months.ts'
import { number, objects, text, texts } from '../input.ts'
import { settingsIn } from '../registers.ts'
import { extrapolate } from './extrapolate.ts'
import { utilisationOf } from './utilisation.ts'

/** Rows that the answer has at most: variables are kept with the case. */
const MOST_ROWS = 600

/**
 * {serviceIds, usage, demand?, resources?, horizonMonths?} → {calculated: [{serviceId, month, volume}], utilisation (see
 * `utilisation.ts`), peakVolume}: for each service the coming `horizonMonths` (default: the setting `capacityHorizonMonths`),
 * this month included, by trend and, from two full years of history, season. `demand` [{serviceId, perMonth}] is what somebody expects
 * and goes before the trend. The largest services of each month go first where there would be more than 600 rows.
 */
export const forecastCapacity: Handler = async (call) => {
  const { input } = call
  const months = Math.max(
    Math.round(number(input, 'horizonMonths') ?? number(settingsIn(call), 'capacityHorizonMonths') ?? 1),
    1,
  )
  const first = Temporal.PlainYearMonth.from(
    monthAt(call.now, text(call.environment.globals, 'timezone') ?? 'UTC').period,
  )
  const expected = new Map(objects(input, 'demand').map((row) => [text(row, 'serviceId'), number(row, 'perMonth')]))
  const rows = texts(input['serviceIds']).flatMap((serviceId) => {
    const given = expected.get(serviceId) ?? null
    const volumes =
      given === null
        ? extrapolate(historyOf(objects(input, 'usage'), serviceId), first.month, months)
        : Array.from({ length: months }, () => given)
    return volumes.map((volume, at): Variables => {
      return { serviceId, month: first.add({ months: at }).toString(), volume: Math.round(volume * 10) / 10 }
    })
  })
  const byMonth = rows.toSorted(
    (one, other) =>
      String(one['month']).localeCompare(String(other['month'])) || Number(other['volume']) - Number(one['volume']),
  )
  const { utilisation, peakVolume } = utilisationOf(objects(input, 'resources'), rows, null)
  return { variables: { calculated: byMonth.slice(0, MOST_ROWS), utilisation, peakVolume } }
}

/** Volumes of consecutive months, oldest first. */
function historyOf(usage: readonly Variables[], serviceId: string): readonly number[] {
  return usage
    .filter((row) => row['serviceId'] === serviceId)
    .toSorted((one, other) => String(one['month']).localeCompare(String(other['month'])))
    .map((row) => number(row, 'volume') ?? 0)
}
