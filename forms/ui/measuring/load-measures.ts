/** Indicators with their values over some periods, as a dashboard shows them. */
import { metBy } from '../../../api/present/measures.ts'
import type { Part } from '../../../engine/measuring/figure.ts'
import type { WrittenValue } from '../../../processes/measuring/desk.ts'
import type { IndicatorInForce } from '../../../processes/measuring/in-force.ts'
import { isStanding } from '../../../processes/measuring/indicator.ts'
import type { MeasuredValue } from '../../../processes/measuring/measure.ts'
import type { PageCall } from '../shared/page.ts'
import type { Point } from './charts.tsx'
import { periodName, shortName } from './period-name.ts'

/** One line of a dashboard. */
export interface MeasuredIndicator {
  readonly indicator: IndicatorInForce
  /** Of the last period; null where it is not computed here. */
  readonly current: Pick<MeasuredValue, 'value' | 'reason' | 'n'> | null
  readonly met: boolean | null
  /** One for each period, oldest first. */
  readonly points: readonly Point[]
  /** Written down, of the last period. */
  readonly written: WrittenValue | null
}

/** @param periods oldest first; the last is the one that is looked at */
export async function loadMeasures(
  { ports, institutionId, language }: PageCall,
  indicators: readonly IndicatorInForce[],
  periods: readonly string[],
  only: Partial<Readonly<Record<Part, string>>> = {},
): Promise<readonly MeasuredIndicator[]> {
  const isWhole = Object.keys(only).length === 0
  const [values, written] = await Promise.all([
    ports.measuring.values({ institutionId, indicators, periods, only }),
    isWhole ? ports.measuring.written({ institutionId, indicators, periods }) : [],
  ])
  const last = periods.at(-1) ?? ''
  return indicators.map((indicator) => {
    const own = values.filter(({ key }) => key === indicator.key)
    const kept = written.filter(({ key }) => key === indicator.key)
    const computed = own.find(({ period }) => period === last) ?? null
    const writtenNow = kept.find(({ period }) => period === last) ?? null
    const current = computed ?? (indicator.formula === null && writtenNow ? fromWritten(writtenNow) : null)
    // What stands has no past of its own, and what people enter has no other.
    const usesWritten = indicator.formula === null || isStanding(indicator.formula)
    const points = periods.map((period): Point => {
      const before = usesWritten && period !== last ? kept : own
      const value = before.find((one) => one.period === period)?.value ?? null
      return {
        name: periodName(period, language),
        short: shortName(period),
        value: period === last ? (current?.value ?? value) : value,
      }
    })
    return { indicator, current, met: metBy(indicator, current?.value ?? null), points, written: writtenNow }
  })
}

const fromWritten = ({ value, reason, cases }: WrittenValue): Pick<MeasuredValue, 'value' | 'reason' | 'n'> => ({
  value,
  reason: reason as MeasuredValue['reason'],
  n: cases,
})
