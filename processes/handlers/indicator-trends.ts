/** `indicator.trends`: how indicators develop, and which of them deviate: from their target, from what they were, at all. */
import type { Variables } from '../../engine/model/json.ts'
import type { Handler, HandlerCall } from '../../engine/ports.ts'
import type { RecordView } from '../../engine/records/record-unit.ts'
import { number, requiredText, text, texts } from './input.ts'
import { periodAt, periodKind, periodsBefore, type PeriodKind } from './periods.ts'

const MOST_INDICATORS = 1_000
/** The previous periods that a value is compared with. */
const PREVIOUS = 4
/** A value further from the mean than so many standard deviations is no chance. */
const SIGMAS = 3

/**
 * {period, indicatorIds?} → {trends: [{indicatorId, name, unit, target, direction, period, value, previous: [{period, value}],
 * mean, sigma, change, met, deviation}], deviations}: every active indicator (or those named) in its latest period that has
 * ended with `period` (`2026-Q1`, `2026-03`, `2026`), against its target, the four periods before and three standard
 * deviations of those. `deviation` is `missing` (no value), `outlier`, `target`, `worsening` (worse each time, three times
 * running) or null; those that deviate come first, and `deviations` counts them. Without all four periods before there is
 * no `sigma`.
 */
export const analyseIndicators: Handler = async (call) => {
  const period = requiredText(call.input, 'period')
  const indicators = await indicatorsOf(call)
  const values = await valuesOf(call, indicators, period)
  const trends = indicators.map((indicator) => trendOf(indicator, values.get(indicator.id) ?? new Map(), period))
  const rank = (trend: Variables): number => ORDER.indexOf(text(trend, 'deviation'))
  const sorted = trends.toSorted((one, other) => rank(one) - rank(other))
  return { variables: { trends: sorted, deviations: trends.filter((trend) => trend['deviation'] !== null).length } }
}

const ORDER: readonly (string | null)[] = ['outlier', 'target', 'worsening', 'missing', null]

async function indicatorsOf({ input, records }: HandlerCall): Promise<readonly RecordView[]> {
  const ids = texts(input['indicatorIds'])
  if (ids.length > 0) return records.getMany('indicator', ids)
  const active = await records.list('indicator', { where: { active: true }, limit: MOST_INDICATORS })
  return active.toReversed()
}

/** Values by indicator and period, of the periods that may be shown: one query for all. */
async function valuesOf(
  { records }: HandlerCall,
  indicators: readonly RecordView[],
  period: string,
): Promise<ReadonlyMap<string, ReadonlyMap<string, number>>> {
  const kinds = new Set<PeriodKind>([periodKind(period), ...indicators.map(kindOf)])
  const periods = [...kinds].flatMap((kind) => withBefore(periodAt(kind, period)))
  const ids = indicators.map(({ id }) => id)
  const found =
    ids.length === 0
      ? []
      : await records.related(ids, { register: 'indicator-value', field: 'indicatorId', anyOf: { period: periods } })
  const values = new Map<string, Map<string, number>>()
  // The last one measured stands where a period was measured twice.
  for (const { data } of found.toSorted((one, other) => (one.createdAt < other.createdAt ? -1 : 1))) {
    const value = number(data, 'value')
    const indicatorId = requiredText(data, 'indicatorId')
    if (value === null) continue
    values.set(indicatorId, (values.get(indicatorId) ?? new Map()).set(requiredText(data, 'period'), value))
  }
  return values
}

function trendOf({ id, data }: RecordView, values: ReadonlyMap<string, number>, asked: string): Variables {
  // What was measured for the very period asked for goes before the indicator's own frequency.
  const period = values.has(asked) ? asked : periodAt(kindOf({ data }), asked)
  const value = values.get(period) ?? null
  const previous = periodsBefore(period, PREVIOUS).flatMap((before) => {
    const known = values.get(before)
    return known === undefined ? [] : [{ period: before, value: known }]
  })
  const target = number(data, 'target')
  const isUp = text(data, 'direction') !== 'down'
  const known = previous.map((one) => one.value)
  const mean = known.length === 0 ? null : known.reduce((sum, one) => sum + one, 0) / known.length
  const sigma = mean === null || known.length < PREVIOUS ? null : deviationOf(known, mean)
  const met = value === null || target === null ? null : isUp ? value >= target : value <= target
  const last = known.at(-1)
  return {
    indicatorId: id,
    name: data['name'] ?? null,
    unit: data['unit'] ?? null,
    target,
    direction: isUp ? 'up' : 'down',
    period,
    value,
    previous,
    mean: rounded(mean),
    sigma: rounded(sigma),
    change: value === null || last === undefined ? null : rounded(value - last),
    met,
    deviation: deviationIn({ value, known, mean, sigma, met, isUp }),
  }
}

interface Seen {
  readonly value: number | null
  /** Values of the periods before, oldest first. */
  readonly known: readonly number[]
  readonly mean: number | null
  readonly sigma: number | null
  readonly met: boolean | null
  readonly isUp: boolean
}

function deviationIn({ value, known, mean, sigma, met, isUp }: Seen): string | null {
  if (value === null) return 'missing'
  if (mean !== null && sigma !== null && Math.abs(value - mean) > SIGMAS * sigma + Number.EPSILON) return 'outlier'
  if (met === false) return 'target'
  const line = [...known, value].slice(-4)
  const worse = (one: number, next: number): boolean => (isUp ? next < one : next > one)
  const pairs = line.slice(1).map((next, index) => worse(line[index] ?? next, next))
  return pairs.length === 3 && pairs.every(Boolean) ? 'worsening' : null
}

const withBefore = (period: string): readonly string[] => [period, ...periodsBefore(period, PREVIOUS)]

/** How often the indicator is measured. */
const kindOf = ({ data }: Pick<RecordView, 'data'>): PeriodKind => {
  const frequency = text(data, 'frequency')
  return frequency === 'monthly' || frequency === 'yearly' ? frequency : 'quarterly'
}

function deviationOf(values: readonly number[], mean: number): number {
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length)
}

function rounded(value: number | null): number | null {
  return value === null ? null : Math.round(value * 10_000) / 10_000
}
