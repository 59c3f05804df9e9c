import type { Part } from './figure.ts'

/** Which sums are asked for. */
export interface SumsQuery {
  readonly institutionId: string
  readonly figures: readonly string[]
  /** Months, both included; '' for what stands. */
  readonly from: string
  readonly to: string
  /** Only these. */
  readonly only?: Partial<Readonly<Record<Part, string>>>
  /** Told apart by. */
  readonly by?: readonly Part[]
}

/** A sum, over everything that it is not told apart by. */
export interface SumView {
  readonly figure: string
  readonly period: string
  /** In thousandths. */
  readonly bucket: number
  /** Values of the parts asked for, in their order. */
  readonly parts: readonly string[]
  readonly n: number
  /** In thousandths. */
  readonly total: number
  readonly per: number
}

/** How far measuring has come. */
export interface MeasuringStanding {
  /** Changed subjects that wait to be measured; counted up to 1,000. */
  readonly due: number
  /** Whether everything is being looked at anew, so that sums may still lack something. */
  readonly isWalking: boolean
}
