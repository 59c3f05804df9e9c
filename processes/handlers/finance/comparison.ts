/**
 * Actual costs against planned ones. A service whose volume is known is judged by its unit cost, so that doing more or
 * less of it is no deviation; everything else by what was planned up to the month.
 */
import type { Allocation, CostSum } from './allocation.ts'
import { cents, deviationPercent, euros, total } from './money.ts'

/** One comparison; goes into records as it is. */
export type ComparisonRow = {
  /** service, resource, process, management, nature or frequency. */
  readonly dimension: string
  /** Id of the object, or code of the nature or frequency. */
  readonly key: string
  readonly name: string
  readonly serviceId: string | null
  readonly ciId: string | null
  readonly processKey: string | null
  /** Code of `costMeasure`: `unit_cost` or `total`. */
  readonly measure: string
  /** EUR; by unit cost: what the planned unit cost gives for the actual volume. */
  readonly planned: number
  readonly actual: number
  readonly deviationAmount: number
  /** Two decimals; null where nothing was planned. */
  readonly deviationPct: number | null
  readonly unitCostPlanned: number | null
  readonly unitCostActual: number | null
  readonly volume: number | null
  /** Code of `costNote`: why a figure is missing. */
  readonly note: string | null
  readonly beyond: boolean
}

export interface Tolerance {
  /** Per cent. */
  readonly percent: number
  /** EUR. */
  readonly amount: number
}

interface Named {
  readonly dimension: string
  readonly key: string
  readonly name: string
  readonly serviceId?: string | null
  readonly ciId?: string | null
  readonly processKey?: string | null
}

/** What is planned for a year by a month of it: regular costs evenly; one-off ones whenever they come, all of them at last. */
export function plannedToDate(planned: number, frequency: string, month: number, actual: number): number {
  if (frequency !== 'one_off') return euros((cents(planned) * month) / 12)
  return month >= 12 ? planned : Math.min(planned, actual)
}

/**
 * A deviation counts when it is beyond both tolerances; without a plan to reckon per cent of, when it is beyond the amount.
 *
 * @param planned of the year
 * @param actual from its beginning to the end of the month
 * @param month 1–12
 */
export function compareCosts(
  planned: Allocation & { readonly sums: readonly CostSum[] },
  actual: Allocation & { readonly sums: readonly CostSum[] },
  month: number,
  tolerance: Tolerance,
  nameOf: (sum: CostSum) => string,
): readonly ComparisonRow[] {
  const judge = (named: Named, plan: number, spent: number, more: Partial<ComparisonRow> = {}): ComparisonRow => {
    const deviationAmount = total([spent, -plan])
    const deviationPct = deviationPercent(spent, plan)
    const beyond =
      Math.abs(deviationAmount) > tolerance.amount &&
      (deviationPct === null || Math.abs(deviationPct) > tolerance.percent)
    return {
      serviceId: null,
      ciId: null,
      processKey: null,
      unitCostPlanned: null,
      unitCostActual: null,
      volume: null,
      note: deviationPct === null && spent !== 0 ? 'no_plan' : null,
      measure: 'total',
      ...named,
      planned: plan,
      actual: spent,
      deviationAmount,
      deviationPct,
      beyond,
      ...more,
    }
  }
  const services = actual.services.map((spent) => {
    const plan = planned.services.find(({ serviceId }) => serviceId === spent.serviceId)
    const { serviceId, name, volume } = spent
    const named = { dimension: 'service', key: serviceId, name, serviceId }
    const unitCosts = { unitCostPlanned: plan?.unitCost ?? null, unitCostActual: spent.unitCost, volume }
    if (plan?.unitCost && plan.volume && spent.unitCost !== null && volume) {
      const expected = euros((cents(plan.total) * volume) / plan.volume)
      return judge(named, expected, spent.total, { ...unitCosts, measure: 'unit_cost' })
    }
    const own = (sums: readonly CostSum[]) => sums.filter((one) => one.serviceId === serviceId)
    const allocated = total([plan?.total ?? 0, -sumOf(own(planned.sums))])
    const expected = [
      toDate(own(planned.sums), own(actual.sums), month),
      plannedToDate(allocated, 'recurring', month, 0),
    ]
    const row = judge(named, total(expected), spent.total, unitCosts)
    return { ...row, note: row.note ?? spent.note }
  })
  const others = objectsOf([...planned.unallocated, ...actual.unallocated]).map((sum) => {
    const of = (sums: readonly CostSum[]) => sums.filter((one) => keyOf(one) === keyOf(sum))
    const named = { ...sum, dimension: sum.objectKind, key: keyOf(sum), name: nameOf(sum) }
    const { dimension, key, name, ciId, processKey } = named
    return judge(
      { dimension, key, name, ciId, processKey },
      toDate(of(planned.unallocated), of(actual.unallocated), month),
      sumOf(of(actual.unallocated)),
    )
  })
  const codes = [
    ...['direct', 'indirect'].map((code) => ['nature', code] as const),
    ...['one_off', 'recurring'].map((code) => ['frequency', code] as const),
  ]
  const cuts = codes.map(([field, code]) => {
    const of = (sums: readonly CostSum[]) => sums.filter((one) => one[field] === code)
    return judge(
      { dimension: field, key: code, name: code },
      toDate(of(planned.sums), of(actual.sums), month),
      sumOf(of(actual.sums)),
    )
  })
  return [...services, ...others, ...cuts].filter((row) => row.planned !== 0 || row.actual !== 0)
}

/** What of these plans falls into the year so far; one-off costs of an object are looked at together. */
function toDate(planned: readonly CostSum[], actual: readonly CostSum[], month: number): number {
  const parts = objectsOf(planned).map((object) => {
    const of = (sums: readonly CostSum[], isOneOff: boolean) =>
      sumOf(sums.filter((one) => keyOf(one) === keyOf(object) && (one.frequency === 'one_off') === isOneOff))
    return total([
      plannedToDate(of(planned, false), 'recurring', month, 0),
      plannedToDate(of(planned, true), 'one_off', month, of(actual, true)),
    ])
  })
  return total(parts)
}

function objectsOf(sums: readonly CostSum[]): readonly CostSum[] {
  return [...new Map(sums.map((sum) => [keyOf(sum), sum])).values()]
}

function keyOf({ objectKind, serviceId, ciId, processKey }: CostSum): string {
  if (objectKind === 'process') return processKey ?? 'process'
  return serviceId ?? ciId ?? objectKind
}

function sumOf(sums: readonly CostSum[]): number {
  return total(sums.map(({ amount }) => amount))
}
