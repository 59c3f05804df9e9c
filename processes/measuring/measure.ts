/**
 * Values of indicators by period, and by service, group or version: the sums of all their figures are read at once, then each
 * value is computed from its own.
 */
import type { Instant, Part, SumsQuery, SumView } from '../../engine/index.ts'
import { type Computed, compute } from './compute.ts'
import { figureKeys } from './figures-of.ts'
import { type Indicator, isStanding } from './indicator.ts'
import { monthsOf } from './periods.ts'

/** Reads sums of one institution. */
export type SumsReader = (query: Omit<SumsQuery, 'institutionId'>) => Promise<readonly SumView[]>

/** What is asked for. */
export interface Asked {
  readonly indicators: readonly Pick<Indicator, 'key' | 'formula' | 'unit'>[]
  /** By name; what stands is told for the last of them alone, as it is now. */
  readonly periods: readonly string[]
  readonly only?: Partial<Readonly<Record<Part, string>>>
  /** Broken down by. */
  readonly by?: Part
}

/** One value. */
export interface MeasuredValue extends Computed {
  readonly key: string
  readonly period: string
  /** Of which service, group …; '' where it is not broken down, or the subject has none. */
  readonly part: string
}

/** Values in the order of indicators, parts and periods. Without a breakdown there is one for each indicator and period. */
export async function measure(read: SumsReader, asked: Asked, now: Instant): Promise<readonly MeasuredValue[]> {
  const { indicators, periods, only, by } = asked
  const last = periods.at(-1)
  if (last === undefined || indicators.length === 0) return []
  const monthsBy = new Map(periods.map((period) => [period, monthsOf(period)]))
  const months = [...monthsBy.values()].flat().toSorted()
  const coverages = indicators.filter((one) => acrossOf(one) !== null)
  const others = indicators.filter((one) => acrossOf(one) === null)
  const range = { from: months[0] ?? '', to: months.at(-1) ?? '' }

  const reading = async (some: Asked['indicators'], parts: readonly Part[]): Promise<readonly SumView[]> => {
    const keysOf = (which: Asked['indicators']) => which.flatMap((one) => Object.values(figureKeys(one)))
    const narrowed = only === undefined ? {} : { only }
    const dated = await read({ figures: keysOf(some), ...range, by: parts, ...narrowed })
    const standing = await read({ figures: keysOf(some), from: '', to: '', by: parts, ...narrowed })
    return [...standing, ...dated]
  }
  const sums = by === undefined ? await reading(others, []) : await reading(others, [by])
  const valueIn = (indicator: Asked['indicators'][number], own: ByMonth, period: string, part: string) => ({
    key: indicator.key,
    period,
    part,
    ...compute(indicator, within(own, monthsBy.get(period) ?? [], indicator), now),
  })
  const bySource = groupSums(others, sums)
  const values: MeasuredValue[] = []
  for (const indicator of others) {
    const own = bySource.get(indicator.key) ?? []
    const parts = by === undefined ? new Map([['', own]]) : byPart(own)
    for (const [part, some] of parts) {
      const ofPart = byMonth(some)
      for (const period of standsFor(indicator, periods, last)) values.push(valueIn(indicator, ofPart, period, part))
    }
  }
  // How many services are covered cannot be broken down by service: it is told for the whole.
  if (by === undefined)
    for (const indicator of coverages) {
      const across = acrossOf(indicator) ?? 'service'
      const own = byMonth(await reading([indicator], [across]))
      for (const period of standsFor(indicator, periods, last)) values.push(valueIn(indicator, own, period, ''))
    }
  const place = new Map(indicators.map(({ key }, index) => [key, index]))
  return values.toSorted((one, other) => (place.get(one.key) ?? 0) - (place.get(other.key) ?? 0))
}

/** By which part an indicator has to see its sums; null where it needs none told apart. */
function acrossOf({ formula }: Asked['indicators'][number]): Part | null {
  if (formula.measure === 'coverage') return formula.across
  return formula.measure === 'distinct' ? 'first' : null
}

/** What stands has no past but what was written down. */
const standsFor = ({ formula }: Asked['indicators'][number], periods: readonly string[], last: string) =>
  isStanding(formula) ? [last] : periods

/** Sums of one indicator and part by their month; '' has what stands. */
type ByMonth = ReadonlyMap<string, readonly SumView[]>

const byMonth = (sums: readonly SumView[]): ByMonth => grouped(sums, ({ period }) => period)

/** Sums of the months of a period; what stands belongs to every one. */
function within(sums: ByMonth, all: readonly string[], { formula }: Asked['indicators'][number]): readonly SumView[] {
  const isLatest = 'latest' in formula && formula.latest === true
  const last = isLatest ? all.findLast((month) => sums.has(month)) : undefined
  const months = isLatest ? [last ?? ''] : ['', ...all]
  return months.flatMap((month) => sums.get(month) ?? [])
}

/** By the indicator that they are of. */
function groupSums(indicators: Asked['indicators'], sums: readonly SumView[]): ReadonlyMap<string, readonly SumView[]> {
  const keys = new Map(indicators.flatMap((one) => Object.values(figureKeys(one)).map((figure) => [figure, one.key])))
  return grouped(sums, ({ figure }) => keys.get(figure) ?? '')
}

/** By the part that they are told apart by, in the order of its names. */
function byPart(sums: readonly SumView[]): ReadonlyMap<string, readonly SumView[]> {
  const found = grouped(sums, ({ parts: [part = ''] }) => part)
  return new Map([...found].toSorted(([one], [other]) => (one < other ? -1 : 1)))
}

function grouped(sums: readonly SumView[], nameOf: (sum: SumView) => string): ReadonlyMap<string, readonly SumView[]> {
  const found = new Map<string, SumView[]>()
  for (const sum of sums) {
    const name = nameOf(sum)
    const known = found.get(name)
    if (known) known.push(sum)
    else found.set(name, [sum])
  }
  return found
}
