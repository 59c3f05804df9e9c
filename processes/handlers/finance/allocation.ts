/**
 * What services cost: their own costs, and their part of indirect ones that belong to none of them. The same reckoning
 * serves what is planned and what was spent.
 */
import type { Variables } from '../../../engine/model/json.ts'
import { cents, euros, sharedOut, total } from './money.ts'

/** By what indirect costs are shared out; codes of `allocationKey`. */
export type AllocationKey = 'direct_costs' | 'work_minutes' | 'volume' | 'equal'

/** Costs of one kind and one object, added up. */
export interface CostSum {
  /** Code of `budgetObject`. */
  readonly objectKind: string
  readonly serviceId: string | null
  readonly ciId: string | null
  readonly processKey: string | null
  readonly item: string | null
  readonly nature: string
  readonly frequency: string
  readonly allocationKey: string | null
  /** EUR. */
  readonly amount: number
  readonly minutes: number
}

/** A service that takes part in sharing. */
export interface ServiceVolume {
  readonly serviceId: string
  readonly name: string
  /** How often it is given; null where nobody says. */
  readonly volume: number | null
}

/** A type Variables would do; as one, its objects go into records and forms as they are. */
export type ServiceCost = {
  readonly serviceId: string
  readonly name: string
  readonly direct: number
  readonly indirect: number
  readonly total: number
  readonly volume: number | null
  /** To the cent; null where the service was not given. */
  readonly unitCost: number | null
  /** Code of `costNote`: why there is no unit cost. */
  readonly note: string | null
}

export interface Allocation {
  readonly services: readonly ServiceCost[]
  readonly totals: {
    readonly direct: number
    readonly indirect: number
    readonly oneOff: number
    readonly recurring: number
    readonly total: number
  }
  /** What belongs to no service: direct costs of other objects, and indirect ones that could not be shared out. */
  readonly unallocated: readonly CostSum[]
  /** {item, allocationKey, amount, code}: why something was not shared out; codes of `costNote`. */
  readonly notes: readonly Variables[]
}

/** A row of a cost model: how costs of a type are treated. */
export interface CostType {
  readonly costType: string
  readonly nature: string
  readonly frequency: string
  readonly allocationKey: string | null
}

/**
 * Shares indirect costs without a service out over the services, by the key that the cost itself names, else the model's
 * row of its type, else the model's first row that has a key.
 */
export function allocateCosts(
  sums: readonly CostSum[],
  services: readonly ServiceVolume[],
  model: readonly CostType[],
): Allocation {
  const own = services.map(({ serviceId }) => sums.filter((sum) => sum.serviceId === serviceId))
  const known = new Set(services.map(({ serviceId }) => serviceId))
  const direct = own.map((some) => amountOf(some, ({ nature }) => nature === 'direct'))
  const indirect = own.map((some) => amountOf(some, ({ nature }) => nature !== 'direct'))
  const weights: Readonly<Record<string, readonly number[]>> = {
    direct_costs: direct.map(cents),
    work_minutes: own.map((some) => some.reduce((minutes, sum) => minutes + sum.minutes, 0)),
    volume: services.map(({ volume }) => volume ?? 0),
    equal: services.map(() => 1),
  }
  const unallocated: CostSum[] = []
  const notes: Variables[] = []
  for (const sum of sums) {
    if (sum.serviceId !== null && known.has(sum.serviceId)) continue
    if (sum.nature === 'direct' || sum.amount === 0) {
      if (sum.amount !== 0) unallocated.push(sum)
      continue
    }
    const key = keyOf(sum, model)
    const shares = key === null ? null : sharedOut(sum.amount, weights[key] ?? [])
    if (shares === null) {
      unallocated.push(sum)
      const { item, amount } = sum
      notes.push({ item, allocationKey: key, amount, code: key === null ? 'no_allocation_key' : 'no_allocation_basis' })
      continue
    }
    shares.forEach((share, at) => (indirect[at] = total([indirect[at] ?? 0, share])))
  }
  return {
    services: services.map((service, at) => serviceCost(service, direct[at] ?? 0, indirect[at] ?? 0)),
    totals: totalsOf(sums),
    unallocated,
    notes,
  }
}

/** Direct and indirect together are one-off and recurring together: both say all of it. */
export function totalsOf(sums: readonly CostSum[]): Allocation['totals'] {
  return {
    direct: amountOf(sums, ({ nature }) => nature === 'direct'),
    indirect: amountOf(sums, ({ nature }) => nature !== 'direct'),
    oneOff: amountOf(sums, ({ frequency }) => frequency === 'one_off'),
    recurring: amountOf(sums, ({ frequency }) => frequency !== 'one_off'),
    total: amountOf(sums, () => true),
  }
}

function serviceCost({ serviceId, name, volume }: ServiceVolume, direct: number, indirect: number): ServiceCost {
  const all = total([direct, indirect])
  const unitCost = volume ? euros(cents(all) / volume) : null
  const note = unitCost === null && all > 0 ? 'no_volume' : null
  return { serviceId, name, direct, indirect, total: all, volume, unitCost, note }
}

function keyOf({ allocationKey, item }: CostSum, model: readonly CostType[]): string | null {
  const indirect = model.filter(({ nature }) => nature === 'indirect')
  const ofType = indirect.find(({ costType }) => costType.toLowerCase() === item?.toLowerCase())
  return allocationKey ?? ofType?.allocationKey ?? indirect.find((row) => row.allocationKey)?.allocationKey ?? null
}

function amountOf(sums: readonly CostSum[], counts: (sum: CostSum) => boolean): number {
  return total(sums.filter(counts).map(({ amount }) => amount))
}
