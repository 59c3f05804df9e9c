/**
 * What one institution tells the lead of its sector, municipality or the state about a period. It carries sums and counts,
 * never shares or averages: those of many institutions are computed from what is added up, by the same formulas.
 */
import type { Bilingual } from '../load-process-data.ts'

/** Register of what was handed in: one record for each institution and period. */
export const SCALE_REPORT = 'scale-report'

/** The name and version that a file begins with. */
export const FORMAT = 'ritums-scale-report'
export const VERSION = 1

/** By what a figure may be told apart; `kind` is the indicator's own first field. */
export type Breakdown = 'service' | 'kind'

/** Which indicators institutions hand in (`processes/scale.json`). */
export interface ScaleTable {
  readonly sections: readonly {
    readonly key: string
    readonly name: Bilingual
    readonly indicators: readonly { readonly key: string; readonly by: readonly Breakdown[] }[]
  }[]
}

/** Sums of one indicator: in all, or of one service or kind. */
export interface ScaleFigure {
  readonly indicator: string
  /** `per`: what an indicator that is made of two is divided by. */
  readonly side: 'of' | 'per'
  readonly by: 'all' | Breakdown
  /** Code of the service or kind; '' where there is none, and for `all`. */
  readonly part: string
  /** How many cases or records. */
  readonly n: number
  /** What they add up to, and what that is divided by; to the thousandth. */
  readonly total: number
  readonly per: number
}

/** How often a duration came, in full hours rounded up; for medians and percentiles. */
export interface ScaleSpread {
  readonly indicator: string
  readonly minutes: number
  readonly n: number
}

/** A service in the institution's basket. */
export interface ScaleService {
  readonly code: string
  /** The same for all institutions that provide it. */
  readonly virsisId?: string
  readonly name: { readonly lv: string; readonly en?: string }
  readonly kind?: string
}

export interface ScaleMaturity {
  readonly operational: number
  readonly formal: number
  readonly strict: number
  readonly target?: number
}

export interface ScaleReport {
  /** Registration number of the institution. */
  readonly regNo: string
  readonly period: string
  readonly madeAt: string
  readonly maturity?: ScaleMaturity
  readonly services: readonly ScaleService[]
  readonly figures: readonly ScaleFigure[]
  readonly spreads: readonly ScaleSpread[]
}

/** Durations come in thousandths of these. */
export const MINUTES_IN_HOUR = 60

/** Money and numbers are added up as whole thousandths, so that nothing is lost. */
export const THOUSANDTHS = 1000
export const inThousandths = (value: number): number => Math.round(value * THOUSANDTHS)
