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
  readonly n: Int32Array
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
  const numbers = (of: 'bucket' | 'total' | 'per') => Float64Array.from(sums, (sum) => sum[of])
  return {
    size: sums.length,
    bucket: numbers('bucket'),
    n: Int32Array.from(sums, ({ n }) => n),
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
  const isWanted = fenceOf(month, only)
  if (!isWanted) return []
  const { placeOf, partsAt } = toldApart(by.map((part) => month.parts[part]))
  const found: Changing<SumView>[] = []
  // Of the bucket that is walked through; most have one row alone, where numbers are kept themselves.
  const ofBucket = new Map<number, Changing<SumView>>()
  let last = Number.NaN
  for (let row = 0; row < month.size; row += 1) {
    if (!isWanted(row)) continue
    const bucket = month.bucket[row] ?? 0
    const [n, total, per] = [month.n[row] ?? 0, month.total[row] ?? 0, month.per[row] ?? 0]
    if (bucket !== last) ofBucket.clear()
    last = bucket
    const place = placeOf(row)
    const known = ofBucket.get(place)
    if (known) {
      known.n += n
      known.total += total
      known.per += per
    } else {
      const sum = { figure, period, bucket, parts: partsAt(row), n, total, per }
      ofBucket.set(place, sum)
      found.push(sum)
    }
  }
  return found
}

type Changing<T> = { -readonly [Key in keyof T]: T[Key] }

/** Whether a row is one of those that are asked for; null where none can be. */
function fenceOf(month: MonthSums, only: NonNullable<SumsQuery['only']>): ((row: number) => boolean) | null {
  const fences: { readonly places: Uint32Array; readonly wanted: number }[] = []
  for (const part of PARTS) {
    const value = only[part]
    if (value === undefined) continue
    const { values, places } = month.parts[part]
    const wanted = values.indexOf(value)
    if (wanted < 0) return null
    fences.push({ places, wanted })
  }
  return (row) => fences.every(({ places, wanted }) => places[row] === wanted)
}

const NO_PARTS: readonly string[] = []

/** A number that is the same for rows with the same parts, and these parts. */
function toldApart(columns: readonly PartColumn[]): {
  placeOf(row: number): number
  partsAt(row: number): readonly string[]
} {
  const [first, ...others] = columns
  if (!first) return { placeOf: () => 0, partsAt: () => NO_PARTS }
  if (others.length === 0) {
    const parts = first.values.map((value) => [value])
    const placeOf = (row: number): number => first.places[row] ?? 0
    return { placeOf, partsAt: (row) => parts[placeOf(row)] ?? NO_PARTS }
  }
  return {
    placeOf: (row) => columns.reduce((place, { values, places }) => place * values.length + (places[row] ?? 0), 0),
    partsAt: (row) => columns.map(({ values, places }) => values[places[row] ?? 0] ?? ''),
  }
}
