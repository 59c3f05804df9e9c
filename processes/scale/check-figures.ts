/**
 * What a report must hold beyond its schema: indicators that are handed in, services of its own list, nothing twice, and
 * totals that are what their parts add up to. It is asked wherever a report is written, whichever way it came.
 */
import { SEVERAL } from '../../engine/measuring/figure.ts'
import type { FieldError } from '../../engine/model/errors.ts'
import type { Variables } from '../../engine/model/json.ts'
import type { Indicator } from '../measuring/indicator.ts'
import { inThousandths, type ScaleFigure, type ScaleReport, type ScaleTable, THOUSANDTHS } from './report.ts'
import { scaleSentence, type ScaleSentence } from './sentences.ts'

/** What is known of the indicators. */
export interface ScaleKnowledge {
  readonly scale: ScaleTable
  readonly indicators: readonly Pick<Indicator, 'key' | 'formula'>[]
}

/** @param data as the register's schema accepts it */
export function scaleReportErrors(
  data: Variables,
  { scale, indicators }: ScaleKnowledge,
  language: 'lv' | 'en',
): readonly FieldError[] {
  const { services, figures, spreads } = data as unknown as Pick<ScaleReport, 'services' | 'figures' | 'spreads'>
  const errors: FieldError[] = []
  const tell = (pointer: string, code: ScaleSentence, facts: Readonly<Record<string, string | number>> = {}): void =>
    void errors.push({ pointer, code, message: scaleSentence(language, code, facts).join(' ') })

  const codes = new Set<string>(['', SEVERAL])
  for (const [index, { code }] of services.entries()) {
    if (codes.has(code)) tell(`/services/${index}/code`, 'doubled-service', { code })
    codes.add(code)
  }

  const asked = new Map(scale.sections.flatMap((section) => section.indicators.map((one) => [one.key, one.by])))
  const measures = new Map(indicators.map(({ key, formula }) => [key, formula.measure]))
  const spreadOver = new Map<string, number>()
  for (const { indicator, n } of spreads) spreadOver.set(indicator, (spreadOver.get(indicator) ?? 0) + n)
  const seen = new Set<string>()
  for (const [index, figure] of figures.entries()) {
    const at = `/figures/${index}`
    const { indicator, side, by, part, n, total, per } = figure
    const breakdowns = asked.get(indicator)
    const measure = measures.get(indicator)
    if (!breakdowns || !measure) {
      tell(`${at}/indicator`, 'unknown-indicator', { indicator, known: [...asked.keys()].join(', ') })
      continue
    }
    if (side === 'per' && measure !== 'quotient') tell(`${at}/side`, 'no-second-side', { indicator })
    if (by !== 'all' && !breakdowns.includes(by)) tell(`${at}/by`, 'no-breakdown', { indicator })
    if (by === 'all' && part !== '') tell(`${at}/part`, 'part-of-all')
    if (by === 'service' && !codes.has(part)) tell(`${at}/part`, 'unknown-service', { code: part })
    const key = JSON.stringify([indicator, side, by, part])
    if (seen.has(key)) tell(`${at}/part`, 'doubled-figure')
    seen.add(key)
    if (measure === 'share' && (total < 0 || total > per)) tell(`${at}/total`, 'more-than-all', { total, per })
    if (measure === 'percentile' && by === 'all') {
      const adds = spreadOver.get(indicator) ?? 0
      if (adds !== n) tell(`${at}/n`, 'wrong-spread', { stands: n, adds })
    }
  }
  const spread = new Set(figures.flatMap(({ indicator, by }) => (by === 'all' ? indicator : [])))
  for (const [index, { indicator }] of spreads.entries()) {
    const isSpread = measures.get(indicator) === 'percentile'
    if (!isSpread || !spread.has(indicator)) tell(`/spreads/${index}/indicator`, 'no-spread', { indicator })
  }
  if (errors.length === 0) tellTotals(figures, tell)
  return errors
}

/** Totals that are not what their parts add up to, each told at the row of the total. */
function tellTotals(
  figures: readonly ScaleFigure[],
  tell: (pointer: string, code: ScaleSentence, facts: Readonly<Record<string, string | number>>) => void,
): void {
  const totals = new Map<string, number>()
  for (const [index, { indicator, side, by }] of figures.entries())
    if (by === 'all') totals.set(`${indicator} ${side}`, index)
  const parts = new Map<string, { readonly at: number; readonly by: string; readonly some: ScaleFigure[] }>()
  for (const [index, figure] of figures.entries()) {
    const { indicator, side, by } = figure
    if (by === 'all') continue
    const at = totals.get(`${indicator} ${side}`)
    if (at === undefined) {
      tell(`/figures/${index}/by`, 'no-total', { indicator })
      continue
    }
    const key = `${indicator} ${side} ${by}`
    const known = parts.get(key) ?? { at, by, some: [] }
    known.some.push(figure)
    parts.set(key, known)
  }
  for (const { at, by, some } of parts.values()) {
    for (const field of ['n', 'total', 'per'] as const) {
      const stands = inThousandths(figures[at]?.[field] ?? 0)
      const adds = some.reduce((sum, one) => sum + inThousandths(one[field]), 0)
      if (stands !== adds)
        tell(`/figures/${at}/${field}`, by === 'service' ? 'wrong-total-services' : 'wrong-total-kinds', {
          stands: stands / THOUSANDTHS,
          adds: adds / THOUSANDTHS,
        })
    }
  }
}
