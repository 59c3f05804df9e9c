/** How much of each resource a volume of services takes. Pure. */
import type { Variables } from '../../../engine/model/json.ts'
import { number, present, text } from '../input.ts'

/**
 * Utilisation in the busiest month: volume × what a unit needs / what is available, in per cent with one decimal. A resource with a service serves
 * that one alone, without one all of them.
 *
 * @param resources [{resourceId, resource?, serviceId?, unit?, available, neededPerUnit}]
 * @param forecast [{serviceId, month, volume}]
 * @param volume what all services together have to do in the busiest month, where somebody has decided that; else the forecast says
 * @returns {utilisation: [{resourceId, serviceId, unit, available, need, utilisation}], peakVolume}; a resource of which nothing is
 *   available, or nothing is known of what a unit needs, has no utilisation
 */
export function utilisationOf(
  resources: readonly Variables[],
  forecast: readonly Variables[],
  volume: number | null,
): { readonly utilisation: readonly Variables[]; readonly peakVolume: number } {
  const forecastPeak = peakOf(forecast)
  const peakVolume = volume ?? forecastPeak
  const factor = volume === null || forecastPeak === 0 ? 1 : volume / forecastPeak
  const utilisation = resources.map((resource): Variables => {
    const serviceId = text(resource, 'serviceId')
    const own = serviceId === null ? null : forecast.filter((row) => row['serviceId'] === serviceId)
    const units = own === null ? peakVolume : peakOf(own) * factor
    const available = number(resource, 'available') ?? 0
    const perUnit = number(resource, 'neededPerUnit')
    const need = perUnit === null ? null : rounded(units * perUnit, 100)
    return present({
      resourceId: resource['resourceId'] ?? null,
      resource: resource['resource'] ?? resource['resourceId'] ?? null,
      serviceId,
      unit: resource['unit'] ?? null,
      available,
      need,
      utilisation: need === null || available === 0 ? null : rounded((need / available) * 100, 10),
    })
  })
  return { utilisation, peakVolume: rounded(peakVolume, 10) }
}

/** What all services of the rows do together in the busiest month. */
function peakOf(forecast: readonly Variables[]): number {
  const months = new Map<string, number>()
  for (const row of forecast) {
    const month = String(row['month'])
    months.set(month, (months.get(month) ?? 0) + (number(row, 'volume') ?? 0))
  }
  return Math.max(0, ...months.values())
}

const rounded = (value: number, parts: number): number => Math.round(value * parts) / parts
