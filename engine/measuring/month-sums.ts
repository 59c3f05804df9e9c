/**
 * The sums of one figure and month in columns: thousands of numbers without an object for each, so that many months fit into
 * memory and any question about them is one walk over them.
 */
import type { Fact } from './facts.ts'
import { type Part, PARTS } from './figure.ts'
import type { SumsQuery, SumView } from './sums.ts'

/** As they were read; never changed. */
export interface MonthSums {
  readonly size: number
  /** In ascending order. */
  readonly bucket: Float64Array
  readonly n: Float64Array
  readonly total: Float64Array
  readonly per: Float64Array
  readonly parts: Readonly<Record<Part, PartColumn>>
}

/** The values of a part, and for each sum the place of its own among them. */
interface PartColumn {
  readonly values: readonly string[]
  readonly places: Uint32Array
}

/** @param sums of one figure and month, their buckets in ascending order */
export function monthSums(sums: readonly Fact[]): MonthSums {
  const numbers = (of: 'bucket' | 'n' | 'total' | 'per') => Float64Array.from(sums, (sum) => Number(sum[of]))
  return {
    size: sums.length,
    bucket: numbers('bucket'),
    n: numbers('n'),
    total: numbers('total'),
    per: numbers('per'),
    parts: {
      service: partColumn(sums, 'service'),
      group: partColumn(sums, 'group'),
      version: partColumn(sums, 'version'),
      first: partColumn(sums, 'first'),
      second: partColumn(sums, 'second'),
    },
  }
}

function partColumn(sums: readonly Fact[], part: Part): PartColumn {
  const known = new Map<string, number>()
  const places = Uint32Array.from(sums, (sum) => {
    const place = known.get(sum[part]) ?? known.size
    known.set(sum[part], place)
    return place
  })
  return { values: [...known.keys()], places }
}

/** What is asked for of a month: added up by bucket, in their order, and parts. */
export function foldMonth(
  { figure, period }: { readonly figure: string; readonly period: string },
  month: MonthSums,
  { only = {}, by = [] }: Pick<SumsQuery, 'only' | 'by'>,
): readonly SumView[] {
  const fences: { readonly places: Uint32Array; readonly wanted: number }[] = []
  for (const part of PARTS) {
    const value = only[part]
    if (value === undefined) continue
    const { values, places } = month.parts[part]
    const wanted = values.indexOf(value)
    if (wanted < 0) return []
    fences.push({ places, wanted })
  }
  const isWanted = (index: number): boolean => fences.every(({ places, wanted }) => places[index] === wanted)
  const told = by.map((part) => month.parts[part])
  const found: SumView[] = []
  for (let start = 0, end = 0; start < month.size; start = end) {
    const bucket = month.bucket[start] ?? 0
    const ofBucket = new Map<string, Sum>()
    for (end = start; end < month.size && month.bucket[end] === bucket; end += 1) {
      if (!isWanted(end)) continue
      const key = told.map(({ places }) => places[end]).join(' ')
      const sum = ofBucket.get(key) ?? { n: 0, total: 0, per: 0, at: end }
      sum.n += month.n[end] ?? 0
      sum.total += month.total[end] ?? 0
      sum.per += month.per[end] ?? 0
      ofBucket.set(key, sum)
    }
    for (const { at, n, total, per } of ofBucket.values()) {
      const parts = told.map(({ values, places }) => values[places[at] ?? 0] ?? '')
      found.push({ figure, period, bucket, parts, n, total, per })
    }
  }
  return found
}

interface Sum {
  n: number
  total: number
  per: number
  /** One of its rows. */
  readonly at: number
}
