import type { Variables } from '../../../engine/model/json.ts'
import type { BookCheck } from './books.ts'

/** What people report with their tasks is a cost at their rate, once; the costs of an application add up. */
export const work: BookCheck = function* ({ records, world }) {
  const entries = records.get('cost-entry') ?? []
  const ofWork = entries.filter(({ data }) => data['source'] === 'work')
  const reported = world.work.reduce((sum, { minutes }) => sum + minutes, 0)
  const kept = ofWork.reduce((sum, { data }) => sum + amountOf(data, 'minutes'), 0)
  if (reported !== kept) yield `People reported ${reported} minutes of work, but the cost entries hold ${kept}.`
  for (const { id, data } of ofWork) {
    const amount = Math.round((amountOf(data, 'minutes') * amountOf(data, 'rate') * 100) / 60) / 100
    if (Math.abs(amount - amountOf(data, 'amount')) > 0.001)
      yield `Cost entry "${id}" says ${amountOf(data, 'amount')} EUR, but its minutes and rate make ${amount}.`
  }
  const costs = new Map<string, number>()
  for (const { data } of entries) {
    const id = String(data['applicationId'])
    costs.set(id, (costs.get(id) ?? 0) + amountOf(data, 'amount'))
  }
  for (const { id, number, data } of records.get('application') ?? []) {
    const sum = costs.get(id) ?? 0
    if (Math.abs(sum - amountOf(data, 'cost')) > 0.005)
      yield `Application ${number} cost ${amountOf(data, 'cost')} EUR, but its entries add up to ${sum.toFixed(2)}.`
  }
}

/** A number of a record; 0 where there is none. */
export function amountOf(data: Variables, field: string): number {
  const value = data[field]
  return typeof value === 'number' ? value : 0
}
