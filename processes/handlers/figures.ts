/**
 * Figures of a report, as a diagram asks for them: which records count, what of them is added up, and by which field they
 * are told apart. What the figures mean is said by the diagram alone.
 */
import type { Json, Variables } from '../../engine/model/json.ts'
import type { HandlerCall } from '../../engine/ports.ts'
import type { RecordView } from '../../engine/records/record-unit.ts'
import { instant, number, object, requiredText, text, texts } from './input.ts'
import { valuesOf, walkRecords } from './walk-records.ts'

const FEW = 10

/**
 * One figure: {name, label?, register, where?, status?, since?, until?, has?, from?, below?, sum?, groupBy?, namedBy?, top?}
 * → {name, label, count, sum, rows}. `has` lists fields that must have a value; `from` and `below` bound fields by the
 * least value that they may have and the first one that they may not, e.g. `below: { targetDate: "2026-04-01" }`; `since`
 * and `until` bound when the record was created. `sum` adds up a field; `groupBy` gives the `top` (default 10) largest
 * `rows` {value, name, count, sum}, whose names come from the register `namedBy`.
 */
export async function figureOf(call: HandlerCall, asked: Variables): Promise<Variables> {
  const { found, complete } = await walkRecords(call.records, walkOf(asked), call.now)
  const counted = found.filter((record) => counts(asked, record))
  const sum = text(asked, 'sum')
  const groupBy = text(asked, 'groupBy')
  return {
    name: requiredText(asked, 'name'),
    label: asked['label'] ?? null,
    count: counted.length,
    ...(sum === null ? {} : { sum: added(counted, sum) }),
    ...(groupBy === null ? {} : { rows: await rowsOf(call, asked, counted, groupBy) }),
    ...(complete ? {} : { complete }),
  }
}

function walkOf(asked: Variables): Parameters<typeof walkRecords>[1] {
  const status = Array.isArray(asked['status']) ? texts(asked['status']) : null
  const bounds = { since: instant(asked, 'since'), until: instant(asked, 'until') }
  const walk = { register: requiredText(asked, 'register'), where: object(asked, 'where'), ...bounds }
  return status ? { ...walk, status } : walk
}

function counts(asked: Variables, { data }: RecordView): boolean {
  if (texts(asked['has']).some((field) => (data[field] ?? null) === null)) return false
  return (
    Object.entries(object(asked, 'below')).every(([field, limit]) => isBelow(data[field], limit)) &&
    Object.entries(object(asked, 'from')).every(
      ([field, limit]) => isBelow(limit, data[field]) || limit === data[field],
    )
  )
}

/** Dates and instants in one form compare as texts. */
function isBelow(value: Json | undefined, limit: Json | undefined): boolean {
  if (typeof value === 'number' && typeof limit === 'number') return value < limit
  return typeof value === 'string' && typeof limit === 'string' && value < limit
}

async function rowsOf(
  { records }: HandlerCall,
  asked: Variables,
  counted: readonly RecordView[],
  groupBy: string,
): Promise<readonly Variables[]> {
  const groups = new Map<Json, RecordView[]>()
  for (const record of counted) {
    for (const value of valuesOf(record, groupBy)) groups.set(value, [...(groups.get(value) ?? []), record])
  }
  const sum = text(asked, 'sum')
  const namedBy = text(asked, 'namedBy')
  const largest = [...groups].toSorted(([, one], [, other]) => other.length - one.length)
  const rows: Variables[] = []
  for (const [value, members] of largest.slice(0, number(asked, 'top') ?? FEW)) {
    const named = namedBy && typeof value === 'string' ? await records.get(namedBy, value) : null
    const name = named ? (named.data['name'] ?? named.data['title'] ?? named.number) : null
    const amount: Variables = sum === null ? {} : { sum: added(members, sum) }
    rows.push({ value, name, count: members.length, ...amount })
  }
  return rows
}

/** To the cent; what is no number adds nothing. */
function added(members: readonly RecordView[], field: string): number {
  return Math.round(members.reduce((sum, { data }) => sum + (number(data, field) ?? 0), 0) * 100) / 100
}
