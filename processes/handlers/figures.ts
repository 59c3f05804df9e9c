/**
 * Figures of a report, as a diagram asks for them: which records count, what of them is added up, and by which field they
 * are told apart. What the figures mean is said by the diagram alone.
 */
import type { Json, Variables } from '../../engine/model/json.ts'
import type { HandlerCall } from '../../engine/ports.ts'
import type { RecordView } from '../../engine/records/record-unit.ts'
import { budgetInForce, linesOf } from './finance/figures.ts'
import { instant, number, object, requiredText, text, texts } from './input.ts'
import { periodBounds } from './periods.ts'
import { valuesOf, walkRecords } from './walk-records.ts'

const FEW = 10

/**
 * One figure: {name, label?, section?, register or ofBudget, where?, status?, since?, until?, period?, by?, has?, from?, below?, sum?,
 * average?, groupBy?, namedBy?, top?} → {name, label, section, count, sum, average, rows}. `section` is the part of the
 * report that it belongs to. `period` (`2026-03`, `2026-Q1`, `2026`) counts what lies in it: by the field `by`, a date or an
 * instant, else by when the record was created. `average` is that of a field, over the records that have it. `has` lists fields that must have a value; `from` and `below` bound fields by the
 * least value that they may have and the first one that they may not, e.g. `below: { targetDate: "2026-04-01" }`; `since`
 * and `until` bound when the record was created. `sum` adds up a field; `groupBy` gives the `top` (default 10) largest
 * `rows` {value, name, count, sum}, whose names come from the register `namedBy`. `ofBudget: true` counts the lines of the budget in force
 * in the year of `period`, in place of a register: what is planned, reserved and spent by now.
 */
export async function figureOf(call: HandlerCall, given: Variables): Promise<Variables> {
  const isOfBudget = given['ofBudget'] === true
  const asked = isOfBudget ? given : { ...given, ...boundsOf(call, given) }
  const { found, complete } = isOfBudget
    ? await budgetLines(call, given)
    : await walkRecords(call.records, walkOf(asked), call.now)
  const counted = found.filter((record) => counts(asked, record))
  const groupBy = text(asked, 'groupBy')
  const section = text(asked, 'section')
  return {
    name: requiredText(asked, 'name'),
    label: asked['label'] ?? null,
    ...(section === null ? {} : { section }),
    count: counted.length,
    ...amountsOf(asked, counted),
    ...(groupBy === null ? {} : { rows: await rowsOf(call, asked, counted, groupBy) }),
    ...(complete ? {} : { complete }),
  }
}

async function budgetLines({ records }: HandlerCall, asked: Variables) {
  const budget = await budgetInForce(records, requiredText(asked, 'period').slice(0, 4))
  return { found: budget ? await linesOf(records, budget.id) : [], complete: true }
}

/** What `period` means: bounds of the field `by`, else of the creation. */
function boundsOf({ environment }: HandlerCall, asked: Variables): Variables {
  const period = text(asked, 'period')
  if (period === null) return {}
  const { from, to } = periodBounds(period, text(environment.globals, 'timezone') ?? 'UTC')
  const by = text(asked, 'by')
  if (by === null) return { since: from, until: to }
  return { from: { ...object(asked, 'from'), [by]: from }, below: { ...object(asked, 'below'), [by]: to } }
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
  const namedBy = text(asked, 'namedBy')
  const largest = [...groups].toSorted(([, one], [, other]) => other.length - one.length)
  const rows: Variables[] = []
  for (const [value, members] of largest.slice(0, number(asked, 'top') ?? FEW)) {
    const named = namedBy && typeof value === 'string' ? await records.get(namedBy, value) : null
    const name = named ? (named.data['name'] ?? named.data['title'] ?? named.number) : null
    rows.push({ value, name, count: members.length, ...amountsOf(asked, members) })
  }
  return rows
}

function amountsOf(asked: Variables, members: readonly RecordView[]): Variables {
  const sum = text(asked, 'sum')
  const average = text(asked, 'average')
  return {
    ...(sum === null ? {} : { sum: added(members, sum) }),
    ...(average === null ? {} : { average: averageOf(members, average) }),
  }
}

/** Null where no record has the field. */
function averageOf(members: readonly RecordView[], field: string): number | null {
  const known = members.filter(({ data }) => number(data, field) !== null)
  return known.length === 0 ? null : Math.round((added(known, field) / known.length) * 100) / 100
}

/** To the cent; what is no number adds nothing. */
function added(members: readonly RecordView[], field: string): number {
  return Math.round(members.reduce((sum, { data }) => sum + (number(data, field) ?? 0), 0) * 100) / 100
}
