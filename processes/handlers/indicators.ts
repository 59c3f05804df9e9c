/** `kpi.compute`: the values of indicators for a period that is over, and which of them a person has to enter. */
import { Temporal } from 'temporal-polyfill'
import type { Instant, Variables } from '../../engine/model/json.ts'
import type { Handler, HandlerCall } from '../../engine/ports.ts'
import type { Register } from '../../engine/records/register.ts'
import { indicatorsInForce, type IndicatorInForce } from '../measuring/in-force.ts'
import type { Indicator } from '../measuring/indicator.ts'
import { frequencyOf, localDay, monthsOf, periodAfter, periodOf } from '../measuring/periods.ts'
import { INDICATOR, recordValues, VALUE, type ValueKeeper } from '../measuring/record-values.ts'
import { text, texts } from './input.ts'

const MOST_INDICATORS = 1000

/**
 * {period?, indicatorIds?} → {values: [{indicatorId, name, unit, period, value, reason, target, direction, met}],
 * manualIndicators: [{indicatorId, name, unit, period, processKey}], period}. Without `period` it is the quarter before this one.
 * Without `indicatorIds` every active indicator is computed for the period itself and, where it is measured more often, for
 * each of its months; those of a year only when the period ends one. An indicator that would divide by zero has no value
 * and says so in `reason`. Manual and external indicators without a value for the period are in `manualIndicators`.
 */
export const computeIndicators =
  (typical: readonly Indicator[], registers: readonly Register[]): Handler =>
  async (call) => {
    const { input, records, now } = call
    const timeZone = String(call.environment.globals['timezone'] ?? 'UTC')
    const period = text(input, 'period') ?? periodAfter(periodOf('quarterly', localDay(now, timeZone)), -1)
    // Refused before anything is written.
    frequencyOf(period)
    const ids = texts(input['indicatorIds'])
    const own = await records.list(INDICATOR, { limit: MOST_INDICATORS })
    const all = indicatorsInForce(typical, registers, own)
    // A plan may name a typical indicator by its key before the institution has a record of it.
    const named = all.filter(({ recordId, key }) => ids.includes(recordId ?? key) || ids.includes(key))
    const wanted =
      ids.length > 0
        ? named.map((indicator) => ({ indicator, periods: [period] }))
        : all.map((indicator) => ({ indicator, periods: periodsFor(indicator, period) }))
    const { values, missing } = await recordValues(wanted, keeperOf(call), now, dayStartIn(timeZone))
    return {
      variables: {
        period,
        values: values.map(({ indicator, indicatorId, value, reason, period: of }): Variables => ({
          ...shown(indicator, indicatorId, of),
          value,
          reason,
          target: indicator.target,
          direction: indicator.direction,
          met: metBy(indicator, value),
        })),
        manualIndicators: missing.map((one): Variables => ({
          ...shown(one.indicator, one.indicatorId, one.period),
          processKey: one.indicator.processKey,
        })),
      },
    }
  }

const shown = ({ name, unit }: IndicatorInForce, indicatorId: string, period: string): Variables => ({
  indicatorId,
  name: { ...name },
  unit,
  period,
})

function metBy({ target, direction }: IndicatorInForce, value: number | null): boolean | null {
  if (target === null || value === null) return null
  return direction === 'up' ? value >= target : value <= target
}

/** The period itself, and its months where an indicator is measured each month; none where it is measured more rarely. */
function periodsFor({ frequency, formula }: IndicatorInForce, period: string): readonly string[] {
  const asked = frequencyOf(period)
  if (frequency === 'monthly' && asked !== 'monthly')
    return formula === null ? monthsOf(period) : [...monthsOf(period), period]
  if (frequency === asked) return [period]
  const longer = periodOf(frequency, monthsOf(period).at(-1) ?? period)
  const isOver = monthsOf(longer).at(-1) === monthsOf(period).at(-1)
  // A quarter of a year's indicator is no value of it; a shorter period has one when it ends the longer.
  if (asked === 'yearly') return [period]
  return isOver ? [longer] : []
}

/** When a day begins in a time zone. */
const dayStartIn =
  (timeZone: string) =>
  (day: string): Instant =>
    new Date(Temporal.PlainDate.from(day).toZonedDateTime(timeZone).epochMilliseconds).toISOString()

function keeperOf({ records, cases }: HandlerCall): ValueKeeper {
  return {
    sums: (query) => cases.sums(query),
    values: (indicatorIds, periods) =>
      indicatorIds.length === 0
        ? Promise.resolve([])
        : records.related(indicatorIds, { register: VALUE, field: 'indicatorId', anyOf: { period: periods } }),
    create: (register, data, id) => records.create(register, data, id === undefined ? {} : { id }),
    update: (register, id, patch) => records.update(register, id, patch),
  }
}
