/** `trend.analyse`: what happens more and more often, and which few groups make most of it. */
import { Temporal } from 'temporal-polyfill'
import type { Instant, Json } from '../../engine/model/json.ts'
import type { Handler } from '../../engine/ports.ts'
import type { RecordView } from '../../engine/records/record-unit.ts'
import { number, object, requiredText, text, texts } from './input.ts'
import { valuesOf, walkRecords } from './walk-records.ts'

const FEW = 20

/**
 * {register, groupBy, months, where?, limit?} → {trends, months, from, to, total, complete}: records created in the last
 * full `months` before this one, counted by the fields `groupBy`, e.g. `["serviceId", "ciIds"]`; a record with several
 * values in a field counts in the group of each. One trend is its fields with `counts` (a number per month), `total`,
 * `slope` (how many more each month, by least squares), `share` of all and `cumulativeShare`; the largest first, at most
 * `limit` (default 20). `complete` is false when there were too many records to read.
 */
export const analyseTrends: Handler = async (call) => {
  const { input, records, now, environment } = call
  const fields = texts(input['groupBy'])
  if (fields.length === 0) throw new Error('Expected the input "groupBy" to name fields, but it names none.')
  const amount = Math.max(Math.round(number(input, 'months') ?? 1), 1)
  const starts = monthStarts(now, text(environment.globals, 'timezone') ?? 'UTC', amount)
  const [since, until] = [starts[0]?.at ?? now, starts.at(-1)?.at ?? now]
  const walk = { register: requiredText(input, 'register'), where: object(input, 'where'), since, until }
  const { found, complete } = await walkRecords(records, walk, now)

  const groups = countGroups(found, fields, starts)
  const all = groups.reduce((sum, { counts }) => sum + total(counts), 0)
  let before = 0
  const trends = groups
    .toSorted((one, other) => total(other.counts) - total(one.counts) || slope(other.counts) - slope(one.counts))
    .map(({ group, counts }) => {
      before += total(counts)
      const shares = { share: rounded(total(counts) / all), cumulativeShare: rounded(before / all) }
      return { ...group, counts, total: total(counts), slope: rounded(slope(counts)), ...shares }
    })
  const months = starts.slice(0, -1).map(({ month }) => month)
  const seen = { months, from: since, to: until, total: found.length, complete }
  return { variables: { trends: trends.slice(0, number(input, 'limit') ?? FEW), ...seen } }
}

interface MonthStart {
  /** `2026-03` */
  readonly month: string
  readonly at: Instant
}

/** The first moments of the last `amount` months as people of the time zone see them, then that of this month. */
function monthStarts(now: Instant, timezone: string, amount: number): readonly MonthStart[] {
  const first = Temporal.Instant.from(now).toZonedDateTimeISO(timezone).toPlainDate().with({ day: 1 })
  return Array.from({ length: amount + 1 }, (_, index) => {
    const date = first.subtract({ months: amount - index })
    const at = date.toZonedDateTime(timezone).toInstant().toString({ smallestUnit: 'millisecond' })
    return { month: date.toPlainYearMonth().toString(), at }
  })
}

interface Group {
  readonly group: Readonly<Record<string, Json>>
  readonly counts: number[]
}

function countGroups(
  found: readonly RecordView[],
  fields: readonly string[],
  starts: readonly MonthStart[],
): readonly Group[] {
  const groups = new Map<string, Group>()
  for (const record of found) {
    const month = starts.findLastIndex(({ at }) => at <= record.createdAt)
    for (const group of groupsOf(record, fields)) {
      const key = JSON.stringify(group)
      const known = groups.get(key) ?? { group, counts: Array.from({ length: starts.length - 1 }, () => 0) }
      known.counts[month] = (known.counts[month] ?? 0) + 1
      groups.set(key, known)
    }
  }
  return [...groups.values()]
}

/** Every combination of the values of the fields. */
function groupsOf(record: RecordView, fields: readonly string[]): readonly Group['group'][] {
  return fields.reduce<readonly Group['group'][]>(
    (groups, field) =>
      groups.flatMap((group) => valuesOf(record, field).map((value) => ({ ...group, [field]: value }))),
    [{}],
  )
}

function total(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0)
}

/** Of the straight line nearest to the counts; 0 of a single month. */
function slope(counts: readonly number[]): number {
  const middle = (counts.length - 1) / 2
  const mean = total(counts) / counts.length
  const spread = counts.reduce((sum, _, index) => sum + (index - middle) ** 2, 0)
  if (spread === 0) return 0
  return counts.reduce((sum, count, index) => sum + (index - middle) * (count - mean), 0) / spread
}

function rounded(value: number): number {
  return Math.round(value * 10_000) / 10_000
}
