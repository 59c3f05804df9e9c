/**
 * Reading all records of a stretch of time, however many there are: a list gives so many at a time, so a stretch that
 * holds more is halved, by the creation time that the register store has an index for.
 */
import type { Instant, Variables } from '../../engine/model/json.ts'
import type { RecordUnit, RecordView } from '../../engine/records/record-unit.ts'

const PAGE = 1000
/** A job works inside one transaction, which nobody may hold for long. */
const MOST = 20_000
const BEGINNING = '1970-01-01T00:00:00.000Z'

/** Which records are walked; the end of the stretch is left out. */
export interface Walk {
  readonly register: string
  readonly where?: Variables
  readonly status?: readonly string[]
  /** Default: from the first record. */
  readonly since?: Instant | null
  /** Default: up to the last one. */
  readonly until?: Instant | null
}

/** @returns newest first; `complete` is false when there are more than 20,000, and the oldest are left out */
export async function walkRecords(
  records: RecordUnit,
  { register, where = {}, status, since, until }: Walk,
  now: Instant,
): Promise<{ readonly found: readonly RecordView[]; readonly complete: boolean }> {
  const found: RecordView[] = []
  // What was created at this very moment belongs to the walk too.
  const all = { from: Date.parse(since ?? BEGINNING), to: until ? Date.parse(until) : Date.parse(now) + 1 }
  const open = [all]
  for (let stretch = open.pop(); stretch; stretch = open.pop()) {
    const { from, to } = stretch
    const bounds = { since: new Date(from).toISOString(), until: new Date(to).toISOString() }
    const page = await records.list(register, { where, ...(status ? { status } : {}), ...bounds, limit: PAGE })
    const middle = Math.floor((from + to) / 2)
    if (page.length < PAGE || middle === from) found.push(...page)
    else open.push({ from, to: middle }, { from: middle, to })
    if (found.length >= MOST && open.length > 0) return { found, complete: false }
  }
  return { found, complete: true }
}

/** The values of a field for grouping: each value of a list by itself, null where the record says nothing. */
export function valuesOf({ data, status }: RecordView, field: string): readonly (string | number | boolean | null)[] {
  const value = field === 'status' ? status : (data[field] ?? null)
  const values = Array.isArray(value) ? value : [value]
  const plain = values.map((one) => (typeof one === 'object' ? null : (one ?? null)))
  return plain.length === 0 ? [null] : [...new Set(plain)]
}
