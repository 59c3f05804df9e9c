/** Prices of services: what holds from which day, and the fee that a service's record says follows when the day has come. */
import type { Variables } from '../../../engine/model/json.ts'
import type { RecordUnit, RecordView } from '../../../engine/records/record-unit.ts'
import { number, present, requiredText, text } from '../input.ts'

/**
 * Prices {serviceId, unitCost?, price, legalBasis, exemptions?, validFrom}; the price that held before ends the day
 * before. @returns how many
 */
export async function setPrices(records: RecordUnit, prices: readonly Variables[], budgetId: string): Promise<number> {
  for (const row of prices) {
    const serviceId = requiredText(row, 'serviceId')
    const validFrom = requiredText(row, 'validFrom')
    for (const old of await pricesOf(records, serviceId)) {
      const ends = text(old.data, 'validTo')
      if (ends === null || ends >= validFrom) await records.update('price', old.id, { validTo: dayBefore(validFrom) })
    }
    await records.create('price', present({ ...row, budgetId }), { status: 'active' })
  }
  return prices.length
}

/** The price of a service on a day; null where none holds. */
export async function priceInForce(records: RecordUnit, serviceId: string, day: string): Promise<number | null> {
  const prices = await pricesOf(records, serviceId)
  const holds = ({ data }: RecordView) =>
    (text(data, 'validFrom') ?? day) <= day && (text(data, 'validTo') ?? day) >= day
  const price = prices.find(holds)
  return price ? number(price.data, 'price') : null
}

/** Services whose price of the day is not what their record says get it; prices that are over leave use. */
export async function applyDuePrices(records: RecordUnit, day: string): Promise<void> {
  const prices = await records.list('price', { status: ['active'], limit: 1000 })
  const serviceIds = new Set(prices.flatMap(({ data }) => text(data, 'serviceId') ?? []))
  for (const serviceId of serviceIds) {
    const price = await priceInForce(records, serviceId, day)
    const service = await records.get('service', serviceId)
    if (service && price !== null && service.data['fee'] !== price)
      await records.update('service', serviceId, { fee: price })
  }
  for (const { id, data } of prices)
    if ((text(data, 'validTo') ?? day) < day) await records.update('price', id, {}, { status: 'retired' })
}

/** Newest first. */
function pricesOf(records: RecordUnit, serviceId: string): Promise<readonly RecordView[]> {
  return records.list('price', { where: { serviceId }, status: ['active'], limit: 100 })
}

function dayBefore(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00.000Z`) - 86_400_000).toISOString().slice(0, 10)
}
