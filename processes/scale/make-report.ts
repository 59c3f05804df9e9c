/** Makes the figures of a report from the sums of the institution. */
import { SEVERAL } from '../../engine/measuring/figure.ts'
import type { SumView } from '../../engine/index.ts'
import { figureKeys } from '../measuring/figures-of.ts'
import type { IndicatorInForce } from '../measuring/in-force.ts'
import type { SumsReader } from '../measuring/measure.ts'
import { monthsOf } from '../measuring/periods.ts'
import {
  type Breakdown,
  MINUTES_IN_HOUR,
  type ScaleFigure,
  type ScaleReport,
  type ScaleSpread,
  type ScaleTable,
  THOUSANDTHS,
} from './report.ts'

/**
 * What is switched off, or cannot be computed here, is left out: nobody has told it.
 *
 * @param codeOf the code of a service by its record id; '' where it has none
 */
export async function makeFigures(
  read: SumsReader,
  table: ScaleTable,
  indicators: readonly IndicatorInForce[],
  period: string,
  codeOf: (serviceId: string) => string,
): Promise<Pick<ScaleReport, 'figures' | 'spreads'>> {
  const told = table.sections
    .flatMap((section) => section.indicators)
    .flatMap(({ key, by }) => {
      const indicator = indicators.find((one) => one.key === key)
      if (!indicator?.active || indicator.formula === null || indicator.waits.length > 0) return []
      return [{ key, by, measure: indicator.formula.measure }]
    })
  const months = monthsOf(period)
  const sums = await read({
    figures: told.flatMap((one) => Object.values(figureKeys(one))),
    from: months[0] ?? '',
    to: months.at(-1) ?? '',
    // Totals and parts of one reading always agree, also while somebody measures.
    by: ['service', 'first'],
  })
  const partOf: Readonly<Record<Breakdown, (sum: SumView) => string>> = {
    service: ({ parts: [service = ''] }) => (service === SEVERAL ? SEVERAL : codeOf(service)),
    kind: ({ parts: [, kind = ''] }) => kind,
  }
  const ownOf = (figure: string) => sums.filter((sum) => sum.figure === figure)
  const figures = told.flatMap(({ key, by, measure }) => {
    const keys = figureKeys({ key })
    const sides = measure === 'quotient' ? (['of', 'per'] as const) : (['of'] as const)
    return sides.flatMap((side) => {
      const own = ownOf(side === 'of' ? keys.of : keys.against)
      const figure = { indicator: key, side } as const
      const all = { ...figure, by: 'all', part: '', ...added(own) } as const
      const parts = by.flatMap((breakdown) =>
        [...new Set(own.map(partOf[breakdown]))].toSorted().map((part) => ({
          ...figure,
          by: breakdown,
          part,
          ...added(own.filter((sum) => partOf[breakdown](sum) === part)),
        })),
      )
      return [all, ...parts]
    })
  })
  const spreads = told.flatMap(({ key, measure }) => (measure === 'percentile' ? spreadOf(key, ownOf(key)) : []))
  return { figures, spreads }
}

function added(sums: readonly SumView[]): Pick<ScaleFigure, 'n' | 'total' | 'per'> {
  const sum = (what: 'n' | 'total' | 'per'): number => sums.reduce((all, one) => all + one[what], 0)
  return { n: sum('n'), total: sum('total') / THOUSANDTHS, per: sum('per') / THOUSANDTHS }
}

/** Every minute of its own would make files of many pages; rounded up, no duration looks shorter than it was. */
function spreadOf(indicator: string, sums: readonly SumView[]): readonly ScaleSpread[] {
  const hours = new Map<number, number>()
  for (const { bucket, n } of sums) {
    const hour = Math.max(0, Math.ceil(bucket / THOUSANDTHS / MINUTES_IN_HOUR))
    hours.set(hour, (hours.get(hour) ?? 0) + n)
  }
  return [...hours]
    .filter(([, n]) => n > 0)
    .toSorted(([one], [other]) => one - other)
    .map(([hour, n]) => ({ indicator, minutes: hour * MINUTES_IN_HOUR, n }))
}
