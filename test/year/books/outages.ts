import type { Variables } from '../../../engine/model/json.ts'
import type { BookCheck } from './books.ts'

/**
 * What the register of outages says is what happened: each disturbance is there, unless its alarm came within planned
 * work; and an outage ends when the service worked again, which may be after another disturbance that joined its incident.
 */
export const outages: BookCheck = function* ({ records, world }) {
  const kept = records.get('outage') ?? []
  const alarms = records.get('monitoring-alarm') ?? []
  for (const { serviceId, from, to } of world.disturbances) {
    const own = kept.filter(({ data }) => data['serviceId'] === serviceId && overlaps(data, from, to))
    const alarm = alarms.find(({ data }) => data['serviceId'] === serviceId && data['detectedAt'] === from)
    if (own.length === 0 && alarm?.status !== 'planned')
      yield `"${serviceId}" did not work from ${from} to ${to}, but no outage says so. Its alarm: ${alarm?.status} ${JSON.stringify(alarm?.data)}.`
    const ends = world.disturbances.filter((one) => one.serviceId === serviceId).map((one) => one.to)
    for (const { id, data } of own)
      if (!ends.includes(String(data['to'])))
        yield `Outage "${id}" lasts until ${String(data['to'])}, but "${serviceId}" worked again at ${ends.join(', ')}.`
  }
}

const overlaps = (data: Variables, from: string, to: string): boolean =>
  String(data['from']) <= to && (data['to'] === null || data['to'] === undefined || String(data['to']) >= from)
