/** Reads `processes/scale.json` and judges it: only what can be added up over institutions can be collected from them. */
import { type Formula, type Indicator, isStanding } from '../measuring/indicator.ts'
import type { ScaleTable } from './report.ts'

/** @throws Error naming the indicator that cannot be collected, and why */
export function judgeScaleTable(table: ScaleTable, indicators: readonly Indicator[]): ScaleTable {
  for (const { key, by } of table.sections.flatMap((section) => section.indicators)) {
    const indicator = indicators.find((one) => one.key === key)
    if (!indicator) throw wrong(key, 'there is no such indicator')
    const { formula } = indicator
    if (!addsUp(formula)) throw wrong(key, `its measure "${formula.measure}" cannot be added up over institutions`)
    if (formula.measure === 'percentile' && by.length > 0)
      throw wrong(key, 'only the whole of a percentile is collected')
    if (by.includes('kind') && !('by' in formula)) throw wrong(key, 'it is told apart by no kind')
  }
  return table
}

/** What stands now has no period, of a `latest` sum only one month counts, and services covered have no sum. */
function addsUp(formula: Formula): boolean {
  if (formula.measure === 'quotient') return addsUp(formula.of) && addsUp(formula.per)
  if (formula.measure === 'coverage' || formula.measure === 'distinct' || isStanding(formula)) return false
  return !('latest' in formula && formula.latest === true)
}

const wrong = (key: string, why: string): Error =>
  new Error(
    `Expected "processes/scale.json" to name indicators that can be collected, but "${key}" is not one: ${why}.`,
  )
