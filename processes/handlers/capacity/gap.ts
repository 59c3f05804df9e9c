/** `capacity.gap`: of which resources there is too little, and of which too much. */
import type { Variables } from '../../../engine/model/json.ts'
import type { Handler } from '../../../engine/ports.ts'
import { number, objects, text } from '../input.ts'
import { settingsIn } from '../registers.ts'
import { utilisationOf } from './utilisation.ts'

/**
 * {resources, forecast, scenarios?, chosenScenario?} → {utilisation: [{resourceId, serviceId, unit, available, need, utilisation, kind}], gaps, gapCount,
 * feasible, maxVolume}. The volume is that of the chosen scenario where it names one, else the forecast's busiest month. `kind` is `shortage` over the
 * setting `capacityUpperPercent`, `surplus` under `capacityLowerPercent`, else `fits`; a resource that is needed and not there is short, one of which nothing
 * is known fits. `gaps` are those that do not fit, the shortest first. `maxVolume` is what all services together can do a month within the upper bound
 * of every resource; null where no resource limits them.
 */
export const findGap: Handler = async (call) => {
  const { input } = call
  const upper = number(settingsIn(call), 'capacityUpperPercent') ?? 100
  const lower = number(settingsIn(call), 'capacityLowerPercent') ?? 0
  const chosen = objects(input, 'scenarios').find((row) => text(row, 'scenario') === text(input, 'chosenScenario'))
  const volume = chosen ? number(chosen, 'volume') : null
  const found = utilisationOf(objects(input, 'resources'), objects(input, 'forecast'), volume)
  const utilisation = found.utilisation.map((row) => ({ ...row, kind: kindOf(row, upper, lower) }))
  const gaps = utilisation.filter(({ kind }) => kind !== 'fits').toSorted((one, other) => shareOf(other) - shareOf(one))
  const limits = utilisation.map(shareOf).filter((share) => share > 0)
  const most = limits.length === 0 ? null : Math.floor((found.peakVolume * upper) / Math.max(...limits))
  return {
    variables: {
      utilisation,
      gaps,
      gapCount: gaps.length,
      feasible: gaps.every(({ kind }) => kind !== 'shortage'),
      maxVolume: most,
    },
  }
}

function kindOf(row: Variables, upper: number, lower: number): 'shortage' | 'surplus' | 'fits' {
  const used = number(row, 'utilisation')
  if (used === null) return (number(row, 'need') ?? 0) > 0 ? 'shortage' : 'fits'
  return used > upper ? 'shortage' : used < lower ? 'surplus' : 'fits'
}

/** Utilisation; needed without being there is without bound. */
function shareOf(row: Variables): number {
  return number(row, 'utilisation') ?? ((number(row, 'need') ?? 0) > 0 ? Number.POSITIVE_INFINITY : 0)
}
