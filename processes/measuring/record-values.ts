/**
 * Values of indicators for a period that is over, written down: what was known then is what was reported. Computing them again
 * changes a value only where it has changed, and a changed value is to be reviewed again.
 */
import { isDeepStrictEqual } from 'node:util'
import type { Instant, Variables } from '../../engine/model/json.ts'
import type { RecordView } from '../../engine/records/record-unit.ts'
import { type IndicatorInForce, recordIdOf, recordOf } from './in-force.ts'
import { measure, type SumsReader } from './measure.ts'
import { daysOf } from './periods.ts'

export const INDICATOR = 'indicator'
export const VALUE = 'indicator-value'

/** Where values are written. */
export interface ValueKeeper {
  readonly sums: SumsReader
  /** Values of these indicators in these periods. */
  values(
    indicatorIds: readonly string[],
    periods: readonly string[],
  ): Promise<readonly Pick<RecordView, 'id' | 'data'>[]>
  create(register: string, data: Variables, id?: string): Promise<Pick<RecordView, 'id' | 'data'>>
  update(register: string, id: string, patch: Variables): Promise<Pick<RecordView, 'id' | 'data'>>
}

/** A value as it is kept. */
export interface KeptValue {
  readonly indicator: IndicatorInForce
  readonly indicatorId: string
  readonly period: string
  readonly value: number | null
  readonly reason: string | null
}

/** An indicator of which a person has to enter the value. */
export interface MissingValue {
  readonly indicator: IndicatorInForce
  readonly indicatorId: string
  readonly period: string
}

/**
 * @param wanted indicators with the periods for which they are computed; those that wait for registers are left out
 * @param dayStart the instant at which a day begins where the institution is
 */
export async function recordValues(
  wanted: readonly { readonly indicator: IndicatorInForce; readonly periods: readonly string[] }[],
  keeper: ValueKeeper,
  now: Instant,
  dayStart: (day: string) => Instant,
): Promise<{ readonly values: readonly KeptValue[]; readonly missing: readonly MissingValue[] }> {
  const usable = wanted.filter(({ indicator }) => indicator.active && indicator.waits.length === 0)
  const known = new Map<string, Pick<RecordView, 'id' | 'data'>>()
  const indicatorIds = new Map<string, string>()
  for (const { indicator } of usable) indicatorIds.set(indicator.key, await ownRecord(indicator, keeper))
  const periods = [...new Set(usable.flatMap((one) => one.periods))]
  for (const value of await keeper.values([...indicatorIds.values()], periods))
    known.set(`${String(value.data['indicatorId'])} ${String(value.data['period'])}`, value)

  const values: KeptValue[] = []
  const missing: MissingValue[] = []
  for (const period of periods) {
    const ofPeriod = usable.filter((one) => one.periods.includes(period)).map(({ indicator }) => indicator)
    const computable = ofPeriod.flatMap((one) => (one.formula === null ? [] : [{ ...one, formula: one.formula }]))
    const computed = await measure(keeper.sums, { indicators: computable, periods: [period] }, now)
    for (const indicator of ofPeriod) {
      const indicatorId = indicatorIds.get(indicator.key) ?? ''
      const before = known.get(`${indicatorId} ${period}`)
      if (indicator.formula === null) {
        if (before) values.push(keptValue(indicator, indicatorId, before.data))
        else missing.push({ indicator, indicatorId, period })
        continue
      }
      const found = computed.find(({ key }) => key === indicator.key)
      const { from, to } = daysOf(period)
      const data: Variables = {
        indicatorId,
        period,
        value: found?.value ?? null,
        reason: found?.reason ?? null,
        cases: found?.n ?? 0,
        from: dayStart(from),
        to: dayStart(to),
        source: indicator.source,
      }
      values.push(keptValue(indicator, indicatorId, data))
      await keep(keeper, before, data)
    }
  }
  return { values, missing }
}

async function ownRecord(indicator: IndicatorInForce, keeper: ValueKeeper): Promise<string> {
  if (indicator.recordId !== null) return indicator.recordId
  return (await keeper.create(INDICATOR, recordOf(indicator), recordIdOf(indicator.key))).id
}

async function keep(
  keeper: ValueKeeper,
  before: Pick<RecordView, 'id' | 'data'> | undefined,
  data: Variables,
): Promise<void> {
  if (!before) {
    await keeper.create(VALUE, data)
    return
  }
  const isSame = Object.entries(data).every(([field, value]) => isDeepStrictEqual(before.data[field] ?? null, value))
  if (isSame) return
  const review = { reviewed: false, reviewedBy: null, reviewedAt: null }
  const hasChanged = !isDeepStrictEqual(before.data['value'] ?? null, data['value'] ?? null)
  await keeper.update(VALUE, before.id, hasChanged ? { ...data, ...review } : data)
}

function keptValue(indicator: IndicatorInForce, indicatorId: string, data: Variables): KeptValue {
  const { value, period, reason } = data
  return {
    indicator,
    indicatorId,
    period: String(period),
    value: typeof value === 'number' ? value : null,
    reason: typeof reason === 'string' ? reason : null,
  }
}
