/** From sums to the value of an indicator. What cannot be computed says why; there is never a number that is none. */
import type { Instant, SumView } from '../../engine/index.ts'
import { figureKeys } from './figures-of.ts'
import type { Formula, Indicator, SimpleFormula, Unit } from './indicator.ts'

/** Why there is no value: nothing that counts, or nothing to divide by. */
export type NoValue = 'no-data' | 'division-by-zero'

/** What an indicator comes to. */
export interface Computed {
  /** In the indicator's unit, to four decimals. */
  readonly value: number | null
  /** Null where there is a value. */
  readonly reason: NoValue | null
  /** How many cases, tasks or records it rests on. */
  readonly n: number
}

const THOUSANDTHS = 1000
const MINUTE = 60_000

/** @param sums those of the indicator's figures, of one period and part */
export function compute(
  indicator: Pick<Indicator, 'key' | 'formula' | 'unit'>,
  sums: readonly SumView[],
  now: Instant,
): Computed {
  const keys = figureKeys(indicator)
  const of = sums.filter(({ figure }) => figure === keys.of)
  const against = sums.filter(({ figure }) => figure === keys.against)
  const { value, reason, n } = valueOf(indicator.formula, of, against, now)
  return { value: value === null ? null : inUnit(value, indicator.unit), reason, n }
}

function valueOf(formula: Formula, of: readonly SumView[], against: readonly SumView[], now: Instant): Computed {
  switch (formula.measure) {
    case 'quotient': {
      const dividend = plain(formula.of, of)
      const divisor = plain(formula.per, against)
      return divided(dividend ?? 0, divisor ?? 0, counted(against))
    }
    case 'coverage': {
      const all = new Set(of.filter(({ n }) => n > 0).map(partOf))
      const known = new Set(against.filter(({ n }) => n > 0).map(partOf))
      const covered = [...all].filter((part) => known.has(part)).length
      return divided(covered, all.size, all.size)
    }
    case 'distinct': {
      const values = new Set(of.filter(({ n, parts: [part = ''] }) => n > 0 && part !== '').map(partOf))
      return found(values.size, counted(of))
    }
    case 'past': {
      const limit = minutesOf(now)
      return divided(
        counted(of.filter(({ bucket }) => bucket / THOUSANDTHS < limit)),
        counted(against),
        counted(against),
      )
    }
    case 'recent': {
      const limit = minutesOf(monthsBefore(now, formula.months))
      const recent = counted(of.filter(({ bucket }) => bucket / THOUSANDTHS >= limit))
      return divided(recent, counted(against), counted(against))
    }
    case 'age': {
      const since = percentile(of, 100 - formula.percent, true)
      return since === null ? nothing('no-data') : found(minutesOf(now) - since, counted(of))
    }
    case 'percentile': {
      const value = percentile(of, formula.percent, false)
      return value === null ? nothing('no-data') : found(value, counted(of))
    }
    case 'count':
    case 'sum':
      return found(plain(formula, of) ?? 0, counted(of))
    case 'average':
      return counted(of) === 0 ? nothing('no-data') : found(added(of, 'total') / counted(of), counted(of))
    case 'share':
    case 'ratio':
      return divided(added(of, 'total'), added(of, 'per'), counted(of))
  }
}

/** A count or a sum. */
const plain = ({ measure }: SimpleFormula, sums: readonly SumView[]): number | null =>
  measure === 'count' ? counted(sums) : measure === 'sum' ? added(sums, 'total') : null

const found = (value: number, n: number): Computed => ({ value, reason: null, n })
const nothing = (reason: NoValue): Computed => ({ value: null, reason, n: 0 })

const divided = (dividend: number, divisor: number, n: number): Computed =>
  divisor === 0 ? nothing('division-by-zero') : found(dividend / divisor, n)

const counted = (sums: readonly SumView[]): number => sums.reduce((sum, { n }) => sum + n, 0)

const added = (sums: readonly SumView[], what: 'total' | 'per'): number =>
  sums.reduce((sum, one) => sum + one[what], 0) / THOUSANDTHS

const partOf = ({ parts }: SumView): string => parts[0] ?? ''

/**
 * The least value that at least so many percent of them reach or stay below; of the middle two the mean, so that 50 is the
 * median as it is taught.
 *
 * @param fromAbove for ages, where the greatest instant is the least age: at least so many percent are at it or above
 */
function percentile(sums: readonly SumView[], percent: number, fromAbove: boolean): number | null {
  const all = counted(sums)
  if (all === 0) return null
  const sorted = sums.toSorted((one, other) => one.bucket - other.bucket)
  if (percent === 50 && all % 2 === 0) return (valueAt(sorted, all / 2) + valueAt(sorted, all / 2 + 1)) / 2
  if (!fromAbove) return valueAt(sorted, Math.max(1, Math.ceil((all * percent) / 100)))
  return valueAt(sorted, all + 1 - Math.max(1, Math.ceil((all * (100 - percent)) / 100)))
}

/** @param place 1 for the least */
function valueAt(sorted: readonly SumView[], place: number): number {
  let passed = 0
  for (const { bucket, n } of sorted) {
    passed += n
    if (passed >= place) return bucket / THOUSANDTHS
  }
  return (sorted.at(-1)?.bucket ?? 0) / THOUSANDTHS
}

const minutesOf = (instant: Instant): number => Math.floor(Date.parse(instant) / MINUTE)

function monthsBefore(instant: Instant, months: number): Instant {
  const date = new Date(Date.parse(instant))
  const day = date.getUTCDate()
  date.setUTCDate(1)
  date.setUTCMonth(date.getUTCMonth() - months)
  // The 31st of a month without one is its last day.
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate()
  date.setUTCDate(Math.min(day, last))
  return date.toISOString()
}

const FACTOR: Readonly<Partial<Record<Unit, number>>> = {
  percent: 100,
  hours: 1 / 60,
  workingHours: 1 / 60,
  days: 1 / 1440,
}

const inUnit = (value: number, unit: Unit): number => Math.round(value * (FACTOR[unit] ?? 1) * 10_000) / 10_000
