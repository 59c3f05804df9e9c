/**
 * What plans expected of each service and month, and what came of it: records `capacity-forecast`, from which it is
 * measured how good forecasts are.
 */
import type { Variables } from '../../../engine/model/json.ts'
import type { HandlerCall } from '../../../engine/ports.ts'
import { monthAt } from '../availability/months.ts'
import { number, text } from '../input.ts'
import type { MonthLoad } from './load.ts'

const REGISTER = 'capacity-forecast'

/**
 * Keeps what a plan that comes into force expects.
 *
 * A month that has begun keeps the forecast with which it began: nobody foresees what has happened.
 *
 * @param forecast rows {serviceId, month, volume}
 */
export async function keepForecasts(call: HandlerCall, planId: string, forecast: readonly Variables[]): Promise<void> {
  const thisMonth = monthAt(call.now, text(call.environment.globals, 'timezone') ?? 'UTC').period
  const rows = forecast.flatMap((row) => {
    const [serviceId, month, volume] = [text(row, 'serviceId'), text(row, 'month'), number(row, 'volume')]
    return serviceId === null || month === null || month < thisMonth || volume === null
      ? []
      : [{ serviceId, month, forecast: volume, planId }]
  })
  const known = await forecastsOf(call, rows)
  for (const row of new Map(rows.map((one) => [keyOf(one), one])).values()) {
    const before = known.get(keyOf(row))
    if (!before) await call.records.create(REGISTER, row)
    else if (row.month > thisMonth) await call.records.update(REGISTER, before.id, row)
  }
}

/** Writes down how much was asked for in months that are over, where somebody had a forecast for them. */
export async function keepActualVolumes(
  call: HandlerCall,
  loads: readonly MonthLoad[],
  months: readonly string[],
  serviceIds: readonly string[],
): Promise<void> {
  const volumes = new Map(loads.map((load) => [keyOf(load), load.volume]))
  const rows = serviceIds.flatMap((serviceId) => months.map((month) => ({ serviceId, month })))
  for (const [key, { id, data }] of await forecastsOf(call, rows)) {
    const actual = volumes.get(key) ?? 0
    if (data['actual'] !== actual) await call.records.update(REGISTER, id, { actual })
  }
}

interface MonthOfService {
  readonly serviceId: string
  readonly month: string
}

/** Those that are kept, by service and month. */
async function forecastsOf({ records }: HandlerCall, rows: readonly MonthOfService[]) {
  const serviceIds = [...new Set(rows.map(({ serviceId }) => serviceId))]
  const month = [...new Set(rows.map((row) => row.month))]
  const found = month.length === 0 ? [] : await records.related(serviceIds, { ...BY_SERVICE, anyOf: { month } })
  return new Map(
    found.map((record) => [
      keyOf({ serviceId: String(record.data['serviceId']), month: String(record.data['month']) }),
      record,
    ]),
  )
}

/** As many as a plan has rows, and more. */
const BY_SERVICE = { register: REGISTER, field: 'serviceId', limit: 2000 }

const keyOf = ({ serviceId, month }: MonthOfService): string => `${month} ${serviceId}`
