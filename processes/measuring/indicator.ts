/**
 * Indicators as data (`processes/indicators/*.json`): what they are called, what they aim at, and how they are computed. A
 * formula is one measure over a figure of the engine (`engine/measuring/figure.ts`), or one made of two.
 */
import type { Condition, FigureSource, Operand, Path } from '../../engine/index.ts'
import type { Bilingual } from '../load-process-data.ts'

/** What an indicator is counted in. `hours` and `days` are made of minutes, `percent` of parts of one. */
export type Unit = 'percent' | 'count' | 'minutes' | 'hours' | 'workingHours' | 'days' | 'eur' | 'score' | 'ratio'

/** As in the code lists `indicatorDimension` and `frequencyKind`. */
export type Dimension = 'effectiveness_short' | 'effectiveness_long' | 'efficiency_short' | 'efficiency_long'
export type Frequency = 'monthly' | 'quarterly' | 'yearly'

/** A typical indicator. */
export interface Indicator {
  /** Unique, e.g. `application.first-level`; the id of the institution's own record of it. */
  readonly key: string
  /** The process that it measures. */
  readonly processKey: string
  readonly name: Bilingual
  /** How it is computed, in words. */
  readonly meaning: Bilingual
  readonly unit: Unit
  readonly direction: 'up' | 'down'
  /** Whether the maturity of the process rests on it. */
  readonly core: boolean
  /** Null: an institution sets its own. */
  readonly target: number | null
  readonly dimension: Dimension
  readonly frequency: Frequency
  readonly source: 'history' | 'register' | 'survey' | 'external' | 'manual'
  readonly formula: Formula
  /** What `by` tells apart, in the formula's order. */
  readonly partNames?: readonly Bilingual[]
}

interface Counted {
  readonly of: FigureSource
  readonly when?: readonly Condition[]
  /** At most two fields by which it is broken down. */
  readonly by?: readonly Path[]
  readonly service?: readonly Path[]
  readonly group?: readonly Path[]
}

interface Dated extends Counted {
  /** Each month's records tell how it stands at the end of it: of a longer period the last month that has any counts. */
  readonly latest?: boolean
  /** Whose month it belongs to; without it, what is there now is counted. */
  readonly at?: Path
}

/** A measure over one figure. */
export type SimpleFormula =
  | (Dated & { readonly measure: 'count' })
  /** Those for which all of `hit` holds, of all. */
  | (Dated & { readonly measure: 'share'; readonly hit: readonly Condition[] })
  | (Dated & { readonly measure: 'sum' | 'average'; readonly value: Operand })
  /** Σ value / Σ per. */
  | (Dated & { readonly measure: 'ratio'; readonly value: Operand; readonly per: Operand })
  /** The least value that so many percent reach or stay below; 50 is the median. */
  | (Dated & { readonly measure: 'percentile'; readonly percent: number; readonly value: Operand })
  /** How long ago it was, in minutes: a percentile over what is there now. */
  | (Counted & { readonly measure: 'age'; readonly since: Path; readonly percent: number })
  /** Those whose moment is over, or was in the last `months`, of all that are there now. */
  | (Counted & { readonly measure: 'past'; readonly moment: Path })
  | (Counted & { readonly measure: 'recent'; readonly moment: Path; readonly months: number })

export type Formula =
  | SimpleFormula
  /** One by the other, e.g. costs by cases: each with its own source. */
  | { readonly measure: 'quotient'; readonly of: SimpleFormula; readonly per: SimpleFormula }
  /** How many different values the first field of `by` has. */
  | { readonly measure: 'distinct'; readonly of: SimpleFormula }
  /** Of the services (or what `across` names) that the first knows, those that the second knows, too. */
  | {
      readonly measure: 'coverage'
      readonly of: SimpleFormula
      readonly known: SimpleFormula
      readonly across: 'service' | 'first'
    }

/** Whether it counts what is there now rather than what happened in a period. */
export function isStanding(formula: Formula): boolean {
  switch (formula.measure) {
    case 'quotient':
    case 'distinct':
      return isStanding(formula.of)
    case 'coverage':
      return isStanding(formula.known)
    case 'age':
    case 'past':
    case 'recent':
      return true
    default:
      return formula.at === undefined
  }
}
