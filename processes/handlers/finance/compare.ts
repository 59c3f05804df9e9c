/** `cost.compare`: actual costs of the year so far against the budget in force, and which deviations somebody must explain. */
import { type Variables, isObject } from '../../../engine/model/json.ts'
import type { Handler, HandlerCall } from '../../../engine/ports.ts'
import type { RecordView } from '../../../engine/records/record-unit.ts'
import { number, present, text } from '../input.ts'
import { settingsIn } from '../registers.ts'
import { type Allocation, type CostSum, allocateCosts } from './allocation.ts'
import { type ComparisonRow, compareCosts } from './comparison.ts'
import {
  activeServices,
  actualSums,
  actualVolumes,
  budgetInForce,
  costModelOf,
  linesOf,
  monthOf,
  plannedSums,
  plannedVolumes,
  processesIn,
  serviceName,
} from './figures.ts'

/** Whose deviation it is explains it; natures and frequencies cut the same money another way. */
const OBJECTS = ['service', 'resource', 'process', 'management']

/**
 * {period} → {budgetId, rows, deviations, costs: {totals, services, notes}}. Rows are {dimension, key, name, measure,
 * planned, actual, deviationAmount, deviationPct, unitCostPlanned, unitCostActual, volume, note, beyond} (see
 * `comparison.ts`), by service, resource, process, management, nature and frequency, each kept as a record of the month.
 * `deviations` are the rows of objects beyond the budget's tolerances, with the `group` of people that answers for the
 * object. Without a budget in force everything spent is unplanned, and the settings `costTolerancePct` and
 * `costToleranceAmount` are the tolerances.
 */
export const compareWithPlan: Handler = async (call) => {
  const { input, records } = call
  const month = monthOf(call, text(input, 'period'))
  const budget = await budgetInForce(records, month.year)
  const lines = budget ? await linesOf(records, budget.id) : []
  const model = await costModelOf(records, budget)
  const services = await activeServices(records)
  const dates = { from: `${month.year}-01-01`, before: month.before }

  const plans = plannedSums(lines)
  const planned = allocateCosts(plans, budget ? plannedVolumes(services, budget) : [], model)
  const spent = await actualSums(records, dates, processesIn(lines))
  const volumes = await actualVolumes(call, dates)
  const actual = allocateCosts(
    spent,
    services.map((one) => ({ serviceId: one.id, name: serviceName(one), volume: volumes.get(one.id) ?? 0 })),
    model,
  )
  const names = await namesOf(call, [...planned.unallocated, ...actual.unallocated])
  const rows = compareCosts(
    { ...planned, sums: plans },
    { ...actual, sums: spent },
    month.month,
    toleranceOf(call, budget),
    names,
  )
  for (const row of rows) await keep(call, row, month.name, budget)
  const deviations = rows
    .filter(({ dimension, beyond }) => beyond && OBJECTS.includes(dimension))
    .map((row) => ({ ...row, period: month.name, group: groupOf(row) }))
  return { variables: { budgetId: budget?.id ?? null, rows, deviations, costs: shown(actual) } }
}

function shown({ services, totals, notes }: Allocation): Variables {
  return { services: services.filter((one) => one.total !== 0 || one.volume !== 0), totals, notes }
}

function toleranceOf({ environment }: HandlerCall, budget: RecordView | null) {
  const settings = settingsIn({ environment })
  const own = budget?.data ?? {}
  return {
    percent: number(own, 'tolerancePct') ?? number(settings, 'costTolerancePct') ?? 0,
    amount: number(own, 'toleranceAmount') ?? number(settings, 'costToleranceAmount') ?? 0,
  }
}

async function namesOf({ records, environment }: HandlerCall, sums: readonly CostSum[]) {
  const items = await records.getMany('configuration-item', [...new Set(sums.flatMap(({ ciId }) => ciId ?? []))])
  const names = new Map(items.map(({ id, data }) => [id, `${String(data['ciNumber'])} ${String(data['name'])}`]))
  const management = text(settingsIn({ environment }), 'managementCostsName') ?? 'management'
  return ({ ciId, processKey }: CostSum): string => (ciId ? (names.get(ciId) ?? ciId) : (processKey ?? management))
}

function groupOf({ serviceId, ciId }: ComparisonRow): string {
  if (serviceId) return `SM@${serviceId}`
  return ciId ? `RM@${ciId}` : 'SPM'
}

/** A month is compared once for each object; looking again replaces what was found before, whose version stays. */
async function keep({ records }: HandlerCall, row: ComparisonRow, period: string, budget: RecordView | null) {
  const { dimension, key } = row
  const data = { ...row, period, budgetId: budget?.id ?? null }
  const known = await records.findBy('cost-comparison', { period, dimension, key })
  if (!known) return records.create('cost-comparison', present(data))
  const isSame = Object.entries(data).every(([field, value]) => (known.data[field] ?? null) === value)
  return isSame ? known : records.update('cost-comparison', known.id, data)
}

/**
 * `cost.explain` {explanations: [{deviation, cause, valueAssessment, correction}], decision?, reason?} → {explained}: what
 * people say about deviations, and what was decided, beside the comparisons themselves.
 */
export const explainDeviations: Handler = async ({ input, records, now }) => {
  const { explanations, decision, reason } = input
  let explained = 0
  for (const one of Array.isArray(explanations) ? explanations.filter(isObject) : []) {
    const deviation = isObject(one['deviation']) ? one['deviation'] : {}
    const { period, dimension, key } = deviation
    const known = await records.findBy('cost-comparison', {
      period: period ?? null,
      dimension: dimension ?? null,
      key: key ?? null,
    })
    if (!known) continue
    const { cause, valueAssessment, correction } = one
    const said = { cause, valueAssessment, proposedCorrection: correction, decision, decisionReason: reason }
    const patch = present(Object.fromEntries(Object.entries(said).map(([name, value]) => [name, value ?? null])))
    await records.update('cost-comparison', known.id, { ...patch, decidedAt: now })
    explained += 1
  }
  return { variables: { explained } }
}
